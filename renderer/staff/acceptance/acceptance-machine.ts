import type { Line } from '../language/staff-words.ts';

/**
 * A site acceptance test, from the installer's name to the report.
 *
 *   who ──begun──▶ screen ─▶ buttons ─▶ sound ─▶ network ─▶ stores ─▶ summary ──saving──▶ saving ──saved──▶ saved
 *                  └──────────────── each of them ────────────────┘    ▲ │  ▲                │                │
 *                     open ──found──▶ found ──next──▶ the next one ────┘ │  └─not-saved──────┘                │
 *                      ▲                │ again                          └─again(check)─▶ that check ─next─▶ summary
 *                      └────────────────┘                                                  begun anew ◀───────┘
 *
 * Nothing is passed over: a check that does not apply is found `not-there`, with the reason.
 */
export const CHECKS = ['screen', 'buttons', 'sound', 'network', 'stores'] as const;
export type Check = (typeof CHECKS)[number];

export type Finding = {
  /** `not-there`: this terminal does not have it, so nothing is missing. */
  readonly verdict: 'passed' | 'failed' | 'not-there';
  /** What was measured, and for a failed check what to do. */
  readonly lines: readonly Line[];
};

export type Findings = { readonly [Name in Check]?: Finding };

type Run = {
  readonly who: string;
  readonly startedAtMs: number;
  readonly findings: Findings;
};

export type AcceptanceState =
  | { readonly step: 'who' }
  | (Run & {
      readonly step: 'checking';
      readonly check: Check;
      /** Null while it is being carried out. */
      readonly found: Finding | null;
      /** It is done once more, and leads back to the summary. */
      readonly again: boolean;
    })
  | (Run & { readonly step: 'summary'; readonly notSaved: string | null })
  | (Run & { readonly step: 'saving' })
  | (Run & { readonly step: 'saved'; readonly file: string });

export type AcceptanceEvent =
  | { readonly type: 'begun'; readonly who: string; readonly atMs: number }
  | { readonly type: 'found'; readonly check: Check; readonly finding: Finding }
  /** Without a check: the one that is on. */
  | { readonly type: 'again'; readonly check?: Check }
  | { readonly type: 'next' }
  | { readonly type: 'saving' }
  | { readonly type: 'saved'; readonly file: string }
  | { readonly type: 'not-saved'; readonly detail: string }
  | { readonly type: 'over' };

export const ACCEPTANCE_START: AcceptanceState = { step: 'who' };

export function transition(state: AcceptanceState, event: AcceptanceEvent): AcceptanceState {
  switch (event.type) {
    case 'begun':
      return state.step === 'who'
        ? {
            step: 'checking',
            check: CHECKS[0],
            found: null,
            again: false,
            who: event.who,
            startedAtMs: event.atMs,
            findings: {},
          }
        : state;
    case 'found':
      return state.step === 'checking' && state.check === event.check && state.found === null
        ? { ...state, found: event.finding }
        : state;
    case 'again':
      return again(state, event.check);
    case 'next':
      return next(state);
    case 'saving':
      return state.step === 'summary' ? { ...runOf(state), step: 'saving' } : state;
    case 'saved':
      return state.step === 'saving' ? { ...runOf(state), step: 'saved', file: event.file } : state;
    case 'not-saved':
      return state.step === 'saving'
        ? { ...runOf(state), step: 'summary', notSaved: event.detail }
        : state;
    case 'over':
      return ACCEPTANCE_START;
  }
}

/** Whether nothing failed, and nothing is left to check. */
export function isPassed(findings: Findings): boolean {
  return CHECKS.every((check) => {
    const verdict = findings[check]?.verdict;
    return verdict === 'passed' || verdict === 'not-there';
  });
}

function again(state: AcceptanceState, check: Check | undefined): AcceptanceState {
  if (state.step === 'checking' && check === undefined) {
    return { ...state, found: null };
  }
  return state.step === 'summary' && check !== undefined
    ? { ...runOf(state), step: 'checking', check, found: null, again: true }
    : state;
}

function next(state: AcceptanceState): AcceptanceState {
  if (state.step !== 'checking' || state.found === null) {
    return state;
  }
  const findings = { ...state.findings, [state.check]: state.found };
  const following = CHECKS[CHECKS.indexOf(state.check) + 1];
  return state.again || following === undefined
    ? { ...runOf(state), findings, step: 'summary', notSaved: null }
    : { ...state, findings, check: following, found: null };
}

function runOf({ who, startedAtMs, findings }: Run): Run {
  return { who, startedAtMs, findings };
}

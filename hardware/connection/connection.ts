import type { ButtonTrouble } from '../../contract/box-status.ts';
import type { BoxReport } from '../button-source.ts';
import type { ConnectedBox } from '../drivers/session.ts';
import type { Patience } from './patience.ts';

/*
 * The connection to one box, whatever driver speaks with it.
 *
 *            start                       opened (verify)                 present
 *   idle ───────────▶ opening ─────────────────────────▶ verifying ─────────────────▶ live ◀──┐
 *                     ▲     │ open failed                │                            │  │     │ present
 *        retry is due │     ▼                            │ no answer in time,         │  │     │
 *                   searching ◀──────────── close ───────┤ refused, taken, lost       │  │     │
 *                     ▲                                  │                            │  │     │
 *                     ├──────────────── close ───────────┴──── refused, lost ─────────┘  │     │
 *                     │                                                                  ▼     │
 *                     └──────── close, still silent, refused, lost ───────────────── stale ────┘
 *                                                                      no sign of life (verify)
 *
 *   Any state ── stop ──▶ stopped (close).
 *
 * Deadlines are judged before every event, not by the timer alone. When the process was held up, bytes wait in the
 * operating system; the first of them finds the connection stale, the driver asks anew who is there, and passes over
 * everything heard before the answer. A box that counts still shows those presses, but never as if made just now.
 */

const LOOK_EVERY_MS = 1_000;

/** `lookAtMs`: when the clock is looked at again, to notice a host that was held up; null where that does not matter. */
export type ConnectionState =
  | { readonly at: 'idle' }
  | {
      readonly at: 'searching';
      readonly detail: string;
      /** How many tries in a row have failed. */
      readonly failures: number;
      readonly retryAtMs: number;
    }
  | { readonly at: 'opening'; readonly detail: string; readonly failures: number }
  | {
      readonly at: 'verifying';
      readonly failures: number;
      readonly giveUpAtMs: number;
      readonly lookAtMs: number | null;
    }
  | {
      readonly at: 'live';
      readonly box: ConnectedBox;
      /** Null where a box need not give a sign of life. */
      readonly staleAtMs: number | null;
      readonly lookAtMs: number | null;
      readonly troubles: readonly ButtonTrouble[];
    }
  | {
      readonly at: 'stale';
      readonly box: ConnectedBox;
      readonly reopenAtMs: number;
      readonly lookAtMs: number | null;
    }
  | { readonly at: 'stopped' };

export type ConnectionEvent =
  | { readonly type: 'start' }
  /** These two answer an `open`, one of them once; neither comes after a `close`. */
  | { readonly type: 'opened' }
  | { readonly type: 'open-failed'; readonly detail: string }
  /** The port closed by itself, or writing to it failed. */
  | { readonly type: 'lost'; readonly detail: string }
  | { readonly type: 'present'; readonly box: ConnectedBox }
  /** Who is there cannot be used; there is no hurry to try again. */
  | { readonly type: 'refused'; readonly detail: string }
  /** Who is there is counted on another port, for as long as that one hears it. */
  | { readonly type: 'taken'; readonly detail: string }
  | { readonly type: 'alive' }
  | { readonly type: 'troubles'; readonly troubles: readonly ButtonTrouble[] }
  | { readonly type: 'wake' }
  | { readonly type: 'stop' };

export type ConnectionEffect =
  | { readonly type: 'open' }
  /** Lets go of the port; nothing more is heard from it, not even that it closed. */
  | { readonly type: 'close' }
  /** The driver asks who is there, from scratch. */
  | { readonly type: 'verify' }
  | { readonly type: 'report'; readonly report: BoxReport };

export type ConnectionStep = {
  readonly state: ConnectionState;
  readonly effects: readonly ConnectionEffect[];
};

export const IDLE: ConnectionState = { at: 'idle' };

/** @param nowMs monotonic; never less than at the call before. */
export function transition(
  state: ConnectionState,
  event: ConnectionEvent,
  nowMs: number,
  patience: Patience,
): ConnectionStep {
  const expired = expire(state, nowMs, patience);
  const step = handle(expired.state, event, nowMs, patience);
  return { state: step.state, effects: [...expired.effects, ...step.effects] };
}

/** When `transition` wants a `wake`; null when only an event moves it on. */
export function wakeAtMs(state: ConnectionState): number | null {
  switch (state.at) {
    case 'searching':
      return state.retryAtMs;
    case 'verifying':
      return earliest(state.giveUpAtMs, state.lookAtMs);
    case 'live':
      return earliest(state.staleAtMs, state.lookAtMs);
    case 'stale':
      return earliest(state.reopenAtMs, state.lookAtMs);
    case 'idle':
    case 'opening':
    case 'stopped':
      return null;
  }
}

const FIRST_TRY = 'Opening the port.';
export const NO_ANSWER = 'The port is open, but no box has answered yet.';

function expire(state: ConnectionState, nowMs: number, patience: Patience): ConnectionStep {
  const dueAtMs = wakeAtMs(state);
  if (dueAtMs === null || nowMs < dueAtMs) {
    return stay(state);
  }
  switch (state.at) {
    case 'searching':
      return {
        state: { at: 'opening', detail: state.detail, failures: state.failures },
        effects: [{ type: 'open' }],
      };
    case 'verifying':
      return nowMs < state.giveUpAtMs
        ? lookAgain(state, nowMs, patience)
        : closeAndSearch(NO_ANSWER, state.failures + 1, nowMs, patience);
    case 'live':
      return (state.staleAtMs !== null && nowMs >= state.staleAtMs) ||
        wasHeldUp(state, nowMs, patience)
        ? {
            state: {
              at: 'stale',
              box: state.box,
              reopenAtMs: nowMs + patience.reopenAfterMs,
              lookAtMs: lookAtMs(nowMs, patience),
            },
            effects: [{ type: 'verify' }],
          }
        : lookAgain(state, nowMs, patience);
    case 'stale':
      return nowMs < state.reopenAtMs
        ? lookAgain(state, nowMs, patience)
        : closeAndSearch('The box went silent; opening the port again.', 0, nowMs, patience);
    case 'idle':
    case 'opening':
    case 'stopped':
      return stay(state);
  }
}

function handle(
  state: ConnectionState,
  event: ConnectionEvent,
  nowMs: number,
  patience: Patience,
): ConnectionStep {
  if (state.at === 'stopped') {
    return stay(state);
  }
  switch (event.type) {
    case 'start':
      return state.at === 'idle'
        ? { state: { at: 'opening', detail: FIRST_TRY, failures: 0 }, effects: [{ type: 'open' }] }
        : stay(state);
    case 'opened':
      return state.at === 'opening'
        ? {
            state: {
              at: 'verifying',
              failures: state.failures,
              giveUpAtMs: nowMs + patience.verifyWithinMs,
              lookAtMs: lookAtMs(nowMs, patience),
            },
            effects: [{ type: 'verify' }],
          }
        : stay(state);
    case 'open-failed':
      return state.at === 'opening'
        ? { state: search(event.detail, state.failures + 1, nowMs, patience), effects: [] }
        : stay(state);
    case 'lost':
      return lose(state, event.detail, nowMs, patience);
    case 'refused':
      return isOpen(state)
        ? closeAndSearch(event.detail, patience.retryDelaysMs.length, nowMs, patience)
        : stay(state);
    case 'taken':
      return isOpen(state)
        ? closeAndSearch(event.detail, failuresAfter(state), nowMs, patience)
        : stay(state);
    case 'present':
      return isOpen(state)
        ? stay({
            at: 'live',
            box: event.box,
            staleAtMs: staleAtMs(nowMs, patience),
            lookAtMs: lookAtMs(nowMs, patience),
            troubles:
              state.at === 'live' && state.box.boxId === event.box.boxId ? state.troubles : [],
          })
        : stay(state);
    case 'alive':
      return state.at === 'live'
        ? stay({ ...state, staleAtMs: staleAtMs(nowMs, patience) })
        : stay(state);
    case 'troubles':
      return state.at === 'live' ? stay({ ...state, troubles: event.troubles }) : stay(state);
    case 'wake':
      return stay(state);
    case 'stop':
      return {
        state: { at: 'stopped' },
        effects: state.at === 'idle' || state.at === 'searching' ? [] : [{ type: 'close' }],
      };
  }
}

function lose(
  state: ConnectionState,
  detail: string,
  nowMs: number,
  patience: Patience,
): ConnectionStep {
  if (!isOpen(state)) {
    return stay(state);
  }
  const said = `The port was lost: ${detail}`;
  return {
    state: search(said, failuresAfter(state), nowMs, patience),
    effects: [{ type: 'close' }, { type: 'report', report: { kind: 'port-error', detail: said } }],
  };
}

type OpenState = Extract<ConnectionState, { at: 'verifying' | 'live' | 'stale' }>;

function isOpen(state: ConnectionState): state is OpenState {
  return state.at === 'verifying' || state.at === 'live' || state.at === 'stale';
}

/** A port on which a box was found is looked for at once. */
function failuresAfter(state: OpenState): number {
  return state.at === 'verifying' ? state.failures + 1 : 0;
}

/** Whoever was held up asks anew: what was heard meanwhile may have waited. */
function lookAgain(state: OpenState, nowMs: number, patience: Patience): ConnectionStep {
  return {
    state: { ...state, lookAtMs: lookAtMs(nowMs, patience) },
    effects: wasHeldUp(state, nowMs, patience) ? [{ type: 'verify' }] : [],
  };
}

function wasHeldUp(
  { lookAtMs: dueAtMs }: OpenState,
  nowMs: number,
  { heldUpAfterMs }: Patience,
): boolean {
  return dueAtMs !== null && heldUpAfterMs !== null && nowMs - dueAtMs >= heldUpAfterMs;
}

function lookAtMs(nowMs: number, { heldUpAfterMs }: Patience): number | null {
  return heldUpAfterMs === null ? null : nowMs + LOOK_EVERY_MS;
}

function earliest(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

function staleAtMs(nowMs: number, { staleAfterMs }: Patience): number | null {
  return staleAfterMs === null ? null : nowMs + staleAfterMs;
}

function closeAndSearch(
  detail: string,
  failures: number,
  nowMs: number,
  patience: Patience,
): ConnectionStep {
  return { state: search(detail, failures, nowMs, patience), effects: [{ type: 'close' }] };
}

function search(
  detail: string,
  failures: number,
  nowMs: number,
  { retryDelaysMs }: Patience,
): ConnectionState {
  const delayMs = retryDelaysMs[Math.max(failures - 1, 0)] ?? retryDelaysMs.at(-1) ?? 0;
  return { at: 'searching', detail, failures, retryAtMs: nowMs + delayMs };
}

function stay(state: ConnectionState): ConnectionStep {
  return { state, effects: [] };
}

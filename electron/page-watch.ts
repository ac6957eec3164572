import type { IpcNotice } from '../contract/ipc.ts';

/**
 * Whether the page paints and hears, told by probes: main asks, the page forces a frame and answers.
 *
 *            attached               due: ask                  answered: well, or counted
 *   away ───────────────▶ resting ───────────▶ asked ────────────────────────────────────▶ resting
 *    ▲ ▲                    │ ▲                  │ │ due: hung                                │
 *    │ └────────────────────┼─┼──────────────────┘─┼──────────── counted too often: trouble ──┘
 *    │ gone                 ▼ │ shown              │
 *    └─────────────────── unseen ◀─────────────────┘ unseen
 *
 * `unseen`: nobody can see the page (the machine sleeps, the window is hidden), so it owes no frame.
 */
export type PageWatch = {
  readonly unseen: boolean;
  /** Counts up over all pages: an answer to an earlier probe says nothing. */
  readonly probe: number;
  readonly page:
    | { readonly is: 'away' }
    | { readonly is: 'resting'; readonly counted: Counted }
    | {
        readonly is: 'asked';
        readonly dueAtMs: number;
        /** Its time is up, and what waits to be heard by this process is heard once more. */
        readonly lastChance: boolean;
        readonly counted: Counted;
      };
};

/** Answers in a row that were not as they should be. */
type Counted = {
  readonly blank: number;
  readonly frameless: number;
  readonly deaf: number;
  /** This page has heard an input event: where it never does, the platform passes none on. */
  readonly heard: boolean;
};

export type PageWatchTrouble = 'hung' | 'blank' | 'frameless' | 'deaf';

export type PageWatchEvent =
  | { readonly type: 'attached' }
  | { readonly type: 'gone' }
  | { readonly type: 'seen'; readonly seen: boolean }
  | { readonly type: 'due' }
  | { readonly type: 'painted'; readonly answer: IpcNotice<'painted'> };

export type PageWatchEffect =
  /** Replaces the wake-up asked for before; null: none. */
  | { readonly type: 'wake'; readonly afterMs: number | null }
  | { readonly type: 'ask'; readonly probe: number }
  /** The page paints a screen. */
  | { readonly type: 'well'; readonly screen: string }
  | { readonly type: 'trouble'; readonly trouble: PageWatchTrouble };

export type PageWatchStep = {
  readonly watch: PageWatch;
  readonly effects: readonly PageWatchEffect[];
};

export const PROBE_EVERY_MS = 2_000;
/** A page that has just come to life, or can be seen again, is asked sooner; not before its first frames are drawn. */
export const PROBE_SOON_MS = 200;
/** So is one that answered strangely, but not while it may still change from one screen to another. */
const PROBE_AGAIN_MS = 500;
export const ANSWER_WITHIN_MS = 4_000;
/** When our own timer comes so much too late, this process or the whole machine stood still, and not only the page. */
const STOOD_STILL_MS = 1_000;
/** After a pause of this process its timers run before what came in meanwhile: an answer may wait behind them. */
const LAST_CHANCE_MS = 250;
const BLANK_ANSWERS = 2;
/** More than a page takes whose GPU process is on its way back. */
const FRAMELESS_ANSWERS = 4;
const DEAF_ANSWERS = 4;

const FRESH: Counted = { blank: 0, frameless: 0, deaf: 0, heard: false };
const AWAY = { is: 'away' } as const;

export const PAGE_WATCH_START: PageWatch = { unseen: false, probe: 0, page: AWAY };

/** @param nowMs monotonic. */
export function watchPage(watch: PageWatch, event: PageWatchEvent, nowMs: number): PageWatchStep {
  switch (event.type) {
    case 'attached':
      return rest({ ...watch, page: AWAY }, FRESH, PROBE_SOON_MS);
    case 'gone':
      return { watch: { ...watch, page: AWAY }, effects: [{ type: 'wake', afterMs: null }] };
    case 'seen':
      return watch.page.is === 'away' || watch.unseen === !event.seen
        ? { watch: { ...watch, unseen: !event.seen }, effects: [] }
        : rest({ ...watch, unseen: !event.seen }, watch.page.counted, PROBE_SOON_MS);
    case 'due':
      return due(watch, nowMs);
    case 'painted':
      return watch.page.is === 'asked' && event.answer.probe === watch.probe
        ? answered(watch, watch.page.counted, event.answer)
        : { watch, effects: [] };
  }
}

function due(watch: PageWatch, nowMs: number): PageWatchStep {
  const { page } = watch;
  if (page.is === 'away' || watch.unseen) {
    return { watch, effects: [] };
  }
  if (page.is === 'asked' && nowMs - page.dueAtMs < STOOD_STILL_MS) {
    return page.lastChance
      ? trouble(watch, 'hung')
      : {
          watch: { ...watch, page: { ...page, dueAtMs: nowMs + LAST_CHANCE_MS, lastChance: true } },
          effects: [{ type: 'wake', afterMs: LAST_CHANCE_MS }],
        };
  }
  const probe = watch.probe + 1;
  const dueAtMs = nowMs + ANSWER_WITHIN_MS;
  return {
    watch: {
      ...watch,
      probe,
      page: { is: 'asked', dueAtMs, lastChance: false, counted: page.counted },
    },
    effects: [
      { type: 'ask', probe },
      { type: 'wake', afterMs: ANSWER_WITHIN_MS },
    ],
  };
}

function answered(
  watch: PageWatch,
  before: Counted,
  { frame, visible, screen, heardInput }: IpcNotice<'painted'>,
): PageWatchStep {
  const counted: Counted = {
    blank: screen === null ? before.blank + 1 : 0,
    frameless: frame || !visible ? 0 : before.frameless + 1,
    deaf: heardInput || !before.heard ? 0 : before.deaf + 1,
    heard: before.heard || heardInput,
  };
  if (counted.blank >= BLANK_ANSWERS) {
    return trouble(watch, 'blank');
  }
  if (counted.frameless >= FRAMELESS_ANSWERS) {
    return trouble(watch, 'frameless');
  }
  if (counted.deaf >= DEAF_ANSWERS) {
    return trouble(watch, 'deaf');
  }
  const afterMs = counted.blank > 0 ? PROBE_AGAIN_MS : PROBE_EVERY_MS;
  const { watch: next, effects } = rest(watch, counted, afterMs);
  return {
    watch: next,
    effects: frame && screen !== null ? [{ type: 'well', screen }, ...effects] : effects,
  };
}

function rest(watch: PageWatch, counted: Counted, afterMs: number): PageWatchStep {
  return {
    watch: { ...watch, page: { is: 'resting', counted } },
    effects: [{ type: 'wake', afterMs: watch.unseen ? null : afterMs }],
  };
}

/** Told once; the page is not asked again before it has attached anew. */
function trouble(watch: PageWatch, kind: PageWatchTrouble): PageWatchStep {
  return {
    watch: { ...watch, page: AWAY },
    effects: [
      { type: 'wake', afterMs: null },
      { type: 'trouble', trouble: kind },
    ],
  };
}

/**
 * Keeps a console in step with the hub: load the board, then hear what changes after it. After any break the board
 * is loaded again, so nothing that happened in between is missed.
 *
 *            start              loaded               opened
 *   idle ───────────▶ loading ──────────▶ opening ───────────▶ live
 *                      ▲   │                │                  │  ▲
 *             retry-due│   │ load-failed    │ broke             │  │ checked
 *             wake     │   ▼                ▼      broke         ▼  │
 *                     waiting ◀──────────────────────────── (check each minute)
 *
 *   any ── session-lost ──▶ signed-out          any ── stop ──▶ idle
 *
 * `since` is when the link was last good, or when the console started: null only before the first failure of a
 * first try, where there is nothing to tell yet.
 */
export type StreamState =
  | { kind: 'idle' }
  | { kind: 'loading' | 'opening' | 'waiting'; downSinceMs: number | null; failures: number }
  | { kind: 'live' }
  | { kind: 'signed-out' };

export type StreamEvent =
  | { type: 'start' }
  | { type: 'stop' }
  | { type: 'loaded'; cursor: string }
  | { type: 'load-failed' }
  | { type: 'opened' }
  /** The stream ended, failed, or did not open in time. */
  | { type: 'broke' }
  | { type: 'retry-due' }
  | { type: 'check-due' }
  | { type: 'checked' }
  | { type: 'check-failed' }
  | { type: 'session-lost' }
  /** The machine woke, the page came to the front, the network is back, or somebody pressed "Try now". */
  | { type: 'wake' };

export type StreamEffect =
  /** Fetch the whole board; answers `loaded`, `load-failed` or `session-lost`. */
  | { type: 'load' }
  /** Open the stream after this cursor; answers `opened` or `broke`. */
  | { type: 'open'; cursor: string }
  /** Fetch the board beside the live stream; answers `checked`, `check-failed` or `session-lost`. */
  | { type: 'check' }
  /** Close the stream and drop any fetch on its way. */
  | { type: 'close' }
  /** One timer at a time: this one takes the place of any other. */
  | { type: 'wait'; until: 'retry-due' | 'check-due' | 'broke'; delayMs: number }
  | { type: 'stop-waiting' }
  | { type: 'leave' };

export type StreamStep = { state: StreamState; effects: readonly StreamEffect[] };

/** A half-open connection says nothing; asking once a minute finds it. */
export const CHECK_EVERY_MS = 60_000;
export const OPEN_WITHIN_MS = 15_000;
const FIRST_RETRY_MS = 1_000;
const SLOWEST_RETRY_MS = 20_000;

/**
 * @param now wall time in milliseconds.
 * @param random from 0 up to 1: spreads the consoles of a restarted hub.
 */
export function stepStream(
  state: StreamState,
  event: StreamEvent,
  now: number,
  random: number,
): StreamStep {
  switch (event.type) {
    case 'stop':
      return { state: { kind: 'idle' }, effects: [{ type: 'close' }, { type: 'stop-waiting' }] };
    case 'session-lost':
      return state.kind === 'idle' || state.kind === 'signed-out'
        ? stay(state)
        : {
            state: { kind: 'signed-out' },
            effects: [{ type: 'close' }, { type: 'stop-waiting' }, { type: 'leave' }],
          };
    case 'start':
      return state.kind === 'idle' || state.kind === 'signed-out'
        ? {
            state: { kind: 'loading', downSinceMs: null, failures: 0 },
            effects: [{ type: 'load' }],
          }
        : stay(state);
    case 'loaded':
      return state.kind === 'loading'
        ? {
            state: { ...state, kind: 'opening' },
            effects: [
              { type: 'open', cursor: event.cursor },
              { type: 'wait', until: 'broke', delayMs: OPEN_WITHIN_MS },
            ],
          }
        : stay(state);
    case 'load-failed':
      return state.kind === 'loading' ? retryLater(state, now, random) : stay(state);
    case 'opened':
      return state.kind === 'opening'
        ? { state: { kind: 'live' }, effects: [checkLater] }
        : stay(state);
    case 'broke':
      return state.kind === 'opening' || state.kind === 'live'
        ? retryLater(state, now, random)
        : stay(state);
    case 'check-failed':
      return state.kind === 'live' ? retryLater(state, now, random) : stay(state);
    case 'retry-due':
      return state.kind === 'waiting' ? loadAgain(state) : stay(state);
    case 'check-due':
      return state.kind === 'live' ? { state, effects: [{ type: 'check' }] } : stay(state);
    case 'checked':
      return state.kind === 'live' ? { state, effects: [checkLater] } : stay(state);
    case 'wake':
      if (state.kind === 'waiting') {
        return loadAgain(state);
      }
      return state.kind === 'live'
        ? { state, effects: [{ type: 'stop-waiting' }, { type: 'check' }] }
        : stay(state);
  }
}

/** What the person at the screen is told. */
export type Connection =
  | { kind: 'connecting' }
  | { kind: 'live' }
  /** What is on screen may be old, since this time. */
  | { kind: 'reconnecting'; sinceMs: number };

export function connectionOf(state: StreamState): Connection {
  switch (state.kind) {
    case 'live':
      return { kind: 'live' };
    case 'loading':
    case 'opening':
    case 'waiting':
      return state.downSinceMs === null
        ? { kind: 'connecting' }
        : { kind: 'reconnecting', sinceMs: state.downSinceMs };
    case 'idle':
    case 'signed-out':
      return { kind: 'connecting' };
  }
}

const checkLater: StreamEffect = { type: 'wait', until: 'check-due', delayMs: CHECK_EVERY_MS };

function stay(state: StreamState): StreamStep {
  return { state, effects: [] };
}

function loadAgain(state: { downSinceMs: number | null; failures: number }): StreamStep {
  return {
    state: { kind: 'loading', downSinceMs: state.downSinceMs, failures: state.failures },
    effects: [{ type: 'stop-waiting' }, { type: 'load' }],
  };
}

function retryLater(
  state: Extract<StreamState, { kind: 'loading' | 'opening' | 'waiting' | 'live' }>,
  now: number,
  random: number,
): StreamStep {
  const failures = state.kind === 'live' ? 0 : state.failures;
  const downSinceMs = state.kind === 'live' ? now : (state.downSinceMs ?? now);
  const ceilingMs = Math.min(SLOWEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(failures, 10));
  return {
    state: { kind: 'waiting', downSinceMs, failures: failures + 1 },
    effects: [
      { type: 'close' },
      { type: 'wait', until: 'retry-due', delayMs: Math.round(ceilingMs * (0.5 + random / 2)) },
    ],
  };
}

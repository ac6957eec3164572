import type { BoxStatus } from '../../contract/box-status.ts';
import type { BoxReport, BoxSignal } from '../button-source.ts';
import {
  BOX_PROTOCOL_VERSION,
  type ForeignHelloMessage,
  type HelloMessage,
  type HostMessage,
  type StatusMessage,
} from '../protocol/messages.ts';

/*
 * The connection to one box.
 *
 *            start                          opened                     hello with our token
 *   idle ───────────▶ opening ───────────────────────▶ verifying ─────────────────────────▶ live
 *                     ▲     │ open failed              │   ▲  no hello in 5 s,               │ │ ▲
 *        retry is due │     ▼                          ▼   │  another version               │ │ │ hello with
 *                   searching ◀──────────────── close ─┘   │                                │ │ │ our token
 *                     ▲   ▲                                │ another box introduced itself  │ │ │
 *                     │   │ closed, write failed           ├────────────────────────────────┘ │ │
 *                     │   └── (from every open state)      │ any other frame                  ▼ │
 *                     │                                    └────────────────────────────── stale
 *                     └──────────────────────── close, silent for another 5 s ───────────────┘
 *
 *   Any state ── stop ──▶ stopped (close).
 *
 * Deadlines are judged before every event, not by the timer alone. When the process was held up, frames wait in the
 * operating system; the first of them finds the connection stale, the hello is asked again, and everything heard
 * before its answer is passed over. The counters still show those presses, but never as if made just now.
 */

const RETRY_DELAYS_MS = [250, 500, 1_000, 2_000, 5_000] as const;
const LAST_RETRY = RETRY_DELAYS_MS.length - 1;
const HELLO_RETRY_MS = 1_000;
const VERIFY_WITHIN_MS = 5_000;
/** Three heartbeats of 1 s, and half of one as slack. */
const STALE_AFTER_MS = 3_500;
const REOPEN_AFTER_MS = 5_000;

export type ConnectedBox = {
  readonly boxId: string;
  readonly firmware: string;
  readonly buttonCount: number;
};

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
      /** What the hello must carry to be the answer to our last request, 1 … 255. */
      readonly token: number;
      readonly askAgainAtMs: number;
      readonly giveUpAtMs: number;
    }
  | {
      readonly at: 'live';
      readonly box: ConnectedBox;
      /** Sequence number of the frame before. */
      readonly sequence: number;
      readonly staleAtMs: number;
    }
  | { readonly at: 'stale'; readonly token: number; readonly reopenAtMs: number }
  | { readonly at: 'stopped' };

export type ConnectionEvent =
  | { readonly type: 'start' }
  /** These two answer an `open`, one of them once; neither comes after a `close`. */
  | { readonly type: 'opened' }
  | { readonly type: 'open-failed'; readonly detail: string }
  /** The port closed by itself, or writing to it failed. */
  | { readonly type: 'lost'; readonly detail: string }
  | {
      readonly type: 'heard';
      readonly sequence: number;
      readonly message: HelloMessage | ForeignHelloMessage | StatusMessage;
    }
  | { readonly type: 'signal'; readonly signal: BoxSignal }
  | { readonly type: 'wake' }
  | { readonly type: 'stop' };

export type ConnectionEffect =
  | { readonly type: 'open' }
  /** Lets go of the port; nothing more is heard from it, not even that it closed. */
  | { readonly type: 'close' }
  | { readonly type: 'send'; readonly message: HostMessage }
  /** Count this status; it is of the live box. */
  | { readonly type: 'count'; readonly boxId: string; readonly status: StatusMessage }
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
): ConnectionStep {
  const expired = expire(state, nowMs);
  const step = handle(expired.state, event, nowMs);
  return { state: step.state, effects: [...expired.effects, ...step.effects] };
}

/** When `transition` wants a `wake`; null when only an event moves it on. */
export function wakeAtMs(state: ConnectionState): number | null {
  switch (state.at) {
    case 'searching':
      return state.retryAtMs;
    case 'verifying':
      return Math.min(state.askAgainAtMs, state.giveUpAtMs);
    case 'live':
      return state.staleAtMs;
    case 'stale':
      return state.reopenAtMs;
    case 'idle':
    case 'opening':
    case 'stopped':
      return null;
  }
}

/** What the terminal shows of the connection; null before the start and after the end. */
export function boxStatusOf(state: ConnectionState, path: string): BoxStatus | null {
  const shownPath = path.slice(0, 300);
  switch (state.at) {
    case 'searching':
    case 'opening':
      return { state: 'searching', detail: `${path}: ${state.detail}`.slice(0, 300) };
    case 'verifying':
      return { state: 'searching', detail: `${path}: ${NO_ANSWER}`.slice(0, 300) };
    case 'live':
      return {
        state: 'live',
        boxId: state.box.boxId,
        firmware: state.box.firmware,
        path: shownPath,
      };
    case 'stale':
      return { state: 'stale', path: shownPath };
    case 'idle':
    case 'stopped':
      return null;
  }
}

const FIRST_TRY = 'Opening the port.';
const NO_ANSWER = 'The port is open, but no Glimlach box has answered yet.';

function expire(state: ConnectionState, nowMs: number): ConnectionStep {
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
        ? askHello(state.failures, nextToken(state.token), state.giveUpAtMs, nowMs)
        : closeAndSearch(NO_ANSWER, state.failures + 1, nowMs);
    case 'live': {
      const token = firstToken(nowMs);
      return {
        state: { at: 'stale', token, reopenAtMs: nowMs + REOPEN_AFTER_MS },
        effects: [helloRequest(token)],
      };
    }
    case 'stale':
      return closeAndSearch('The box went silent; opening the port again.', 0, nowMs);
    case 'idle':
    case 'opening':
    case 'stopped':
      return stay(state);
  }
}

function handle(state: ConnectionState, event: ConnectionEvent, nowMs: number): ConnectionStep {
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
        ? askHello(state.failures, firstToken(nowMs), nowMs + VERIFY_WITHIN_MS, nowMs)
        : stay(state);
    case 'open-failed':
      return state.at === 'opening'
        ? { state: search(event.detail, state.failures + 1, nowMs), effects: [] }
        : stay(state);
    case 'lost':
      return lose(state, event.detail, nowMs);
    case 'heard':
      return event.message.kind === 'status'
        ? hearStatus(state, event.message, event.sequence, nowMs)
        : hearHello(state, event.message, event.sequence, nowMs);
    case 'signal':
      return signal(state, event.signal);
    case 'wake':
      return stay(state);
    case 'stop':
      return {
        state: { at: 'stopped' },
        effects: state.at === 'idle' || state.at === 'searching' ? [] : [{ type: 'close' }],
      };
  }
}

function lose(state: ConnectionState, detail: string, nowMs: number): ConnectionStep {
  switch (state.at) {
    case 'verifying':
    case 'live':
    case 'stale': {
      const failures = state.at === 'verifying' ? state.failures + 1 : 0;
      return {
        state: search(`The port was lost: ${detail}`, failures, nowMs),
        effects: [{ type: 'close' }, report('port-error', `The port was lost: ${detail}`)],
      };
    }
    case 'idle':
    case 'searching':
    case 'opening':
    case 'stopped':
      return stay(state);
  }
}

function hearHello(
  state: ConnectionState,
  hello: HelloMessage | ForeignHelloMessage,
  sequence: number,
  nowMs: number,
): ConnectionStep {
  if (state.at !== 'verifying' && state.at !== 'live' && state.at !== 'stale') {
    return stay(state);
  }
  if (hello.kind === 'foreign-hello') {
    const detail = `The box speaks protocol version ${hello.version}, this terminal version ${BOX_PROTOCOL_VERSION}; update the older one.`;
    return closeAndSearch(detail, LAST_RETRY + 1, nowMs);
  }
  const box = {
    boxId: hello.boxId,
    firmware: hello.firmware,
    buttonCount: hello.buttonCount,
  };
  if (state.at === 'live') {
    const known = state.box;
    return known.boxId === box.boxId &&
      known.firmware === box.firmware &&
      known.buttonCount === box.buttonCount
      ? stay({ ...state, sequence })
      : askHello(0, firstToken(nowMs), nowMs + VERIFY_WITHIN_MS, nowMs);
  }
  if (hello.token === state.token) {
    return stay({ at: 'live', box, sequence, staleAtMs: nowMs + STALE_AFTER_MS });
  }
  if (state.at === 'stale') {
    return askHello(0, nextToken(state.token), nowMs + VERIFY_WITHIN_MS, nowMs);
  }
  // Token 0: the box has just started and may have missed our request. Others answer an older request.
  return hello.token === 0
    ? askHello(state.failures, nextToken(state.token), state.giveUpAtMs, nowMs)
    : stay(state);
}

function hearStatus(
  state: ConnectionState,
  status: StatusMessage,
  sequence: number,
  nowMs: number,
): ConnectionStep {
  if (state.at === 'stale') {
    return askHello(0, nextToken(state.token), nowMs + VERIFY_WITHIN_MS, nowMs);
  }
  if (state.at !== 'live') {
    return stay(state);
  }
  const { boxId, buttonCount } = state.box;
  if (status.counts.length !== buttonCount) {
    const detail = `A status counts ${status.counts.length} buttons, but box ${boxId} has ${buttonCount}.`;
    return { state, effects: [report('bad-frame', detail)] };
  }
  const lost = (sequence - state.sequence - 1) & 0xff;
  const lostFrames = `Frames of box ${boxId} were lost: ${lost} before number ${sequence}.`;
  return {
    state: { ...state, sequence, staleAtMs: nowMs + STALE_AFTER_MS },
    effects: [
      ...(lost === 0 ? [] : [report('frames-lost', lostFrames)]),
      { type: 'count', boxId, status },
    ],
  };
}

function signal(state: ConnectionState, wanted: BoxSignal): ConnectionStep {
  const possible =
    state.at === 'live' && (wanted.kind === 'buzzer' || wanted.button < state.box.buttonCount);
  return { state, effects: possible ? [{ type: 'send', message: wanted }] : [] };
}

function askHello(
  failures: number,
  token: number,
  giveUpAtMs: number,
  nowMs: number,
): ConnectionStep {
  return {
    state: { at: 'verifying', failures, token, askAgainAtMs: nowMs + HELLO_RETRY_MS, giveUpAtMs },
    effects: [helloRequest(token)],
  };
}

function closeAndSearch(detail: string, failures: number, nowMs: number): ConnectionStep {
  return { state: search(detail, failures, nowMs), effects: [{ type: 'close' }] };
}

function search(detail: string, failures: number, nowMs: number): ConnectionState {
  const delayMs = RETRY_DELAYS_MS[Math.min(Math.max(failures - 1, 0), LAST_RETRY)] ?? 0;
  return { at: 'searching', detail, failures, retryAtMs: nowMs + delayMs };
}

function helloRequest(token: number): ConnectionEffect {
  return {
    type: 'send',
    message: { kind: 'hello-request', version: BOX_PROTOCOL_VERSION, token },
  };
}

/** Starts from the clock, so that a hello asked by an earlier run is hardly ever taken for ours. */
function firstToken(nowMs: number): number {
  return (Math.floor(nowMs) % 255) + 1;
}

function nextToken(token: number): number {
  return (token % 255) + 1;
}

function report(kind: BoxReport['kind'], detail: string): ConnectionEffect {
  return { type: 'report', report: { kind, detail } };
}

function stay(state: ConnectionState): ConnectionStep {
  return { state, effects: [] };
}

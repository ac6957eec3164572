import { MAX_BATCH_EVENTS } from '../../contract/protocol/events.ts';
import { backoffMs, LONGEST_OBLIGED_MS } from './backoff.ts';

/**
 * When to send, and how much.
 *
 *                  queued (urgent) · online · due
 *      ┌────── idle ───────────────────────▶ sending ───┐ sent (more) · sent (queued meanwhile)
 *   due│        ▲  queued: due soon           │  ▲  ▲───┘ refused-whole (half as many)
 *      └────────┤◀──────── sent (nothing left)┘  │
 *               │            failed · too-slow │  │ due · online · queued (urgent, unless the hub said when)
 *               │                              ▼  │
 *               └──────────────────────────── waiting
 *
 * There is no attempt limit and no state without a way back to sending. What is urgent and comes while a batch is
 * under way goes beside it; should that fail, it is first in the next batch.
 */
export type SyncState =
  | {
      readonly kind: 'idle';
      /** Something was queued, and goes as soon as it is in nobody's way. */
      readonly soon: boolean;
    }
  | {
      readonly kind: 'sending';
      readonly maxEvents: number;
      readonly failures: number;
      /** Something was queued since this batch was put together. */
      readonly queuedMeanwhile: boolean;
    }
  | {
      readonly kind: 'waiting';
      readonly maxEvents: number;
      readonly failures: number;
      /** The hub named the moment (`Retry-After`): nothing but the moment itself ends the wait. */
      readonly obliged: boolean;
    };

export type SyncEvent =
  | { readonly type: 'queued'; readonly urgent: boolean }
  | { readonly type: 'online' }
  | { readonly type: 'due' }
  /** The batch was answered; `more` when there may be more to send, `lookAgain` when the books need a second look. */
  | { readonly type: 'sent'; readonly more: boolean; readonly lookAgain: boolean }
  /** The hub takes no batch such as this: it is too large, or something in it makes it unreadable. */
  | { readonly type: 'refused-whole'; readonly events: number }
  /** No whole reply in time. A link that is slow, and not dead, gets a smaller one through. */
  | { readonly type: 'too-slow'; readonly events: number; readonly jitter: number }
  | {
      readonly type: 'failed';
      readonly retryAfterMs: number | null;
      /** Random, from 0 (inclusive) to 1 (exclusive). */
      readonly jitter: number;
    };

export type SyncEffect =
  | { readonly type: 'send'; readonly maxEvents: number }
  /** Sends what is urgent beside the batch under way. */
  | { readonly type: 'send-urgent' }
  /** Replaces any wake-up asked for before. */
  | { readonly type: 'wake'; readonly atMs: number };

export type SyncStep = { readonly state: SyncState; readonly effects: readonly SyncEffect[] };

/** How often an idle terminal states its books, so that a hub restored from a backup is noticed. */
export const STATEMENT_EVERY_MS = 5 * 60_000;

/** When an idle terminal looks again at a gap in its books: by then it is no press that is just being written. */
export const SECOND_LOOK_AFTER_MS = 10_000;

/** By how much a batch grows after each success, once it had to become smaller. */
const GROWTH = 1.25;

/** What is not urgent waits until its visitor has been thanked: reading and sending would hold up the frame. */
export const SEND_AFTER_MS = 50;

export const SYNC_START: SyncState = { kind: 'idle', soon: false };

/** @param nowMs any clock that only goes forward; `wake.atMs` is on the same clock. */
export function transition(state: SyncState, event: SyncEvent, nowMs: number): SyncStep {
  switch (state.kind) {
    case 'idle':
      return whileIdle(state, event, nowMs);
    case 'waiting':
      return endsWait(state, event) ? send(state.maxEvents, state.failures) : stay(state);
    case 'sending':
      return whileSending(state, event, nowMs);
  }
}

function whileIdle(
  state: Extract<SyncState, { kind: 'idle' }>,
  event: SyncEvent,
  nowMs: number,
): SyncStep {
  if (event.type === 'queued' && !event.urgent) {
    return state.soon
      ? stay(state)
      : {
          state: { kind: 'idle', soon: true },
          effects: [{ type: 'wake', atMs: nowMs + SEND_AFTER_MS }],
        };
  }
  return event.type === 'queued' || event.type === 'online' || event.type === 'due'
    ? send(MAX_BATCH_EVENTS, 0)
    : stay(state);
}

function whileSending(
  state: Extract<SyncState, { kind: 'sending' }>,
  event: SyncEvent,
  nowMs: number,
): SyncStep {
  switch (event.type) {
    case 'queued':
      return {
        state: { ...state, queuedMeanwhile: true },
        effects: event.urgent ? [{ type: 'send-urgent' }] : [],
      };
    case 'online':
    case 'due':
      return stay(state);
    case 'sent':
      return event.more || state.queuedMeanwhile
        ? send(Math.min(MAX_BATCH_EVENTS, Math.ceil(state.maxEvents * GROWTH)), 0)
        : rest(nowMs + (event.lookAgain ? SECOND_LOOK_AFTER_MS : STATEMENT_EVERY_MS));
    case 'refused-whole':
      return event.events > 1
        ? send(half(event.events), state.failures)
        : wait({ ...state, maxEvents: 1 }, null, 1, nowMs);
    case 'too-slow':
      return wait({ ...state, maxEvents: half(event.events) }, null, event.jitter, nowMs);
    case 'failed':
      return wait(state, event.retryAfterMs, event.jitter, nowMs);
  }
}

function half(events: number): number {
  return Math.max(1, Math.floor(events / 2));
}

function endsWait(state: Extract<SyncState, { kind: 'waiting' }>, event: SyncEvent): boolean {
  switch (event.type) {
    case 'due':
      return true;
    case 'online':
      return !state.obliged;
    case 'queued':
      return event.urgent && !state.obliged;
    case 'sent':
    case 'refused-whole':
    case 'too-slow':
    case 'failed':
      return false;
  }
}

function wait(
  state: { readonly maxEvents: number; readonly failures: number },
  retryAfterMs: number | null,
  jitter: number,
  nowMs: number,
): SyncStep {
  const failures = state.failures + 1;
  const delayMs =
    retryAfterMs === null
      ? backoffMs(failures, jitter)
      : Math.min(LONGEST_OBLIGED_MS, Math.max(0, retryAfterMs));
  return {
    state: {
      kind: 'waiting',
      maxEvents: state.maxEvents,
      failures,
      obliged: retryAfterMs !== null,
    },
    effects: [{ type: 'wake', atMs: nowMs + delayMs }],
  };
}

function rest(untilMs: number): SyncStep {
  return { state: { kind: 'idle', soon: false }, effects: [{ type: 'wake', atMs: untilMs }] };
}

function send(maxEvents: number, failures: number): SyncStep {
  return {
    state: { kind: 'sending', maxEvents, failures, queuedMeanwhile: false },
    effects: [{ type: 'send', maxEvents }],
  };
}

function stay(state: SyncState): SyncStep {
  return { state, effects: [] };
}

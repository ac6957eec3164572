import type { UploadOutcome } from './event-upload.ts';
import { describeResult, retryAfterMs } from './hub-result.ts';
import {
  STATEMENT_EVERY_MS,
  SYNC_START,
  type SyncEvent,
  type SyncState,
  transition,
} from './sync-machine.ts';
import { messageOf } from '../message-of.ts';

export type SyncRunnerOptions = {
  readonly sendBatch: (maxEvents: number, evenIfEmpty: boolean) => Promise<UploadOutcome>;
  /** A clock that only goes forward, in milliseconds. */
  readonly monotonicMs: () => number;
  /** Random, from 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
  readonly onFailure: (detail: string) => void;
};

export type SyncRunner = {
  /** Something new waits in the outbox. */
  queued(urgent: boolean): void;
  /** The network may be back. */
  online(): void;
  /** Lets a batch under way finish, and starts no other. */
  stop(): Promise<void>;
};

/** Runs the sync machine: owns its timer and its one batch under way. */
export function startSyncRunner(options: SyncRunnerOptions): SyncRunner {
  let state: SyncState = SYNC_START;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let underWay: Promise<void> = Promise.resolve();
  let statedAtMs = Number.NEGATIVE_INFINITY;
  let rewoundBefore = false;
  let stopped = false;

  function dispatch(event: SyncEvent): void {
    if (stopped) {
      return;
    }
    const step = transition(state, event, options.monotonicMs());
    state = step.state;
    for (const effect of step.effects) {
      clearTimeout(timer);
      switch (effect.type) {
        case 'wake':
          timer = setTimeout(
            () => dispatch({ type: 'due' }),
            Math.max(0, effect.atMs - options.monotonicMs()),
          );
          break;
        case 'send':
          underWay = send(effect.maxEvents).then(dispatch);
          break;
      }
    }
  }

  async function send(maxEvents: number): Promise<SyncEvent> {
    const startedAtMs = options.monotonicMs();
    try {
      const outcome = await options.sendBatch(
        maxEvents,
        startedAtMs - statedAtMs >= STATEMENT_EVERY_MS,
      );
      switch (outcome.kind) {
        case 'nothing-to-send':
          return { type: 'sent', more: false };
        case 'sent': {
          statedAtMs = startedAtMs;
          const twice = outcome.rewound && rewoundBefore;
          rewoundBefore = outcome.rewound;
          if (twice) {
            // Once is a restored hub. Again means that hub and terminal do not agree, and haste would not help.
            options.onFailure('The hub still lacks events that it answered; they are sent again.');
            return { type: 'failed', retryAfterMs: null, jitter: options.random() };
          }
          return { type: 'sent', more: outcome.events > 0 || outcome.rewound };
        }
        case 'failed':
          options.onFailure(describeResult(outcome.result));
          return afterFailure(outcome, options.random());
      }
    } catch (error) {
      // The outbox or the key store failed: nothing was marked as answered, so the batch is simply sent again.
      options.onFailure(messageOf(error));
      return { type: 'failed', retryAfterMs: null, jitter: options.random() };
    }
  }

  dispatch({ type: 'due' });
  return {
    queued: (urgent) => dispatch({ type: 'queued', urgent }),
    online: () => dispatch({ type: 'online' }),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}

function afterFailure(
  { result, events }: Extract<UploadOutcome, { kind: 'failed' }>,
  jitter: number,
): SyncEvent {
  return result.kind === 'too-large'
    ? { type: 'too-large', events }
    : { type: 'failed', retryAfterMs: retryAfterMs(result), jitter };
}

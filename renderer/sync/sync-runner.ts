import type { OutboxEntry } from '../outbox/outbox.ts';
import type { EventUpload, UploadOutcome } from './event-upload.ts';
import { describeResult, refusesWhole, retryAfterMs } from './hub-result.ts';
import {
  STATEMENT_EVERY_MS,
  SYNC_START,
  type SyncEvent,
  type SyncState,
  transition,
} from './sync-machine.ts';
import { createUrgentLane } from './urgent-lane.ts';
import { messageOf } from '../message-of.ts';

/**
 * A batch that takes longer is given up: every request has its own limit, so it hangs in the outbox or in the shell.
 * Should it come back after all, its answers are as good as any.
 */
const BATCH_WITHIN_MS = 3 * 60_000;

const NOTHING_TO_CANCEL = (): void => undefined;

export type SyncRunnerOptions = {
  readonly upload: EventUpload;
  /** A clock that only goes forward, in milliseconds. */
  readonly monotonicMs: () => number;
  /** Random, from 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
  /** Runs `run` once after the delay, unless the function it returns was called before. */
  readonly startTimer: (delayMs: number, run: () => void) => () => void;
  readonly onFailure: (detail: string) => void;
};

export type SyncRunner = {
  /** Something new waits in the outbox; these of it jump the queue. */
  queued(urgent: readonly OutboxEntry[]): void;
  /** The network may be back. */
  online(): void;
  /** Lets what is under way finish, and starts nothing else. */
  stop(): Promise<void>;
};

/** Runs the sync machine: owns its timer, its one batch under way and the urgent one beside it. */
export function startSyncRunner(options: SyncRunnerOptions): SyncRunner {
  let state: SyncState = SYNC_START;
  let cancelWake = NOTHING_TO_CANCEL;
  let underWay: Promise<void> = Promise.resolve();
  let statedAtMs = Number.NEGATIVE_INFINITY;
  let rewoundBefore = false;
  let stopped = false;

  const urgentLane = createUrgentLane(async () => {
    try {
      const outcome = await options.upload.sendUrgent();
      if (outcome.kind === 'failed') {
        options.onFailure(describeResult(outcome.result));
      }
    } catch (error) {
      options.onFailure(messageOf(error));
    }
  });

  function dispatch(event: SyncEvent): void {
    if (stopped) {
      return;
    }
    const step = transition(state, event, options.monotonicMs());
    state = step.state;
    for (const effect of step.effects) {
      switch (effect.type) {
        case 'wake':
          cancelWake();
          cancelWake = options.startTimer(Math.max(0, effect.atMs - options.monotonicMs()), () =>
            dispatch({ type: 'due' }),
          );
          break;
        case 'send':
          cancelWake();
          underWay = send(effect.maxEvents).then(dispatch);
          break;
        case 'send-urgent':
          urgentLane.ask();
          break;
      }
    }
  }

  async function send(maxEvents: number): Promise<SyncEvent> {
    const overdue = Promise.withResolvers<never>();
    const cancelWatch = options.startTimer(BATCH_WITHIN_MS, () =>
      overdue.reject(new Error('A batch got stuck on its way and was given up.')),
    );
    try {
      return await Promise.race([attempt(maxEvents), overdue.promise]);
    } catch (error) {
      // The outbox or the shell failed: nothing was marked as answered, so the batch is simply sent again.
      options.onFailure(messageOf(error));
      return { type: 'failed', retryAfterMs: null, jitter: options.random() };
    } finally {
      cancelWatch();
    }
  }

  async function attempt(maxEvents: number): Promise<SyncEvent> {
    const startedAtMs = options.monotonicMs();
    const outcome = await options.upload.sendBatch(
      maxEvents,
      startedAtMs - statedAtMs >= STATEMENT_EVERY_MS,
    );
    switch (outcome.kind) {
      case 'nothing-to-send':
        return { type: 'sent', more: false, lookAgain: outcome.gapStands };
      case 'sent': {
        statedAtMs = outcome.stated ? startedAtMs : statedAtMs;
        const twice = outcome.rewound && rewoundBefore;
        rewoundBefore = outcome.rewound;
        if (twice) {
          // Once is a restored hub. Again means that hub and terminal do not agree, and haste would not help.
          options.onFailure('The hub still lacks events that it answered; they are sent again.');
          return { type: 'failed', retryAfterMs: null, jitter: options.random() };
        }
        return {
          type: 'sent',
          more: outcome.events > 0 || outcome.rewound,
          lookAgain: outcome.gapStands,
        };
      }
      case 'failed':
        options.onFailure(describeResult(outcome.result));
        return afterFailure(outcome, options.random());
    }
  }

  dispatch({ type: 'due' });
  return {
    queued(urgent) {
      options.upload.tellUrgent(urgent);
      dispatch({ type: 'queued', urgent: urgent.length > 0 });
    },
    online: () => dispatch({ type: 'online' }),
    async stop() {
      stopped = true;
      cancelWake();
      await Promise.all([underWay, urgentLane.settled()]);
      await options.upload.settled();
    },
  };
}

function afterFailure(
  { result, events }: Extract<UploadOutcome, { kind: 'failed' }>,
  jitter: number,
): SyncEvent {
  if (refusesWhole(result)) {
    return { type: 'refused-whole', events };
  }
  return result.kind === 'too-slow'
    ? { type: 'too-slow', events, jitter }
    : { type: 'failed', retryAfterMs: retryAfterMs(result), jitter };
}

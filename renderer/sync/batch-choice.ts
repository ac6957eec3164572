import { type EventBody, thawEvent } from '../../contract/event-body.ts';
import type { Instant } from '../../contract/instant.ts';
import { MAX_BATCH_BYTES } from '../../contract/protocol/events.ts';
import { elapsedMs } from '../clock.ts';
import type { BatchLimits, Outbox, OutboxEntry } from '../outbox/outbox.ts';
import { STATEMENT_EVERY_MS } from './sync-machine.ts';

/** After this a negative press is late: it pages nobody any more and waits its turn. */
const FRESH_FOR_MS = 120_000;
/** Room in a batch for everything that is not an event. */
const ENVELOPE_BYTES = 24 * 1024;
/** Others go first for so long. An idle terminal looks after its queue as often. */
const SET_ASIDE_FOR_MS = STATEMENT_EVERY_MS;
/** Together they fit a batch, so that there is always room beside them. */
const MAX_SET_ASIDE = 16;

/** Which events go next. */
export type BatchChoice = {
  /** Fresh negative presses where there are any, else the oldest of the queue. */
  next(maxEvents: number): Promise<readonly OutboxEntry[]>;
  /** Fresh negative presses only. */
  urgent(maxEvents: number): Promise<readonly OutboxEntry[]>;
  /** This event makes the hub refuse a batch even when it is alone in it: others go first for a while. */
  setAside(id: string): void;
};

export function createBatchChoice(
  outbox: Pick<Outbox, 'nextBatch' | 'urgentBatch'>,
  now: () => Instant,
): BatchChoice {
  /** Until when, by the monotonic clock. */
  const aside = new Map<string, number>();

  function isFresh(body: EventBody): boolean {
    const thawed = thawEvent(body);
    const ageMs = thawed.ok ? elapsedMs(thawed.event.at, now()) : null;
    return ageMs !== null && ageMs <= FRESH_FOR_MS;
  }

  function limitsFor(maxEvents: number): BatchLimits {
    const nowMs = now().monotonicMs;
    for (const [id, untilMs] of aside) {
      if (nowMs >= untilMs) {
        aside.delete(id);
      }
    }
    return { maxEvents: maxEvents + aside.size, maxBytes: MAX_BATCH_BYTES - ENVELOPE_BYTES };
  }

  function withoutAside(entries: readonly OutboxEntry[], maxEvents: number) {
    return aside.size === 0
      ? entries
      : entries.filter(({ id }) => !aside.has(id)).slice(0, maxEvents);
  }

  async function urgent(maxEvents: number): Promise<readonly OutboxEntry[]> {
    return withoutAside(await outbox.urgentBatch(limitsFor(maxEvents), isFresh), maxEvents);
  }

  return {
    urgent,
    async next(maxEvents) {
      const first = await urgent(maxEvents);
      return first.length > 0
        ? first
        : withoutAside(await outbox.nextBatch(limitsFor(maxEvents)), maxEvents);
    },
    setAside(id) {
      if (aside.size < MAX_SET_ASIDE) {
        aside.set(id, now().monotonicMs + SET_ASIDE_FOR_MS);
      }
    },
  };
}

import { type EventBody, thawEvent } from '../../contract/event-body.ts';
import type { Instant } from '../../contract/instant.ts';
import { MAX_BATCH_EVENTS } from '../../contract/protocol/events.ts';
import { elapsedMs } from '../clock.ts';
import type { Outbox, OutboxEntry } from '../outbox/outbox.ts';
import { type Batch, fillBatch } from './batch.ts';

/** After this a negative press is late: it pages nobody any more and waits its turn. */
const FRESH_FOR_MS = 120_000;

/** Fresh negative presses, which go before everything else. */
export type UrgentQueue = {
  /** They have just been added to the outbox; so they are sent without being read from it. */
  tell(entries: readonly OutboxEntry[]): void;
  /** The outbox may hold some that nobody told of, or that were sent in vain: it is asked until it has none. */
  lookInOutbox(): void;
  /** The next ones, or null. What was told is handed out once; what the outbox holds, until it is answered. */
  next(maxEvents: number): Promise<Batch | null>;
};

/** @param passesOver tells of an event by its id that it is not to be sent now. */
export function createUrgentQueue(
  outbox: Pick<Outbox, 'urgentQueued'>,
  now: () => Instant,
  passesOver: (id: string) => boolean,
): UrgentQueue {
  let told: readonly OutboxEntry[] = [];
  // The page before this one may have left some.
  let looks = true;

  function isFresh(body: EventBody): boolean {
    const thawed = thawEvent(body);
    const ageMs = thawed.ok ? elapsedMs(thawed.event.at, now()) : null;
    return ageMs !== null && ageMs <= FRESH_FOR_MS;
  }

  function cut(entries: readonly OutboxEntry[], maxEvents: number): Batch | null {
    const batch = fillBatch(
      entries.filter(({ id }) => !passesOver(id)),
      maxEvents,
    );
    return batch.entries.length === 0 ? null : batch;
  }

  async function findInOutbox(maxEvents: number): Promise<Batch | null> {
    let found: Batch | null | undefined;
    looks = false;
    try {
      found = cut(await outbox.urgentQueued(MAX_BATCH_EVENTS, isFresh), maxEvents);
      return found;
    } finally {
      looks ||= found !== null;
    }
  }

  function takeTold(maxEvents: number): Batch | null {
    const batch = cut(
      told.filter(({ body }) => isFresh(body)),
      maxEvents,
    );
    looks ||= batch !== null && batch.entries.length < told.length;
    told = [];
    return batch;
  }

  return {
    tell(entries) {
      told = [...entries.toReversed(), ...told];
      if (told.length > MAX_BATCH_EVENTS) {
        told = [];
        looks = true;
      }
    },
    lookInOutbox() {
      looks = true;
    },
    async next(maxEvents) {
      return takeTold(maxEvents) ?? (looks ? findInOutbox(maxEvents) : null);
    },
  };
}

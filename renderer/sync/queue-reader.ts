import { MAX_BATCH_EVENTS } from '../../contract/protocol/events.ts';
import type { LedgerPlace, Outbox, OutboxEntry } from '../outbox/outbox.ts';
import { type Batch, fillBatch } from './batch.ts';

/** How many events are read at once: more than a batch, since each reading costs a transaction. */
const PAGE = 2 * MAX_BATCH_EVENTS;

/** Hands out the queue once, in order, without waiting for answers: what one batch took, the next does not. */
export type QueueReader = {
  /** The next batch; null when the queue was read to its end. One call at a time. */
  next(maxEvents: number): Promise<Batch | null>;
};

/** @param passesOver tells of an event by its id that it is not to be sent now. */
export function readQueue(
  outbox: Pick<Outbox, 'queuedAfter'>,
  passesOver: (id: string) => boolean,
): QueueReader {
  let ahead: readonly OutboxEntry[] = [];
  let last: LedgerPlace | null = null;
  let readAll = false;

  async function readPage(): Promise<void> {
    const page: readonly OutboxEntry[] = await outbox.queuedAfter(last, PAGE);
    last = page.at(-1) ?? last;
    readAll = page.length < PAGE;
    ahead = [...ahead, ...page.filter(({ id }) => !passesOver(id))];
  }

  return {
    async next(maxEvents) {
      while (!readAll && ahead.length < maxEvents) {
        await readPage();
      }
      const batch = fillBatch(ahead, maxEvents);
      ahead = ahead.slice(batch.entries.length);
      return batch.entries.length === 0 ? null : batch;
    },
  };
}

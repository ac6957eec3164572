import { Dexie } from 'dexie';
import type { EventBody } from '../../contract/event-body.ts';
import { assembleBatch } from './batch-assembly.ts';
import { lowestOf, rangeWith } from './number-ranges.ts';
import type { BatchLimits, OutboxEntry } from './outbox.ts';
import {
  entryOf,
  type EventRow,
  eventsWithin,
  type OutboxDatabase,
  type Place,
} from './outbox-database.ts';

/** See `Outbox.nextBatch`. Passes over a stretch that was answered at once, however long it is. */
export function nextBatch(
  database: OutboxDatabase,
  limits: BatchLimits,
): Promise<readonly OutboxEntry[]> {
  const { dexie, events, ledgers } = database;
  return dexie.transaction('r', events, ledgers, async () => {
    const batch = assembleBatch(limits);
    for (const { ledgerId, watermark } of await ledgers.orderBy('ledgerId').toArray()) {
      const { mark, above, reopened } = watermark;
      const again = await events.bulkGet(
        lowestOf(reopened, limits.maxEvents).map((number): Place => [ledgerId, number]),
      );
      for (const row of again) {
        if (row !== undefined && !batch.offer(entryOf(row))) {
          return batch.entries;
        }
      }
      let from = mark + 1;
      for (;;) {
        const page = await eventsWithin(database, ledgerId, { from, through: Infinity })
          .limit(limits.maxEvents)
          .toArray();
        for (const row of page) {
          if (rangeWith(above, row.number) === undefined && !batch.offer(entryOf(row))) {
            return batch.entries;
          }
        }
        const last = page.at(-1);
        if (last === undefined || page.length < limits.maxEvents) {
          break;
        }
        from = (rangeWith(above, last.number)?.through ?? last.number) + 1;
      }
    }
    return batch.entries;
  });
}

/** See `Outbox.urgentBatch`. */
export function urgentBatch(
  { dexie, events, ledgers }: OutboxDatabase,
  limits: BatchLimits,
  isFresh: (body: EventBody) => boolean,
): Promise<readonly OutboxEntry[]> {
  return dexie.transaction('r', events, ledgers, async () => {
    const batch = assembleBatch(limits);
    for (const { ledgerId, watermark } of await ledgers.orderBy('ledgerId').reverse().toArray()) {
      const { mark, above } = watermark;
      const waits = ({ number }: EventRow): boolean => rangeWith(above, number) === undefined;
      const rows = await events
        .where('[ledgerId+urgentNumber]')
        .between([ledgerId, mark + 1], [ledgerId, Dexie.maxKey])
        .reverse()
        .until((row) => waits(row) && !isFresh(row.body))
        .filter(waits)
        .limit(limits.maxEvents)
        .toArray();
      for (const row of rows) {
        if (!batch.offer(entryOf(row))) {
          return batch.entries;
        }
      }
    }
    return batch.entries;
  });
}

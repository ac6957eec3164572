import { Dexie } from 'dexie';
import type { EventBody } from '../../contract/event-body.ts';
import { lowestOf, type NumberRanges, rangeWith, subtract } from '../../contract/number-ranges.ts';
import type { LedgerPlace, OutboxEntry } from './outbox.ts';
import {
  entryOf,
  type EventRow,
  eventsWithin,
  type LedgerRow,
  type OutboxDatabase,
  type Place,
} from './outbox-database.ts';

/** See `Outbox.queuedAfter`. Passes over a stretch that was answered at once, however long it is. */
export function queuedAfter(
  database: OutboxDatabase,
  place: LedgerPlace | null,
  limit: number,
): Promise<readonly OutboxEntry[]> {
  const { dexie, events, ledgers } = database;
  return dexie.transaction('r', events, ledgers, async () => {
    const found: EventRow[] = [];
    const from =
      place === null
        ? ledgers.toCollection()
        : ledgers.where('ledgerId').aboveOrEqual(place.ledgerId);
    for (const ledger of await from.sortBy('ledgerId')) {
      const after = ledger.ledgerId === place?.ledgerId ? place.number : 0;
      found.push(...(await queuedOf(database, ledger, after, limit - found.length)));
      if (found.length === limit) {
        break;
      }
    }
    return found.map(entryOf);
  });
}

/** The first unanswered events of one ledger after a number. */
async function queuedOf(
  database: OutboxDatabase,
  { ledgerId, watermark: { mark, above, reopened } }: LedgerRow,
  after: number,
  limit: number,
): Promise<EventRow[]> {
  const again = await database.events.bulkGet(
    lowestOf(beyond(reopened, after), limit).map((number): Place => [ledgerId, number]),
  );
  const found = again.filter((row) => row !== undefined);
  let from = Math.max(mark, after) + 1;
  while (found.length < limit) {
    const asked = limit - found.length;
    const page = await eventsWithin(database, ledgerId, { from, through: Infinity })
      .limit(asked)
      .toArray();
    found.push(...page.filter(({ number }) => rangeWith(above, number) === undefined));
    const last = page.at(-1);
    if (last === undefined || page.length < asked) {
      break;
    }
    from = (rangeWith(above, last.number)?.through ?? last.number) + 1;
  }
  return found;
}

function beyond(ranges: NumberRanges, number: number): NumberRanges {
  return number < 1 ? ranges : subtract(ranges, [{ from: 1, through: number }]);
}

/** See `Outbox.urgentQueued`. */
export function urgentQueued(
  { dexie, events, ledgers }: OutboxDatabase,
  limit: number,
  isFresh: (body: EventBody) => boolean,
): Promise<readonly OutboxEntry[]> {
  return dexie.transaction('r', events, ledgers, async () => {
    const found: OutboxEntry[] = [];
    for (const { ledgerId, watermark } of await ledgers.orderBy('ledgerId').reverse().toArray()) {
      const { mark, above } = watermark;
      const waits = ({ number }: EventRow): boolean => rangeWith(above, number) === undefined;
      const rows = await events
        .where('[ledgerId+urgentNumber]')
        .between([ledgerId, mark + 1], [ledgerId, Dexie.maxKey])
        .reverse()
        .until((row) => waits(row) && !isFresh(row.body))
        .filter(waits)
        .limit(limit - found.length)
        .toArray();
      found.push(...rows.map(entryOf));
      if (found.length === limit) {
        break;
      }
    }
    return found;
  });
}

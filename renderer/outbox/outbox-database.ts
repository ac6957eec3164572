import { type Collection, Dexie, type Table } from 'dexie';
import { rangesOf } from '../../contract/number-ranges.ts';
import type { NumberRange } from '../../contract/number-range.ts';
import type { OutboxEntry, ParkedEntry, ReadEvent } from './outbox.ts';
import { UNTOUCHED, type Watermark } from './watermark.ts';

/** `urgentNumber` repeats the number of an urgent event; other rows lack it and so stay out of that index. */
export type EventRow = OutboxEntry & { readonly urgentNumber?: number };

export type LedgerRow = {
  readonly ledgerId: string;
  readonly watermark: Watermark;
  /** Highest number answered; the highest made may stand in the events alone. */
  readonly answeredThrough: number;
  /** Everything up to here was held, or asked for in vain; written now and then, so it may lag behind. */
  readonly completeThrough: number;
  /** `record` gives out no more of its numbers. */
  readonly ended: boolean;
};

export type Place = [ledgerId: string, number: number];

export type OutboxDatabase = {
  readonly dexie: Dexie;
  readonly events: Table<EventRow, Place>;
  readonly ledgers: Table<LedgerRow, string>;
  readonly parked: Table<ParkedEntry, Place>;
};

/** Opens the outbox's database; rejects when the browser offers no storage, or refuses to open it. */
export async function openOutboxDatabase(name: string): Promise<OutboxDatabase> {
  const dexie = new Dexie(name, {
    chromeTransactionDurability: 'strict',
    // A database that was reset while we were open must not come back empty behind our back.
    autoOpen: false,
  });
  dexie.version(1).stores({
    events: '[ledgerId+number], [ledgerId+urgentNumber]',
    ledgers: 'ledgerId',
    parked: '[ledgerId+number]',
  });
  // The first version listed numbers one by one where ranges stand now.
  dexie.version(2).upgrade((upgrade) =>
    upgrade
      .table('ledgers')
      .toCollection()
      .modify((row: LedgerRow, reference: { value: LedgerRow }) => {
        const { mark, above, reopened } = row.watermark as unknown as {
          readonly [Name in keyof Watermark]: Name extends 'mark' ? number : readonly number[];
        };
        reference.value = {
          ...newLedger(row.ledgerId),
          ...row,
          watermark: { mark, above: rangesOf(above), reopened: rangesOf(reopened) },
        };
      }),
  );
  await dexie.open();
  return {
    dexie,
    events: dexie.table('events'),
    ledgers: dexie.table('ledgers'),
    parked: dexie.table('parked'),
  };
}

export function newLedger(ledgerId: string): LedgerRow {
  return { ledgerId, watermark: UNTOUCHED, answeredThrough: 0, completeThrough: 0, ended: false };
}

export function rowOf({ entry, urgent }: ReadEvent): EventRow {
  return urgent ? { ...entry, urgentNumber: entry.number } : entry;
}

export function entryOf({ ledgerId, number, id, body }: OutboxEntry): OutboxEntry {
  return { ledgerId, number, id, body };
}

export function placeOf({ ledgerId, number }: OutboxEntry): Place {
  return [ledgerId, number];
}

/** Events of a ledger, ascending. */
export function eventsWithin(
  { events }: OutboxDatabase,
  ledgerId: string,
  { from, through }: NumberRange,
): Collection<EventRow, Place> {
  return events
    .where('[ledgerId+number]')
    .between([ledgerId, from], [ledgerId, through], true, true);
}

/** The lowest number held from a number on. */
export async function lowestFrom(
  database: OutboxDatabase,
  ledgerId: string,
  from: number,
): Promise<number | null> {
  const [lowest] = await eventsWithin(database, ledgerId, { from, through: Infinity })
    .limit(1)
    .primaryKeys();
  return lowest?.[1] ?? null;
}

export async function parkedNumbers(
  { parked }: OutboxDatabase,
  ledgerId: string,
): Promise<number[]> {
  const places = await parked
    .where('[ledgerId+number]')
    .between([ledgerId, Dexie.minKey], [ledgerId, Dexie.maxKey])
    .primaryKeys();
  return places.map(([, number]) => number);
}

/**
 * Adds one row in a transaction of its own, past Dexie: a single request and an early `commit`, so that it costs what
 * the disk costs. False when its key is taken; rejects when nothing was written.
 */
export async function addOneRow({ dexie }: OutboxDatabase, row: EventRow): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  const transaction = openPastDexie(dexie, 'events', 'strict');
  transaction.addEventListener('complete', () => resolve(true));
  transaction.addEventListener('abort', () => {
    const { error } = transaction;
    if (error?.name === 'ConstraintError') {
      resolve(false);
    } else {
      reject(error ?? withoutReason());
    }
  });
  transaction.objectStore('events').add(row);
  transaction.commit();
  return promise;
}

/**
 * Changes a ledger's row without waiting for the disk, which has it a little later; after a power cut it may be as it
 * was before. Past Dexie, whose transactions are all strict. The events are not in its scope, so it holds up no press.
 */
export async function changeLedgerSoon(
  { dexie }: OutboxDatabase,
  ledgerId: string,
  change: (ledger: LedgerRow) => LedgerRow,
): Promise<LedgerRow> {
  const { promise, resolve, reject } = Promise.withResolvers<LedgerRow>();
  const transaction = openPastDexie(dexie, 'ledgers', 'relaxed');
  const store = transaction.objectStore('ledgers');
  const reading: IDBRequest<LedgerRow | undefined> = store.get(ledgerId);
  reading.addEventListener('success', () => {
    const after = change(reading.result ?? newLedger(ledgerId));
    store.put(after);
    transaction.addEventListener('complete', () => resolve(after));
    transaction.commit();
  });
  transaction.addEventListener('abort', () => reject(transaction.error ?? withoutReason()));
  return promise;
}

function openPastDexie(
  dexie: Dexie,
  table: 'events' | 'ledgers',
  durability: IDBTransactionDurability,
): IDBTransaction {
  if (!dexie.isOpen()) {
    throw new Error('The browser closed the outbox; the page has to be loaded anew.');
  }
  return dexie.backendDB().transaction(table, 'readwrite', { durability });
}

function withoutReason(): Error {
  return new Error('The browser gave up a write to the outbox without a reason.');
}

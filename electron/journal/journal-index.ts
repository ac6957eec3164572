import type { LedgerId } from '../../contract/identifiers.ts';
import type { Instant } from '../../contract/instant.ts';
import type { JournalSummary } from '../../contract/ipc.ts';
import type { ReadRecord } from './journal-record.ts';

/** Where a record's line lies in the file, without its line feed. */
export type Place = { readonly offset: number; readonly sizeBytes: number };

/** Where a ledger stands in one store. */
export type LedgerEnd = { readonly ledgerId: LedgerId; readonly highest: number };

/** Where counting on one button box stood at its last event. */
export type BoxMemory = {
  readonly boot: number;
  readonly counts: ReadonlyMap<number, number>;
  readonly at: Instant;
};

type Ledger = {
  highest: number;
  storedThrough: number;
  /** Nearly always one place; more only when one number was given twice. */
  readonly places: Map<number, readonly Place[]>;
};

/** What is in the journal, kept in memory; holds records in the order of the file. */
export type JournalIndex = {
  add(record: ReadRecord, place: Place): void;
  /** The ledger of the newest event, or null when there is no event at all. */
  newest(): LedgerEnd | null;
  storedThrough(ledgerId: LedgerId): number;
  /** Per ledger how far the hub confirmed it and what lies above that. */
  summary(): JournalSummary[];
  /** Places of up to `limit` numbers from `from` on, in order, and the number after them. */
  placesFrom(
    ledgerId: LedgerId,
    from: number,
    limit: number,
  ): { readonly places: readonly Place[]; readonly next: number | null };
  boxes(): ReadonlyMap<string, BoxMemory>;
};

export function createJournalIndex(): JournalIndex {
  const ledgers = new Map<LedgerId, Ledger>();
  const boxes = new Map<string, BoxMemory>();
  let newest: LedgerId | null = null;

  const ledger = (ledgerId: LedgerId): Ledger => {
    const found = ledgers.get(ledgerId);
    if (found !== undefined) {
      return found;
    }
    const made = { highest: 0, storedThrough: 0, places: new Map<number, readonly Place[]>() };
    ledgers.set(ledgerId, made);
    return made;
  };

  return {
    add(record, place) {
      const entry = ledger(record.ledgerId);
      if (record.kind === 'stored-through') {
        entry.storedThrough = record.number;
        return;
      }
      newest = record.ledgerId;
      entry.highest = Math.max(entry.highest, record.number);
      entry.places.set(record.number, [...(entry.places.get(record.number) ?? []), place]);
      if (record.box !== null) {
        const { boxId, button, boot, count, at } = record.box;
        const known = boxes.get(boxId);
        // A box that booted counts from zero again, so its older counts mean nothing any more.
        const counts = new Map(known?.boot === boot ? known.counts : []);
        boxes.set(boxId, { boot, counts: counts.set(button, count), at });
      }
    },
    newest() {
      const entry = newest === null ? undefined : ledgers.get(newest);
      return newest === null || entry === undefined
        ? null
        : { ledgerId: newest, highest: entry.highest };
    },
    storedThrough: (ledgerId) => ledgers.get(ledgerId)?.storedThrough ?? 0,
    summary: () =>
      [...ledgers].map(([ledgerId, { storedThrough, highest, places }]) => ({
        ledgerId,
        confirmed: storedThrough,
        last: highest,
        count: [...places.keys()].filter((number) => number > storedThrough).length,
      })),
    placesFrom(ledgerId, from, limit) {
      const entry = ledgers.get(ledgerId);
      const numbers = [...(entry?.places.keys() ?? [])]
        .filter((number) => number >= from)
        .toSorted((a, b) => a - b);
      return {
        places: numbers.slice(0, limit).flatMap((number) => entry?.places.get(number) ?? []),
        next: numbers[limit] ?? null,
      };
    },
    boxes: () => boxes,
  };
}

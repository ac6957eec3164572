import type { LedgerId } from '../../contract/identifiers.ts';
import type { JournalSummary, LedgerEnd } from '../../contract/ipc.ts';
import type { BoxMemory, PlacedBoxMemory } from './box-memory.ts';
import { afterReading } from './box-memory.ts';
import type { ReadRecord } from './journal-record.ts';
import type { LedgerPlaces, Place } from './ledger-places.ts';
import { createLedgerPlaces } from './ledger-places.ts';

type Ledger = { highest: number; storedThrough: number; readonly places: LedgerPlaces };

/** What is in the journal, kept in memory; holds records in the order of the file. */
export type JournalIndex = {
  add(record: ReadRecord, place: Place): void;
  holds(ledgerId: LedgerId, number: number): boolean;
  /** The ledger of the newest event, or null when there is no event at all. */
  newest(): LedgerEnd | null;
  storedThrough(ledgerId: LedgerId): number;
  /** Per ledger how far the hub confirmed it and what lies above that. */
  summary(): JournalSummary[];
  /** Places of up to `limit` numbers from `from` on, in order, and the number after them. */
  placesFrom(ledgerId: LedgerId, from: number, limit: number): ReturnType<LedgerPlaces['page']>;
  boxes(): ReadonlyMap<string, BoxMemory>;
};

export function createJournalIndex(): JournalIndex {
  const ledgers = new Map<LedgerId, Ledger>();
  const boxes = new Map<string, PlacedBoxMemory>();
  let newest: LedgerId | null = null;

  const ledger = (ledgerId: LedgerId): Ledger => {
    const found = ledgers.get(ledgerId);
    if (found !== undefined) {
      return found;
    }
    const made = { highest: 0, storedThrough: 0, places: createLedgerPlaces() };
    ledgers.set(ledgerId, made);
    return made;
  };

  return {
    add(record, place) {
      const { ledgerId, number } = record;
      const entry = ledger(ledgerId);
      if (record.kind === 'stored-through') {
        entry.storedThrough = number;
        return;
      }
      newest = ledgerId;
      entry.highest = Math.max(entry.highest, number);
      entry.places.add(number, place);
      if (record.box !== null) {
        const { boxId } = record.box;
        boxes.set(boxId, afterReading(boxes.get(boxId), { ...record.box, ledgerId, number }));
      }
    },
    holds: (ledgerId, number) => ledgers.get(ledgerId)?.places.has(number) ?? false,
    newest() {
      const entry = newest === null ? undefined : ledgers.get(newest);
      return newest === null || entry === undefined
        ? null
        : { ledgerId: newest, highest: entry.highest };
    },
    storedThrough: (ledgerId) => ledgers.get(ledgerId)?.storedThrough ?? 0,
    summary: () =>
      [...ledgers].map(([ledgerId, { storedThrough, highest }]) => ({
        ledgerId,
        confirmed: storedThrough,
        last: highest,
      })),
    placesFrom: (ledgerId, from, limit) =>
      ledgers.get(ledgerId)?.places.page(from, limit) ?? { places: [], next: null },
    boxes: () =>
      new Map([...boxes].map(([boxId, { boot, counts, at }]) => [boxId, { boot, counts, at }])),
  };
}

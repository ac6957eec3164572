import type { LedgerId } from '../../contract/identifiers.ts';
import type { LedgerEnd } from '../../contract/ipc.ts';
import type { BoxMemory, PlacedBoxMemory } from './box-memory.ts';
import { afterMemory, afterNote, afterReading } from './box-memory.ts';
import type { ReadRecord, SoFar } from './journal-record.ts';

/** Where one ledger stands, whatever became of the bodies of its events. */
export type LedgerStanding = {
  readonly ledgerId: LedgerId;
  readonly highest: number;
  readonly storedThrough: number;
  /** False once a record was damaged that may have been a lower mark. */
  readonly markSure: boolean;
};

/** What the records come to: per ledger its end and its mark, and where counting on each box stands. */
export type JournalBooks = {
  /** Records in the order of their appends. */
  add(record: ReadRecord): void;
  /** A record from before what is known already: it moves no mark. */
  addLate(record: ReadRecord): void;
  /** A mark of this ledger, or of any where it is not known, was lost: the one that is known may be too high. */
  doubtMark(ledgerId: LedgerId | null): void;
  ledger(ledgerId: LedgerId): LedgerStanding;
  ledgers(): readonly LedgerStanding[];
  /** The ledger of the newest event, or null when there was no event at all. */
  newest(): LedgerEnd | null;
  boxes(): ReadonlyMap<string, BoxMemory>;
  /** All of this as records, for the head of the next segment. */
  soFar(): readonly SoFar[];
};

export function createJournalBooks(soFar: readonly SoFar[]): JournalBooks {
  const ledgers = new Map<LedgerId, LedgerStanding>();
  const boxes = new Map<string, PlacedBoxMemory>();
  let newest: LedgerId | null = null;

  const standing = (ledgerId: LedgerId): LedgerStanding =>
    ledgers.get(ledgerId) ?? { ledgerId, highest: 0, storedThrough: 0, markSure: true };

  const raise = (ledgerId: LedgerId, number: number) => {
    const known = standing(ledgerId);
    ledgers.set(ledgerId, { ...known, highest: Math.max(known.highest, number) });
  };

  const addLate = (record: ReadRecord) => {
    switch (record.kind) {
      case 'event': {
        const { ledgerId, number, box } = record;
        raise(ledgerId, number);
        if (box !== null) {
          boxes.set(box.boxId, afterReading(boxes.get(box.boxId), { ...box, ledgerId, number }));
        }
        return;
      }
      case 'stored-through':
        return;
      case 'ledger':
        raise(record.ledgerId, record.highest);
        return;
      case 'box': {
        const { boxId, memory } = record;
        boxes.set(boxId, afterMemory(boxId, boxes.get(boxId), memory));
      }
    }
  };

  const add = (record: ReadRecord) => {
    if (record.kind === 'box') {
      const { boxId, memory } = record;
      boxes.set(boxId, afterNote(boxes.get(boxId), memory));
      return;
    }
    addLate(record);
    switch (record.kind) {
      case 'event':
        newest = record.ledgerId;
        return;
      case 'stored-through':
        ledgers.set(record.ledgerId, {
          ...standing(record.ledgerId),
          storedThrough: record.number,
          markSure: true,
        });
        return;
      case 'ledger': {
        const { ledgerId, storedThrough, markSure } = record;
        ledgers.set(ledgerId, { ...standing(ledgerId), storedThrough, markSure });
        newest = record.newest ? ledgerId : newest;
      }
    }
  };

  for (const record of soFar) {
    add(record);
  }

  return {
    add,
    addLate,
    doubtMark(doubted) {
      for (const known of ledgers.values()) {
        if (doubted === null || doubted === known.ledgerId) {
          ledgers.set(known.ledgerId, { ...known, markSure: false });
        }
      }
    },
    ledger: standing,
    ledgers: () => [...ledgers.values()],
    newest: () =>
      newest === null ? null : { ledgerId: newest, highest: standing(newest).highest },
    boxes: () =>
      new Map([...boxes].map(([boxId, { boot, counts, at }]) => [boxId, { boot, counts, at }])),
    soFar: () => [
      ...[...ledgers.values()].map((known) => ({
        kind: 'ledger' as const,
        ...known,
        newest: known.ledgerId === newest,
      })),
      ...[...boxes].map(([boxId, memory]) => ({ kind: 'box' as const, boxId, memory })),
    ],
  };
}

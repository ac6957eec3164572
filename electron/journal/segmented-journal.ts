import type { EventBody } from '../../contract/event-body.ts';
import type { LedgerId } from '../../contract/identifiers.ts';
import { MAX_MISSING_RANGES } from '../../contract/ipc-limits.ts';
import type { Appended, Journal } from './journal.ts';
import type { JournalParts, OpenedSegments } from './journal-parts.ts';
import type { EventHeader } from './journal-record.ts';
import { decodeLine, encodeRecord } from './journal-record.ts';
import { createJournalWriter } from './journal-writer.ts';
import type { NumberedBody } from './segment-bodies.ts';
import { pageOf } from './segment-bodies.ts';

/** The journal on the segments that a start has found. `tidied` resolves when their files are in order. */
export function createSegmentedJournal(
  parts: JournalParts,
  opened: OpenedSegments,
): { readonly journal: Journal; readonly tidied: Promise<void> } {
  const { books, holdings } = opened;
  const writer = createJournalWriter(parts, opened);
  /** The newest mark of each ledger that waits. */
  const asked = new Map<
    LedgerId,
    { readonly number: number; readonly marked: Promise<Appended> }
  >();

  function append(body: EventBody, header?: EventHeader): Promise<Appended> {
    const line = encodeRecord({ kind: 'event', body });
    if (header !== undefined) {
      return writer.write(line, { kind: 'event', body, ...header });
    }
    const decoded = decodeLine(line.subarray(0, -1));
    return decoded.ok
      ? writer.write(line, decoded.record)
      : Promise.resolve({ kept: false, error: decoded.detail });
  }

  async function markStoredThrough(ledgerId: LedgerId, number: number): Promise<Appended> {
    const waits = asked.get(ledgerId);
    if (waits?.number === number) {
      return waits.marked;
    }
    const { storedThrough, markSure } = books.ledger(ledgerId);
    if (waits === undefined && markSure && storedThrough === number) {
      return { kept: true };
    }
    const record = { kind: 'stored-through', ledgerId, number } as const;
    const ask = { number, marked: writer.write(encodeRecord(record), record) };
    asked.set(ledgerId, ask);
    const marked = await ask.marked;
    if (asked.get(ledgerId) === ask) {
      asked.delete(ledgerId);
    }
    return marked;
  }

  const journal: Journal = {
    available: true,
    append,
    markStoredThrough,
    holds: (ledgerId, number) => holdings.ledger(ledgerId).has(number),
    newest: () => books.newest(),
    summary: () =>
      books.ledgers().map(({ ledgerId, storedThrough, highest }) => ({
        ledgerId,
        confirmed: storedThrough,
        last: highest,
      })),
    holdings: () =>
      books.ledgers().map(({ ledgerId, storedThrough, highest }) => ({
        ledgerId,
        highest,
        missing: holdings
          .ledger(ledgerId)
          .missing({ from: storedThrough + 1, through: highest }, MAX_MISSING_RANGES),
      })),
    noteBox(boxId, memory) {
      const newest = books.newest();
      const place =
        newest === null
          ? { ledgerId: null, number: 0 }
          : { ledgerId: newest.ledgerId, number: newest.highest + 1 };
      const record = { kind: 'box', boxId, memory: { ...memory, ...place } } as const;
      return writer.write(encodeRecord(record), record);
    },
    boxes: () => books.boxes(),
    room: () => writer.room(),
    async page(ledgerId, from, limit, through = Number.MAX_SAFE_INTEGER) {
      const held = holdings.ledger(ledgerId).overlapping({ from, through });
      const { within, next } = pageOf(held, limit);
      if (within === null) {
        return { bodies: [], next };
      }
      const found: NumberedBody[] = [];
      for (const serial of holdings.segmentsWith(ledgerId, within)) {
        const { segment, index } = writer.active();
        const written = serial === segment.serial ? index : null;
        found.push(...(await writer.sealed.bodies(serial, ledgerId, within, written)));
      }
      // Stable: of two events with one number the one that was written first comes first.
      found.sort((a, b) => a.number - b.number);
      return { bodies: found.map(({ body }) => body), next };
    },
    close: () => writer.close(),
  };
  return { journal, tidied: writer.idle() };
}

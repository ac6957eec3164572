import type { StartTimer } from '../../hardware/node/start-timer.ts';
import type { EventBody } from '../../contract/event-body.ts';
import type { LedgerId } from '../../contract/identifiers.ts';
import { MAX_MISSING_RANGES } from '../../contract/ipc.ts';
import { messageOf } from '../log.ts';
import type { ActiveSegment } from './active-segment.ts';
import { beginSegment } from './active-segment.ts';
import type { Appended, Journal, JournalReport, JournalRoom } from './journal.ts';
import type { JournalBooks } from './journal-books.ts';
import { encodeDirectory } from './journal-directory.ts';
import type { JournalFolder } from './journal-folder.ts';
import { isOutOfRoom } from './journal-folder.ts';
import type { JournalHoldings } from './journal-holdings.ts';
import type { JournalLimits } from './journal-limits.ts';
import type { EventHeader, ReadRecord } from './journal-record.ts';
import { decodeLine, encodeRecord } from './journal-record.ts';
import { holdReserve } from './journal-reserve.ts';
import { isConfirmed, removableSegments } from './removable-segments.ts';
import { createSealedSegments } from './sealed-segments.ts';
import type { NumberedBody } from './segment-bodies.ts';
import { pageOf } from './segment-bodies.ts';

export type JournalParts = {
  readonly folder: JournalFolder;
  readonly limits: JournalLimits;
  readonly wallMs: () => number;
  readonly startTimer: StartTimer;
  readonly report: (report: JournalReport) => void;
  /** The disk got full, or has room again. */
  readonly onRoom: (room: JournalRoom) => void;
};

/** What a start knows of the journal, and the segment it goes on in. */
export type OpenedSegments = {
  readonly books: JournalBooks;
  readonly holdings: JournalHoldings;
  /** Serials of the sealed segments, ascending. */
  readonly sealed: readonly number[];
  readonly active: ActiveSegment;
  /** The directory on disk does not describe exactly the sealed segments. */
  readonly directoryStale: boolean;
};

type Waiting = {
  readonly record: ReadRecord;
  readonly line: Uint8Array;
  settle(outcome: Appended): void;
};

/** A segment that could not be followed by a new one is tried again when it has grown by this part of its size. */
const SEAL_AGAIN_AFTER = 1 / 16;

/** The journal on the segments that a start has found. `tidied` resolves when their files are in order. */
export function createSegmentedJournal(
  parts: JournalParts,
  opened: OpenedSegments,
): { readonly journal: Journal; readonly tidied: Promise<void> } {
  const { folder, limits, report } = parts;
  const { books, holdings } = opened;
  let { active } = opened;
  let directoryDue = opened.directoryStale;
  let sealAtBytes = limits.segmentBytes;
  let closed = false;
  let waiting: Waiting[] = [];
  /** The newest mark of each ledger that waits. */
  const asked = new Map<
    LedgerId,
    { readonly number: number; readonly marked: Promise<Appended> }
  >();
  let working: Promise<void> | null = null;

  const reserve = holdReserve({ ...parts, sizeBytes: limits.reserveBytes });
  const sealed = createSealedSegments(
    {
      folder,
      holdings,
      report,
      indexedSegments: limits.indexedSegments,
      onRevised() {
        directoryDue = true;
        void work();
      },
    },
    opened.sealed,
  );

  /** One thing at a time happens to the files, presses before everything else. */
  function work(): Promise<void> {
    working ??= drain();
    return working;
  }

  async function drain(): Promise<void> {
    do {
      await commitWaiting();
      await tidy();
    } while (waiting.length > 0 || directoryDue);
    working = null;
  }

  /** One write and one sync for everything that waits: what arrives meanwhile forms the next group. */
  async function commitWaiting(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      const outcome = await commit(group);
      for (const each of group) {
        each.settle(outcome);
      }
    }
  }

  async function commit(group: readonly Waiting[]): Promise<Appended> {
    const [first] = group;
    const bytes =
      first !== undefined && group.length === 1
        ? first.line
        : Buffer.concat(group.map(({ line }) => line));
    for (;;) {
      try {
        take(group, await active.segment.append(bytes));
        return { kept: true };
      } catch (thrown) {
        const outOfRoom = isOutOfRoom(thrown);
        if (outOfRoom && (await makeRoom())) {
          continue;
        }
        if (outOfRoom) {
          reserve.lacking();
        }
        for (const { record } of group) {
          if (record.kind === 'stored-through') {
            books.doubtMark(record.ledgerId);
          }
        }
        return { kept: false, error: messageOf(thrown) };
      }
    }
  }

  /** These records are on disk from this place of the segment on. */
  function take(group: readonly Waiting[], from: number): void {
    let offset = from;
    for (const { record, line } of group) {
      books.add(record);
      if (record.kind === 'event') {
        const { ledgerId, number, at } = record;
        active.index.add(ledgerId, number, { offset, sizeBytes: line.length - 1 });
        active.content.add({ ledgerId, number, wallMs: at.wallMs });
        holdings.added(ledgerId, number);
      }
      offset += line.length;
    }
  }

  /** What the hub has goes before the reserve does, the oldest first and no more than it takes. */
  async function makeRoom(): Promise<boolean> {
    const confirmed = [...sealed.contents()].find(([, content]) => isConfirmed(content, books));
    if (confirmed !== undefined && (await sealed.remove([confirmed[0]], 'disk-full')) > 0) {
      directoryDue = true;
      return true;
    }
    return reserve.release();
  }

  async function tidy(): Promise<void> {
    const { segment } = active;
    if (segment.endBytes() >= sealAtBytes && segment.endIsSure() && reserve.room() === 'enough') {
      await seal();
    }
    if (directoryDue) {
      directoryDue = false;
      await writeDirectory();
    }
  }

  /** Everything in the segment is on disk already; the next one is begun before the directory says that it is full. */
  async function seal(): Promise<void> {
    const { segment, content, index } = active;
    try {
      active = await beginSegment(folder, nextSerial(), books);
    } catch (thrown) {
      sealAtBytes = segment.endBytes() + limits.segmentBytes * SEAL_AGAIN_AFTER;
      report({ what: 'segment-not-begun', detail: messageOf(thrown) });
      return;
    }
    sealAtBytes = active.segment.endBytes() + limits.segmentBytes;
    holdings.set(segment.serial, content.content(segment.endBytes()));
    holdings.set(active.segment.serial, active.content.content(active.segment.endBytes()));
    sealed.add(segment.serial, index);
    directoryDue = true;
    try {
      await segment.file.close();
    } catch (thrown) {
      const detail = messageOf(thrown);
      report({ what: 'segment-not-closed', segment: segment.serial, detail });
    }
    const removable = removableSegments(
      sealed.contents(),
      0,
      books,
      limits.keeping,
      parts.wallMs(),
    );
    await sealed.remove(removable, 'old');
  }

  let lastSerial = active.segment.serial;
  /** Never one that was tried before: something of it may be there. */
  function nextSerial(): number {
    lastSerial += 1;
    return lastSerial;
  }

  async function writeDirectory(): Promise<void> {
    const through = active.segment.serial - 1;
    const segments = sealed.contents();
    try {
      await folder.writeDirectory(encodeDirectory({ through, soFar: books.soFar(), segments }));
    } catch (thrown) {
      report({ what: 'directory-not-written', detail: messageOf(thrown) });
    }
  }

  function write(line: Uint8Array, record: ReadRecord): Promise<Appended> {
    if (closed) {
      return Promise.resolve({ kept: false, error: 'The journal is closed.' });
    }
    return new Promise((settle) => {
      waiting.push({ record, line, settle });
      void work();
    });
  }

  function append(body: EventBody, header?: EventHeader): Promise<Appended> {
    const line = encodeRecord({ kind: 'event', body });
    if (header !== undefined) {
      return write(line, { kind: 'event', body, ...header });
    }
    const decoded = decodeLine(line.subarray(0, -1));
    return decoded.ok
      ? write(line, decoded.record)
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
    const ask = { number, marked: write(encodeRecord(record), record) };
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
    boxes: () => books.boxes(),
    room: () => reserve.room(),
    async page(ledgerId, from, limit, through = Number.MAX_SAFE_INTEGER) {
      const held = holdings.ledger(ledgerId).overlapping({ from, through });
      const { within, next } = pageOf(held, limit);
      if (within === null) {
        return { bodies: [], next };
      }
      const found: NumberedBody[] = [];
      for (const serial of holdings.segmentsWith(ledgerId, within)) {
        const written = serial === active.segment.serial ? active.index : null;
        found.push(...(await sealed.bodies(serial, ledgerId, within, written)));
      }
      // Stable: of two events with one number the one that was written first comes first.
      found.sort((a, b) => a.number - b.number);
      return { bodies: found.map(({ body }) => body), next };
    },
    async close() {
      closed = true;
      await working;
      await reserve.stop();
      await active.segment.file.close();
    },
  };
  return { journal, tidied: work() };
}

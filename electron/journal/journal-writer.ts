import { messageOf } from '../log.ts';
import type { ActiveSegment } from './active-segment.ts';
import { beginSegment } from './active-segment.ts';
import { createDiskPace } from './disk-pace.ts';
import type { Appended, JournalRoom } from './journal.ts';
import { encodeDirectory } from './journal-directory.ts';
import { isOutOfRoom } from './journal-folder.ts';
import type { JournalParts, OpenedSegments } from './journal-parts.ts';
import type { ReadRecord } from './journal-record.ts';
import { holdReserve } from './journal-reserve.ts';
import { isConfirmed, removableSegments } from './removable-segments.ts';
import type { SealedSegments } from './sealed-segments.ts';
import { createSealedSegments } from './sealed-segments.ts';

type Waiting = {
  readonly record: ReadRecord;
  readonly line: Uint8Array;
  settle(outcome: Appended): void;
};

/** A segment that could not be followed by a new one is tried again when it has grown by this part of its size. */
const SEAL_AGAIN_AFTER = 1 / 16;

/** Everything that happens to the journal's files. */
export type JournalWriter = {
  readonly sealed: SealedSegments;
  active(): ActiveSegment;
  room(): JournalRoom;
  /** @param line of this record, with its line feed. */
  write(line: Uint8Array, record: ReadRecord): Promise<Appended>;
  /** Resolves when everything that was asked for is done and the files are in order. */
  idle(): Promise<void>;
  /** Finishes what was asked for, then releases the files; later records are not kept. */
  close(): Promise<void>;
};

export function createJournalWriter(parts: JournalParts, opened: OpenedSegments): JournalWriter {
  const { folder, limits, report } = parts;
  const { books, holdings } = opened;
  let { active } = opened;
  let directoryDue = opened.directoryStale;
  let sealAtBytes = limits.segmentBytes;
  let closed = false;
  let waiting: Waiting[] = [];
  let working: Promise<void> | null = null;

  const pace = createDiskPace(limits.atOnceWithinMs, parts.monotonicMs);
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
        const write = pace.started();
        const from = await active.segment.append(bytes);
        write.finished();
        take(group, from);
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

  /** An event that nothing is ahead of; false when it has to go the other way, which may find room for it. */
  function writtenAtOnce(each: Omit<Waiting, 'settle'>): boolean {
    const { segment } = active;
    if (
      each.record.kind !== 'event' ||
      working !== null ||
      !segment.endIsSure() ||
      !pace.mayWriteAtOnce()
    ) {
      return false;
    }
    const write = pace.started();
    let from: number;
    try {
      from = segment.appendAtOnce(each.line);
    } catch {
      // The other way meets the same trouble, makes room or tells.
      return false;
    }
    write.finished();
    take([each], from);
    return true;
  }

  /** These records are on disk from this place of the segment on. */
  function take(group: readonly Omit<Waiting, 'settle'>[], from: number): void {
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

  function isSealDue(): boolean {
    const { segment } = active;
    return segment.endBytes() >= sealAtBytes && segment.endIsSure() && reserve.room() === 'enough';
  }

  async function tidy(): Promise<void> {
    if (isSealDue()) {
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
    if (writtenAtOnce({ record, line })) {
      if (isSealDue()) {
        void work();
      }
      return Promise.resolve({ kept: true });
    }
    return new Promise((settle) => {
      waiting.push({ record, line, settle });
      void work();
    });
  }

  return {
    sealed,
    write,
    active: () => active,
    room: () => reserve.room(),
    idle: work,
    async close() {
      closed = true;
      await working;
      await reserve.stop();
      await active.segment.file.close();
    },
  };
}

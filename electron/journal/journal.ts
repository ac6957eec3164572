import type { EventBody } from '../../contract/event-body.ts';
import type { LedgerId } from '../../contract/identifiers.ts';
import type { JournalSummary, LedgerEnd } from '../../contract/ipc.ts';
import { messageOf } from '../log.ts';
import type { BoxMemory } from './box-memory.ts';
import type { JournalFile } from './journal-file.ts';
import { createJournalIndex } from './journal-index.ts';
import type { JournalRecord, ReadRecord } from './journal-record.ts';
import { decodeLine, encodeRecord, MAX_LINE_BYTES } from './journal-record.ts';
import type { Place } from './ledger-places.ts';
import { createLineScanner } from './line-scanner.ts';

export type Appended =
  /** On disk: it survives a crash and a power cut. */
  { readonly kept: true } | { readonly kept: false; readonly error: string };

export type JournalPage = {
  readonly bodies: EventBody[];
  /** The number to ask for next, or null at the end of the ledger. */
  readonly next: number | null;
};

/**
 * The terminal's own record of its events, outside the browser profile.
 *
 * Obligations: an append resolves `kept: true` only after its bytes are on disk, and never rejects; records stay in
 * the order of their appends; a failed append leaves nothing behind once a later one was kept; nothing kept is ever
 * changed or removed.
 */
export interface Journal {
  /** Whether its records could be read. When not, it may hold numbers that it does not know of. */
  readonly available: boolean;
  append(body: EventBody): Promise<Appended>;
  /** The hub has everything up to here. A lower number than before is taken too: the hub came back from a backup. */
  markStoredThrough(ledgerId: LedgerId, number: number): Promise<Appended>;
  holds(ledgerId: LedgerId, number: number): boolean;
  /** Where the ledger of its newest event stands, or null when the journal holds no event. */
  newest(): LedgerEnd | null;
  summary(): JournalSummary[];
  /** Rejects when the file cannot be read; a record damaged since it was written is left out. */
  page(ledgerId: LedgerId, from: number, limit: number): Promise<JournalPage>;
  /** Where counting on each box stands, whatever the order its events were written in. */
  boxes(): ReadonlyMap<string, BoxMemory>;
  /** Finishes what was appended, then releases the file; later appends are not kept. */
  close(): Promise<void>;
}

/** What opening found wrong, for the log. */
export type JournalDamage =
  | { readonly kind: 'damaged-record'; readonly place: Place; readonly detail: string }
  /** Bytes after the last whole line: a write that was never acknowledged. They were cut off. */
  | { readonly kind: 'torn-tail'; readonly place: Place };

export type OpenedJournal = {
  readonly journal: Journal;
  readonly damage: readonly JournalDamage[];
};

const CHUNK_BYTES = 256 * 1024;

/** Reads the whole journal and makes it ready for appends. Rejects when the file cannot be read or its tail not cut. */
export async function openJournal(file: JournalFile): Promise<OpenedJournal> {
  const index = createJournalIndex();
  const damage: JournalDamage[] = [];
  const scanner = createLineScanner(MAX_LINE_BYTES);
  const chunk = new Uint8Array(CHUNK_BYTES);
  let sizeBytes = 0;
  for (;;) {
    const readBytes = await file.read(chunk, sizeBytes);
    if (readBytes === 0) {
      break;
    }
    sizeBytes += readBytes;
    for (const line of scanner.push(chunk.subarray(0, readBytes))) {
      const place = { offset: line.offset, sizeBytes: line.sizeBytes };
      const decoded =
        line.bytes === null
          ? { ok: false as const, detail: 'The line is longer than any record.' }
          : decodeLine(line.bytes);
      if (decoded.ok) {
        index.add(decoded.record, place);
      } else {
        damage.push({ kind: 'damaged-record', place, detail: decoded.detail });
      }
    }
  }
  const wholeBytes = scanner.endOfLastLine();
  if (wholeBytes < sizeBytes) {
    await file.truncate(wholeBytes);
    await file.sync();
    const place = { offset: wholeBytes, sizeBytes: sizeBytes - wholeBytes };
    damage.push({ kind: 'torn-tail', place });
  }
  return { journal: journalOn(file, index, wholeBytes), damage };
}

type Waiting = {
  readonly record: ReadRecord;
  readonly line: Uint8Array;
  settle(outcome: Appended): void;
};

function journalOn(
  file: JournalFile,
  index: ReturnType<typeof createJournalIndex>,
  wholeBytes: number,
): Journal {
  let endBytes = wholeBytes;
  /** Something of a failed write may lie after `endBytes`. */
  let tailUnsure = false;
  let closed = false;
  let waiting: Waiting[] = [];
  let draining: Promise<void> | null = null;

  /** One write and one sync for everything that waits: what arrives meanwhile forms the next group. */
  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      const outcome = await commit(group);
      for (const each of group) {
        each.settle(outcome);
      }
    }
    draining = null;
  }

  async function commit(group: readonly Waiting[]): Promise<Appended> {
    const bytes = Buffer.concat(group.map(({ line }) => line));
    try {
      if (tailUnsure) {
        await file.truncate(endBytes);
        await file.sync();
      }
      tailUnsure = true;
      await file.write(bytes, endBytes);
      await file.sync();
      tailUnsure = false;
    } catch (thrown) {
      return { kept: false, error: messageOf(thrown) };
    }
    for (const { record, line } of group) {
      index.add(record, { offset: endBytes, sizeBytes: line.length - 1 });
      endBytes += line.length;
    }
    return { kept: true };
  }

  function write(record: JournalRecord): Promise<Appended> {
    if (closed) {
      return Promise.resolve({ kept: false, error: 'The journal is closed.' });
    }
    const line = encodeRecord(record);
    const decoded = decodeLine(line.subarray(0, -1));
    if (!decoded.ok) {
      return Promise.resolve({ kept: false, error: decoded.detail });
    }
    return new Promise((settle) => {
      waiting.push({ record: decoded.record, line, settle });
      draining ??= drain();
    });
  }

  return {
    available: true,
    append: (body) => write({ kind: 'event', body }),
    markStoredThrough(ledgerId, number) {
      return index.storedThrough(ledgerId) === number
        ? Promise.resolve({ kept: true })
        : write({ kind: 'stored-through', ledgerId, number });
    },
    holds: (ledgerId, number) => index.holds(ledgerId, number),
    newest: () => index.newest(),
    summary: () => index.summary(),
    boxes: () => index.boxes(),
    async page(ledgerId, from, limit) {
      const { places, next } = index.placesFrom(ledgerId, from, limit);
      const bodies: EventBody[] = [];
      for (const { offset, sizeBytes } of places) {
        const line = new Uint8Array(sizeBytes);
        const readBytes = await file.read(line, offset);
        const decoded = decodeLine(line.subarray(0, readBytes));
        if (decoded.ok && decoded.record.kind === 'event') {
          bodies.push(decoded.record.body);
        }
      }
      return { bodies, next };
    },
    async close() {
      closed = true;
      await draining;
      await file.close();
    },
  };
}

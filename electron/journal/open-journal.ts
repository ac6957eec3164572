import { messageOf } from '../log.ts';
import type { ActiveSegment } from './active-segment.ts';
import { beginSegment } from './active-segment.ts';
import type { Journal } from './journal.ts';
import type { JournalBooks } from './journal-books.ts';
import { createJournalBooks } from './journal-books.ts';
import type { JournalDirectory } from './journal-directory.ts';
import { decodeDirectory } from './journal-directory.ts';
import type { SegmentEntry } from './journal-folder.ts';
import { createJournalHoldings } from './journal-holdings.ts';
import type { SegmentContent } from './segment-content.ts';
import { createGrowingContent } from './segment-content.ts';
import { openSegmentFile } from './segment-file.ts';
import { createSegmentIndex } from './segment-index.ts';
import { scanSegment } from './segment-scan.ts';
import type { JournalParts } from './journal-parts.ts';
import { createSegmentedJournal } from './segmented-journal.ts';

const NO_DIRECTORY: JournalDirectory = { through: 0, soFar: [], segments: new Map() };

/**
 * Makes the journal ready for appends. It reads the directory, the newest segment, and of the others only those that
 * the directory does not describe. Rejects when a segment cannot be read or the newest not be cut or begun.
 */
export async function openJournal(parts: JournalParts): Promise<Journal> {
  const { folder } = parts;
  const entries = await folder.segments();
  const { directory, usable } = await readDirectory(parts, entries.length > 1);
  const books = createJournalBooks(directory.soFar);
  const holdings = createJournalHoldings();
  const last = entries.at(-1);
  const tail = last !== undefined && last.serial > directory.through ? last : null;
  const sealed = tail === null ? entries : entries.slice(0, -1);

  let directoryStale = !usable && sealed.length > 0;
  for (const entry of sealed) {
    const described = directory.segments.get(entry.serial);
    if (described?.sizeBytes === entry.sizeBytes) {
      holdings.set(entry.serial, described);
    } else {
      directoryStale = true;
      holdings.set(entry.serial, await readSealed(parts, entry.serial, books, directory.through));
    }
  }
  const highestSerial = Math.max(directory.through, last?.serial ?? 0);
  const active =
    tail === null
      ? await beginSegment(folder, highestSerial + 1, books)
      : await readTail(parts, tail, books);
  holdings.set(active.segment.serial, active.content.content(active.segment.endBytes()));
  // Marks of the newest segment count too.
  directoryStale = reportMissing(parts, entries, directory, books) || directoryStale;
  const { journal, tidied } = createSegmentedJournal(parts, {
    books,
    holdings,
    sealed: sealed.map(({ serial }) => serial),
    active,
    directoryStale,
  });
  await tidied;
  return journal;
}

async function readDirectory(
  { folder, report }: JournalParts,
  expected: boolean,
): Promise<{ readonly directory: JournalDirectory; readonly usable: boolean }> {
  try {
    const content = await folder.readDirectory();
    const directory = content && decodeDirectory(content);
    if (directory !== null) {
      return { directory, usable: true };
    }
    if (content !== null || expected) {
      report({
        what: 'directory-unusable',
        detail: content === null ? 'There is none.' : 'It is damaged or of another version.',
      });
    }
  } catch (thrown) {
    report({ what: 'directory-unusable', detail: messageOf(thrown) });
  }
  return { directory: NO_DIRECTORY, usable: false };
}

/** Segments that were there once and whose events the hub may not have. */
function reportMissing(
  { report }: JournalParts,
  entries: readonly SegmentEntry[],
  directory: JournalDirectory,
  books: JournalBooks,
): boolean {
  const serials = new Set(entries.map(({ serial }) => serial));
  const gone = [...directory.segments].filter(([serial]) => !serials.has(serial));
  for (const [segment, { ranges }] of gone) {
    const confirmed = [...ranges].every(
      ([ledgerId, ofLedger]) => ofLedger.highest() <= books.ledger(ledgerId).storedThrough,
    );
    if (!confirmed) {
      report({ what: 'segment-missing', segment });
    }
  }
  // The directory is written after the next segment was begun.
  const next = directory.through + 1;
  const nextGone = directory.through > 0 && (entries.at(-1)?.serial ?? 0) < next;
  if (nextGone) {
    report({ what: 'segment-missing', segment: next });
  }
  return gone.length > 0 || nextGone;
}

/** @param described the newest segment whose marks are known already. */
async function readSealed(
  { folder, report }: JournalParts,
  serial: number,
  books: JournalBooks,
  described: number,
): Promise<SegmentContent> {
  const content = createGrowingContent();
  const file = await folder.open(serial);
  try {
    const { sizeBytes, wholeBytes } = await scanSegment(file, {
      record(record) {
        if (record.kind === 'event') {
          content.add({ ...record, wallMs: record.at.wallMs });
        }
        if (serial > described) {
          books.add(record);
        } else {
          books.addLate(record);
        }
      },
      damaged(place, detail) {
        report({ what: 'damaged-record', segment: serial, place, detail });
        if (serial > described) {
          books.doubtMark(null);
        }
      },
    });
    if (wholeBytes < sizeBytes) {
      const place = { offset: wholeBytes, sizeBytes: sizeBytes - wholeBytes };
      const detail = 'The segment ends within a record.';
      report({ what: 'damaged-record', segment: serial, place, detail });
      books.doubtMark(null);
    }
    return content.content(sizeBytes);
  } finally {
    await file.close();
  }
}

async function readTail(
  { folder, report }: JournalParts,
  { serial }: SegmentEntry,
  books: JournalBooks,
): Promise<ActiveSegment> {
  const content = createGrowingContent();
  const index = createSegmentIndex();
  const file = await folder.open(serial);
  const { sizeBytes, wholeBytes } = await scanSegment(file, {
    record(record, place) {
      if (record.kind === 'event') {
        content.add({ ...record, wallMs: record.at.wallMs });
        index.add(record.ledgerId, record.number, place);
      }
      books.add(record);
    },
    damaged(place, detail) {
      report({ what: 'damaged-record', segment: serial, place, detail });
      books.doubtMark(null);
    },
  });
  if (wholeBytes < sizeBytes) {
    await file.truncate(wholeBytes);
    await file.sync();
    const place = { offset: wholeBytes, sizeBytes: sizeBytes - wholeBytes };
    report({ what: 'torn-tail', segment: serial, place });
  }
  return { segment: openSegmentFile(serial, file, wholeBytes), index, content };
}

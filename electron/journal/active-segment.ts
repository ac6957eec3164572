import type { JournalBooks } from './journal-books.ts';
import type { JournalFolder } from './journal-folder.ts';
import { encodeRecord } from './journal-record.ts';
import type { GrowingContent } from './segment-content.ts';
import { createGrowingContent } from './segment-content.ts';
import type { SegmentFile } from './segment-file.ts';
import { openSegmentFile } from './segment-file.ts';
import type { SegmentIndex } from './segment-index.ts';
import { createSegmentIndex } from './segment-index.ts';

/** The segment that is being written, and what is in it. */
export type ActiveSegment = {
  readonly segment: SegmentFile;
  readonly index: SegmentIndex;
  readonly content: GrowingContent;
};

/** Begins with what all segments before it come to. */
export async function beginSegment(
  folder: JournalFolder,
  serial: number,
  books: JournalBooks,
): Promise<ActiveSegment> {
  const file = await folder.create(serial);
  const segment = openSegmentFile(serial, file, 0);
  const head = Buffer.concat(books.soFar().map((record) => encodeRecord(record)));
  try {
    if (head.length > 0) {
      await segment.append(head);
    }
  } catch (thrown) {
    await file.close();
    await folder.remove(serial);
    throw thrown;
  }
  return { segment, index: createSegmentIndex(), content: createGrowingContent() };
}

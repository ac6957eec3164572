import type { JournalFile } from './journal-file.ts';
import type { ReadRecord } from './journal-record.ts';
import { decodeLine, MAX_LINE_BYTES } from './journal-record.ts';
import type { Place } from './ledger-places.ts';
import { createLineScanner } from './line-scanner.ts';

const CHUNK_BYTES = 256 * 1024;

export type SegmentReader = {
  record(record: ReadRecord, place: Place): void;
  /** A whole line that is no record. */
  damaged(place: Place, detail: string): void;
};

export type ScannedSegment = {
  readonly sizeBytes: number;
  /** Where the last whole line ended. */
  readonly wholeBytes: number;
};

/** Reads a segment from its first byte to its last. Rejects when the file cannot be read. */
export async function scanSegment(
  file: JournalFile,
  reader: SegmentReader,
): Promise<ScannedSegment> {
  const scanner = createLineScanner(MAX_LINE_BYTES);
  const chunk = new Uint8Array(CHUNK_BYTES);
  let sizeBytes = 0;
  for (;;) {
    const readBytes = await file.read(chunk, sizeBytes);
    if (readBytes === 0) {
      return { sizeBytes, wholeBytes: scanner.endOfLastLine() };
    }
    sizeBytes += readBytes;
    for (const line of scanner.push(chunk.subarray(0, readBytes))) {
      const place = { offset: line.offset, sizeBytes: line.sizeBytes };
      const decoded =
        line.bytes === null
          ? { ok: false as const, detail: 'The line is longer than any record.' }
          : decodeLine(line.bytes);
      if (decoded.ok) {
        reader.record(decoded.record, place);
      } else {
        reader.damaged(place, decoded.detail);
      }
    }
  }
}

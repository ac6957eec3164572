import { z } from 'zod';
import { LedgerId } from '../../contract/identifiers.ts';
import { checksummedLine, payloadOf } from './checksummed-line.ts';
import type { SoFar } from './journal-record.ts';
import { decodeLine, encodeRecord } from './journal-record.ts';
import { createNumberRanges } from './number-ranges.ts';
import type { SegmentContent } from './segment-content.ts';

/**
 * What the sealed segments hold, so that a start reads none of them. A cache: whatever it lacks or says of a segment
 * that has another size by now is read from the segments.
 */
export type JournalDirectory = {
  /** The newest segment that had been sealed; what was begun after it is not described. */
  readonly through: number;
  /** What all segments up to `through` come to, those removed since included. */
  readonly soFar: readonly SoFar[];
  readonly segments: ReadonlyMap<number, SegmentContent>;
};

const Count = z.int().min(0);

const DirectoryFile = z.strictObject({
  v: z.literal(1),
  through: Count,
  /** Records as they stand in a segment, each with its checksum. */
  soFar: z.array(z.string()),
  segments: z.array(
    z.strictObject({
      serial: z.int().min(1),
      sizeBytes: Count,
      events: Count,
      newestWallMs: Count,
      ranges: z.array(z.tuple([LedgerId, z.array(z.tuple([Count, Count]))])),
    }),
  ),
});

/** One line: a checksum, a blank and JSON. */
export function encodeDirectory({ through, soFar, segments }: JournalDirectory): Uint8Array {
  const file: z.infer<typeof DirectoryFile> = {
    v: 1,
    through,
    soFar: soFar.map((record) => Buffer.from(encodeRecord(record)).toString('utf8').trimEnd()),
    segments: [...segments].map(([serial, { sizeBytes, events, newestWallMs, ranges }]) => ({
      serial,
      sizeBytes,
      events,
      newestWallMs,
      ranges: [...ranges].map(([ledgerId, ofLedger]) => [
        ledgerId,
        ofLedger.all().map((range) => [range.from, range.through]),
      ]),
    })),
  };
  return checksummedLine(JSON.stringify(file));
}

/** Null when it is damaged or of a version nobody here knows. */
export function decodeDirectory(content: Uint8Array): JournalDirectory | null {
  const payload = payloadOf(content.subarray(0, -1));
  if (payload === null) {
    return null;
  }
  let json: unknown;
  try {
    json = JSON.parse(payload.toString('utf8'));
  } catch {
    return null;
  }
  const file = DirectoryFile.safeParse(json);
  if (!file.success) {
    return null;
  }
  const soFar: SoFar[] = [];
  for (const line of file.data.soFar) {
    const decoded = decodeLine(Buffer.from(line, 'utf8'));
    if (!decoded.ok || (decoded.record.kind !== 'ledger' && decoded.record.kind !== 'box')) {
      return null;
    }
    soFar.push(decoded.record);
  }
  const segments = file.data.segments.map(({ serial, ranges, ...content }) => {
    const ofLedgers = ranges.map(
      ([ledgerId, pairs]) =>
        [
          ledgerId,
          createNumberRanges(pairs.map(([from, through]) => ({ from, through }))),
        ] as const,
    );
    return [serial, { ...content, ranges: new Map(ofLedgers) }] as const;
  });
  return { through: file.data.through, soFar, segments: new Map(segments) };
}

import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { EventBody } from '../../contract/event-body.ts';
import { MAX_EVENT_BODY_LENGTH } from '../../contract/event-body.ts';
import { LedgerId } from '../../contract/identifiers.ts';
import { Instant } from '../../contract/instant.ts';

/** What the journal holds, one record a line: `<crc32 of the JSON, 8 hex digits> <json>\n`. */
export type JournalRecord =
  /** A frozen event, byte for byte. */
  | { readonly kind: 'event'; readonly body: EventBody }
  /** The hub has stored everything of this ledger up to here. */
  | { readonly kind: 'stored-through'; readonly ledgerId: LedgerId; readonly number: number };

/** Longest line in bytes: three bytes for each UTF-16 code unit, checksum, blank and line end. */
export const MAX_LINE_BYTES = MAX_EVENT_BODY_LENGTH * 3 + 10;

const CHECKSUM_LENGTH = 8;
const LINE_FEED = 0x0a;

const BoxCounter = z.object({
  kind: z.literal('box'),
  boxId: z.string(),
  button: z.int(),
  boot: z.int(),
  count: z.int(),
});

/** As much of an event as the journal needs; the rest may come from a newer version of the terminal. */
const EventHeader = z.object({
  ledgerId: LedgerId,
  number: z.int().min(1),
  at: Instant,
  source: z.union([BoxCounter, z.object({ kind: z.string() })]).optional(),
});

const Mark = z.strictObject({
  storedThrough: z.strictObject({ ledgerId: LedgerId, number: z.int().min(0) }),
});

/** Where counting on a button box stood after an event. */
export type BoxReading = {
  readonly boxId: string;
  readonly button: number;
  readonly boot: number;
  readonly count: number;
  readonly at: Instant;
};

/** A record as it is read back. */
export type ReadRecord =
  | {
      readonly kind: 'event';
      readonly body: EventBody;
      readonly ledgerId: LedgerId;
      readonly number: number;
      readonly box: BoxReading | null;
    }
  | Extract<JournalRecord, { kind: 'stored-through' }>;

export type DecodedLine =
  | { readonly ok: true; readonly record: ReadRecord }
  | { readonly ok: false; readonly detail: string };

/** @throws RangeError when the body holds a line feed, which frozen JSON never does. */
export function encodeRecord(record: JournalRecord): Uint8Array {
  const json =
    record.kind === 'event'
      ? record.body
      : JSON.stringify({ storedThrough: { ledgerId: record.ledgerId, number: record.number } });
  const payload = Buffer.from(json, 'utf8');
  if (payload.includes(LINE_FEED)) {
    throw new RangeError('A journal record must be one line.');
  }
  return Buffer.concat([Buffer.from(`${checksum(payload)} `, 'latin1'), payload, NEWLINE]);
}

const NEWLINE = Buffer.from([LINE_FEED]);

/** Reads one line, without its line feed. A line that is not a whole record is a value, not an exception. */
export function decodeLine(line: Uint8Array): DecodedLine {
  const bytes = Buffer.from(line.buffer, line.byteOffset, line.byteLength);
  const payload = bytes.subarray(CHECKSUM_LENGTH + 1);
  if (bytes.toString('latin1', 0, CHECKSUM_LENGTH + 1) !== `${checksum(payload)} `) {
    return { ok: false, detail: 'The checksum does not match.' };
  }
  const text = payload.toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, detail: 'The record is not JSON.' };
  }
  const mark = Mark.safeParse(json);
  if (mark.success) {
    return { ok: true, record: { kind: 'stored-through', ...mark.data.storedThrough } };
  }
  const header = EventHeader.safeParse(json);
  if (!header.success) {
    return { ok: false, detail: 'The record is neither an event nor a mark.' };
  }
  const { ledgerId, number, at, source } = header.data;
  const box = source !== undefined && 'boxId' in source ? boxReading(source, at) : null;
  return {
    ok: true,
    // The checksum proves that these are the bytes that were frozen.
    record: { kind: 'event', body: text as EventBody, ledgerId, number, box },
  };
}

function boxReading(source: z.infer<typeof BoxCounter>, at: Instant): BoxReading {
  return {
    boxId: source.boxId,
    button: source.button,
    boot: source.boot,
    count: source.count,
    at,
  };
}

function checksum(payload: Uint8Array): string {
  return crc32(payload).toString(16).padStart(CHECKSUM_LENGTH, '0');
}

import { z } from 'zod';
import type { EventBody } from '../../contract/event-body.ts';
import { MAX_EVENT_BODY_LENGTH } from '../../contract/event-body.ts';
import { LedgerId } from '../../contract/identifiers.ts';
import { Instant } from '../../contract/instant.ts';
import type { BoxReading, PlacedBoxMemory } from './box-memory.ts';
import { checksummedLine, payloadOf } from './checksummed-line.ts';

/** What the journal holds, one record a line: `<crc32 of the JSON, 8 hex digits> <json>\n`. */
export type JournalRecord =
  /** A frozen event, byte for byte. */
  | { readonly kind: 'event'; readonly body: EventBody }
  /** The hub has stored everything of this ledger up to here. */
  | { readonly kind: 'stored-through'; readonly ledgerId: LedgerId; readonly number: number }
  | SoFar;

/**
 * At the head of every segment but the first: what all segments before it come to, so that they can be removed and
 * nothing but their bodies is forgotten. That of a box also stands wherever counting on it went on from somewhere else
 * with no event to say so.
 */
export type SoFar =
  | ({ readonly kind: 'ledger' } & z.infer<typeof LedgerSoFar>['ledger'])
  | { readonly kind: 'box'; readonly boxId: string; readonly memory: PlacedBoxMemory };

/** Longest line in bytes: three bytes for each UTF-16 code unit, checksum, blank and line end. */
export const MAX_LINE_BYTES = MAX_EVENT_BODY_LENGTH * 3 + 10;

const Mark = z.strictObject({
  storedThrough: z.strictObject({ ledgerId: LedgerId, number: z.int().min(0) }),
});

const LedgerSoFar = z.strictObject({
  ledger: z.strictObject({
    ledgerId: LedgerId,
    highest: z.int().min(0),
    storedThrough: z.int().min(0),
    markSure: z.boolean(),
    newest: z.boolean(),
  }),
});

const U32 = z.int().min(0).max(0xffff_ffff);

const BoxSoFar = z.strictObject({
  box: z.strictObject({
    boxId: z.string(),
    boot: U32,
    counts: z.array(z.tuple([z.int(), U32])),
    at: Instant,
    ledgerId: LedgerId.nullable(),
    number: z.int().min(0),
  }),
});

/** What the journal has to know of an event beside its bytes. */
export type EventHeader = {
  readonly ledgerId: LedgerId;
  readonly number: number;
  readonly at: Instant;
  /** Null for everything that is not a press on a box. */
  readonly box: BoxReading | null;
};

/** A record as it is read back. */
export type ReadRecord =
  | ({ readonly kind: 'event'; readonly body: EventBody } & EventHeader)
  | Exclude<JournalRecord, { kind: 'event' }>;

export type DecodedLine =
  | { readonly ok: true; readonly record: ReadRecord }
  | { readonly ok: false; readonly detail: string };

/** @throws RangeError when the body holds a line feed, which frozen JSON never does. */
export function encodeRecord(record: JournalRecord): Uint8Array {
  return checksummedLine(jsonOf(record));
}

function jsonOf(record: JournalRecord): string {
  switch (record.kind) {
    case 'event':
      return record.body;
    case 'stored-through':
      return JSON.stringify({
        storedThrough: { ledgerId: record.ledgerId, number: record.number },
      });
    case 'ledger': {
      const { kind: _kind, ...ledger } = record;
      return JSON.stringify({ ledger });
    }
    case 'box': {
      const { boxId, memory } = record;
      const { noted: _noted, ...kept } = memory;
      return JSON.stringify({ box: { boxId, ...kept, counts: [...memory.counts] } });
    }
  }
}

/** Reads one line, without its line feed. A line that is not a whole record is a value, not an exception. */
export function decodeLine(line: Uint8Array): DecodedLine {
  const payload = payloadOf(line);
  if (payload === null) {
    return { ok: false, detail: 'The checksum does not match.' };
  }
  const text = payload.toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, detail: 'The record is not JSON.' };
  }
  const record = eventRecord(json, text) ?? otherRecord(json);
  return record === null
    ? { ok: false, detail: 'The record is neither an event nor a mark.' }
    : { ok: true, record };
}

/**
 * As much of an event as the journal needs; the rest may come from a newer version of the terminal. Checked by hand,
 * because a start reads thousands of them.
 */
function eventRecord(json: unknown, text: string): ReadRecord | null {
  if (!isObject(json)) {
    return null;
  }
  const { ledgerId, number, at, source } = json;
  if (typeof ledgerId !== 'string' || !UUID_V7.test(ledgerId) || !isWhole(number, 1)) {
    return null;
  }
  return isInstant(at)
    ? // The checksum proves that these are the bytes that were frozen.
      { kind: 'event', body: text as EventBody, ledgerId, number, at, box: boxReading(source, at) }
    : null;
}

function otherRecord(json: unknown): ReadRecord | null {
  const mark = Mark.safeParse(json);
  if (mark.success) {
    return { kind: 'stored-through', ...mark.data.storedThrough };
  }
  const ledger = LedgerSoFar.safeParse(json);
  if (ledger.success) {
    return { kind: 'ledger', ...ledger.data.ledger };
  }
  const box = BoxSoFar.safeParse(json);
  if (box.success) {
    const { boxId, counts, ...memory } = box.data.box;
    return { kind: 'box', boxId, memory: { ...memory, counts: new Map(counts) } };
  }
  return null;
}

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isWhole(value: unknown, least: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
}

function isInstant(value: unknown): value is Instant {
  return (
    isObject(value) &&
    isWhole(value['wallMs'], 0) &&
    typeof value['monotonicMs'] === 'number' &&
    value['monotonicMs'] >= 0 &&
    typeof value['bootId'] === 'string'
  );
}

/** Null for everything that is not a press on a box. */
function boxReading(source: unknown, at: Instant): BoxReading | null {
  if (!isObject(source) || source['kind'] !== 'box') {
    return null;
  }
  const { boxId, button, boot, count } = source;
  return typeof boxId === 'string' && isWhole(button, 0) && isWhole(boot, 0) && isWhole(count, 0)
    ? { boxId, button, boot, count, at }
    : null;
}

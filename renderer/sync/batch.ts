import { MAX_BATCH_BYTES } from '../../contract/protocol/events.ts';
import type { OutboxEntry } from '../outbox/outbox.ts';

/** Events to be sent together. */
export type Batch = {
  readonly entries: readonly OutboxEntry[];
  /** The request's `events`, as JSON. */
  readonly json: string;
};

export const NO_EVENTS: Batch = { entries: [], json: '[]' };

/** Room in a batch for everything that is not an event. */
const ENVELOPE_BYTES = 24 * 1024;
const MAX_EVENTS_BYTES = MAX_BATCH_BYTES - ENVELOPE_BYTES;

const encoder = new TextEncoder();

/** The first of these entries, as many as fit; at least one where there is any, since a batch can get no smaller. */
export function fillBatch(entries: readonly OutboxEntry[], maxEvents: number): Batch {
  const batch = fillBy((piece) => piece.length, entries, maxEvents);
  // Few events hold anything but ASCII, where a character is a byte; so bytes are counted of the whole first.
  return sizeBytes(batch.json) <= MAX_EVENTS_BYTES
    ? batch
    : fillBy(sizeBytes, entries, batch.entries.length);
}

function fillBy(
  measure: (piece: string) => number,
  entries: readonly OutboxEntry[],
  maxEvents: number,
): Batch {
  const pieces: string[] = [];
  let size = '[]'.length;
  for (const { id, body } of entries.slice(0, maxEvents)) {
    const piece = JSON.stringify({ id, body });
    size += measure(piece) + ','.length;
    if (size > MAX_EVENTS_BYTES && pieces.length > 0) {
      break;
    }
    pieces.push(piece);
  }
  return { entries: entries.slice(0, pieces.length), json: `[${pieces.join(',')}]` };
}

function sizeBytes(text: string): number {
  return encoder.encode(text).length;
}

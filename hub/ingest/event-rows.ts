import type { FeedbackEvent } from '../../contract/feedback-event.ts';
import {
  Float8Array,
  Int4Array,
  Int8Array,
  TextArray,
  UuidArray,
} from '../database/array-parameter.ts';
import type { Occurrence } from './occurrence.ts';
import { withoutContent } from './sealed-event.ts';

/** What rows of a batch have in common. */
export type RowKind = {
  readonly type: FeedbackEvent['type'];
  readonly ledgerId: string;
  readonly bootId: string;
  readonly touchpointId: string | null;
  readonly rating: string | null;
  readonly source: string | null;
  readonly repeat: boolean | null;
  readonly scale: string | null;
  readonly score: number | null;
};

/** What is kept apart from its row. */
export type SealedPart = {
  /** Of the event. */
  readonly id: string;
  /** Of the JWE, in hexadecimal. */
  readonly sha256: string;
  readonly jwe: string;
  /** The event's bytes as they came: they are what another event under its id is compared with. */
  readonly body: string;
};

/**
 * Rows of `events` as they go into the database: a list per column, in PostgreSQL's binary form, and what many rows
 * have in common but once. A row is laid out as soon as its event is read, so that nothing of the event outlives the
 * reading: a hub that is sent a lot would spend more on moving what waits for the database about in its memory than on
 * anything else.
 */
export class EventRows {
  readonly ids: UuidArray;
  /** Of each row, the place of its kind in {@link kinds}, from 1. */
  readonly places: Int4Array;
  readonly numbers: Int8Array;
  readonly wallMs: Int8Array;
  readonly monotonicMs: Float8Array;
  readonly occurredMs: Int8Array;
  readonly uncertaintyMs: Float8Array;
  readonly bodies: TextArray;
  readonly kinds: RowKind[] = [];
  /** By row. */
  readonly sealed = new Map<number, SealedPart>();
  #length = 0;

  /** @param expectedBytes of all bodies. */
  constructor(expected: number, expectedBytes: number) {
    this.ids = new UuidArray(expected);
    this.places = new Int4Array(expected);
    this.numbers = new Int8Array(expected);
    this.wallMs = new Int8Array(expected);
    this.monotonicMs = new Float8Array(expected);
    this.occurredMs = new Int8Array(expected);
    this.uncertaintyMs = new Float8Array(expected);
    this.bodies = new TextArray(expected, expectedBytes);
  }

  get length(): number {
    return this.#length;
  }

  /** @returns what the row has in common with others: the same object for all of them. */
  add(event: FeedbackEvent, body: string, { occurredMs, uncertaintyMs }: Occurrence): RowKind {
    const { kind, place } = this.#kindOf(event);
    if (event.type === 'sealed') {
      const { id, sha256, jwe } = event;
      this.sealed.set(this.#length, { id, sha256, jwe, body });
      this.bodies.add(withoutContent(event));
    } else {
      this.bodies.add(body);
    }
    this.#length += 1;
    this.ids.add(event.id);
    this.places.add(place);
    this.numbers.add(event.number);
    this.wallMs.add(event.at.wallMs);
    this.monotonicMs.add(event.at.monotonicMs);
    this.occurredMs.add(occurredMs);
    this.uncertaintyMs.add(uncertaintyMs);
    return kind;
  }

  /** The bytes of an event as they came. */
  sentAt(row: number): Buffer {
    const part = this.sealed.get(row);
    return part === undefined ? this.bodies.bytesAt(row) : Buffer.from(part.body);
  }

  /** When the rows are stored, or will not be. */
  release(): void {
    this.bodies.release();
  }

  #kindOf(event: FeedbackEvent): { kind: RowKind; place: number } {
    const press = event.type === 'pressed' ? event : null;
    const rating = press?.rating ?? null;
    const source = press?.source.kind ?? null;
    const repeat = press?.repeat ?? null;
    const touchpointId = press?.context.touchpointId ?? null;
    const scale = press?.score?.scale ?? null;
    const score = press?.score?.value ?? null;
    for (let index = this.kinds.length - 1; index >= 0; index -= 1) {
      const kind = this.kinds[index];
      if (
        kind?.rating === rating &&
        kind.type === event.type &&
        kind.source === source &&
        kind.repeat === repeat &&
        kind.score === score &&
        kind.scale === scale &&
        kind.ledgerId === event.ledgerId &&
        kind.bootId === event.at.bootId &&
        kind.touchpointId === touchpointId
      ) {
        return { kind, place: index + 1 };
      }
    }
    const { type, ledgerId } = event;
    const { bootId } = event.at;
    const kind = { type, ledgerId, bootId, touchpointId, rating, source, repeat, scale, score };
    return { kind, place: this.kinds.push(kind) };
  }
}

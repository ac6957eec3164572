import { hash } from 'node:crypto';
import { MAX_EVENT_BODY_LENGTH, thawEvent, type ThawedEvent } from '../../contract/event-body.ts';
import { FeedbackEvent } from '../../contract/feedback-event.ts';
import type { EventsRequest, RejectionReason } from '../../contract/protocol/events.ts';
import { occurrenceOf, type BatchClock, type Occurrence } from './occurrence.ts';
import { acceptorOf } from './schema-acceptor.ts';

const acceptsEvent = acceptorOf(FeedbackEvent);

/** An event the hub can store, if its id is free. */
export type Candidate = {
  readonly kind: 'candidate';
  readonly id: string;
  readonly event: FeedbackEvent;
  readonly body: string;
  /** SHA-256 of the body, in hexadecimal. */
  readonly sha256: string;
  readonly occurrence: Occurrence;
};

export type ReadEvent =
  | Candidate
  /** The same bytes came earlier in this batch. */
  | { readonly kind: 'copy'; readonly id: string; readonly sha256: string }
  | {
      readonly kind: 'rejected';
      readonly id: string;
      readonly reason: RejectionReason;
      readonly detail: string;
    };

/** A batch, read but not stored. */
export type ReadBatch = {
  readonly request: EventsRequest;
  /** Hub time at which it arrived. */
  readonly receivedMs: number;
  /** One per event of the request, in its order; candidates have distinct ids. */
  readonly events: readonly ReadEvent[];
};

export function readBatch(request: EventsRequest, receivedMs: number): ReadBatch {
  const clock: BatchClock = { ...request, receivedMs };
  const seen = new Map<string, string>();
  const events = request.events.map(({ id, body }): ReadEvent => {
    const read = readEvent(id, body, clock);
    if (read.kind !== 'candidate') {
      return read;
    }
    const earlier = seen.get(id);
    if (earlier === undefined) {
      seen.set(id, read.sha256);
      return read;
    }
    return earlier === read.sha256 ? { kind: 'copy', id, sha256: earlier } : conflict(id);
  });
  return { request, receivedMs, events };
}

export function conflict(id: string): ReadEvent & { kind: 'rejected' } {
  return {
    kind: 'rejected',
    id,
    reason: 'conflict',
    detail: 'This id is stored already with other bytes.',
  };
}

function readEvent(
  id: string,
  body: string,
  clock: BatchClock,
): Candidate | (ReadEvent & { kind: 'rejected' }) {
  if (body.length > MAX_EVENT_BODY_LENGTH) {
    const detail = `The body is longer than ${MAX_EVENT_BODY_LENGTH} characters.`;
    return { kind: 'rejected', id, reason: 'invalid', detail };
  }
  if (!body.isWellFormed()) {
    // Neither hashed nor stored as it is: UTF-8 has no bytes for it.
    const detail = 'The body holds half of a surrogate pair.';
    return { kind: 'rejected', id, reason: 'invalid', detail };
  }
  const thawed = thawQuickly(body);
  if (!thawed.ok) {
    return { kind: 'rejected', id, reason: 'invalid', detail: thawed.detail };
  }
  if (thawed.event.id !== id) {
    const detail = `The body holds the event ${thawed.event.id}.`;
    return { kind: 'rejected', id, reason: 'wrong-id', detail };
  }
  const sha256 = hash('sha256', body);
  const { event } = thawed;
  return { kind: 'candidate', id, event, body, sha256, occurrence: occurrenceOf(event, clock) };
}

/** As {@link thawEvent}; what fits is not copied on the way, and of what does not the schema tells the reason. */
function thawQuickly(body: string): ThawedEvent {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return thawEvent(body);
  }
  return acceptsEvent(json) ? { ok: true, event: json as FeedbackEvent } : thawEvent(body);
}

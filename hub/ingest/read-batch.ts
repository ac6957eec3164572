import { MAX_EVENT_BODY_LENGTH, thawEvent, type ThawedEvent } from '../../contract/event-body.ts';
import { FeedbackEvent } from '../../contract/feedback-event.ts';
import type {
  EventsRequest,
  LedgerStatement,
  RejectionReason,
} from '../../contract/protocol/events.ts';
import { causeOfAlert } from '../alerts/alert-rule.ts';
import { inStoreSignOf, type InStoreSign } from '../alerts/in-store-signs.ts';
import type { CauseToRaise } from '../alerts/merge-causes.ts';
import { EventRows } from './event-rows.ts';
import { occurrenceOf, type BatchClock, type Occurrence } from './occurrence.ts';
import type { RejectedEvent } from './rejected-events.ts';
import { acceptorOf } from './schema-acceptor.ts';
import { faultOfSealed } from './sealed-event.ts';

const acceptsEvent = acceptorOf(FeedbackEvent);

/** An event the hub can store, if its id is free: what is asked of it once its row is laid out. */
export type Candidate = {
  readonly kind: 'candidate';
  readonly id: string;
  /** Its place among the rows, from 0. */
  readonly row: number;
  readonly ledgerId: string;
  readonly number: number;
  /** It stands for an event that was lost. */
  readonly isLost: boolean;
  /** Null when nobody is to be told of it. */
  readonly alert: CauseToRaise | null;
  /** Null when it says nothing of what was done in the store. */
  readonly inStore: InStoreSign | null;
};

export type RejectedRead = RejectedEvent & { readonly kind: 'rejected' };

export type ReadEvent =
  | Candidate
  /** The same bytes came earlier in this batch. */
  | { readonly kind: 'copy'; readonly of: Candidate }
  | RejectedRead;

/** A batch, read but not stored. */
export type ReadBatch = {
  readonly statements: readonly LedgerStatement[];
  /** Hub time at which it arrived. */
  readonly receivedMs: number;
  /** One per event of the request, in its order; candidates have distinct ids. */
  readonly events: readonly ReadEvent[];
  /** Of the candidates, by id: batches that overlap then wait for each other in one direction only. */
  readonly rows: EventRows;
};

/**
 * Nothing that is returned holds on to the request or to what its bodies say, but for the bodies that are rejected: all
 * of it would otherwise have to be kept until the database has answered.
 */
export function readBatch(request: EventsRequest, receivedMs: number): ReadBatch {
  const { events: sent, ledgers: statements } = request;
  const clock: BatchClock = { ...request, receivedMs };
  const bodyLength = sent.reduce((sum, { body }) => sum + body.length, 0);
  const rows = new EventRows(sent.length, bodyLength);
  const events = Array.from<ReadEvent>({ length: sent.length });
  let last: { candidate: Candidate; body: string } | null = null;
  for (const { id, body, index } of byId(sent)) {
    const thawed = readBody(id, body);
    if (!thawed.ok) {
      events[index] = { kind: 'rejected', id, body, reason: thawed.reason, detail: thawed.detail };
    } else if (last?.candidate.id !== id) {
      const candidate = layOut(rows, thawed.event, body, occurrenceOf(thawed.event, clock));
      last = { candidate, body };
      events[index] = candidate;
    } else {
      events[index] =
        last.body === body ? { kind: 'copy', of: last.candidate } : conflict(id, body);
    }
  }
  return { statements, receivedMs, events, rows };
}

type Sent = { readonly id: string; readonly body: string };

/** Events with one id stay in the order they were sent in. */
function byId(sent: readonly Sent[]): (Sent & { readonly index: number })[] {
  const placed = sent.map(({ id, body }, index) => ({ id, body, index }));
  return placed.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function layOut(
  rows: EventRows,
  event: FeedbackEvent,
  body: string,
  occurrence: Occurrence,
): Candidate {
  const row = rows.length;
  const { ledgerId, touchpointId } = rows.add(event, body, occurrence);
  const cause = causeOfAlert(event, occurrence.ageMs);
  return {
    kind: 'candidate',
    id: event.id,
    row,
    ledgerId,
    number: event.number,
    isLost: event.type === 'void' && event.reason === 'lost',
    alert: cause === null ? null : { ...cause, touchpointId, atMs: occurrence.occurredMs },
    inStore: inStoreSignOf(event, occurrence.occurredMs),
  };
}

export function conflict(id: string, body: string): RejectedRead {
  const detail = 'This id is stored already with other bytes.';
  return { kind: 'rejected', id, body, reason: 'conflict', detail };
}

type ReadBody =
  | { readonly ok: true; readonly event: FeedbackEvent }
  | { readonly ok: false; readonly reason: RejectionReason; readonly detail: string };

function readBody(id: string, body: string): ReadBody {
  if (body.length > MAX_EVENT_BODY_LENGTH) {
    const detail = `The body is longer than ${MAX_EVENT_BODY_LENGTH} characters.`;
    return { ok: false, reason: 'invalid', detail };
  }
  if (!body.isWellFormed()) {
    // Neither hashed nor stored as it is: UTF-8 has no bytes for it.
    return { ok: false, reason: 'invalid', detail: 'The body holds half of a surrogate pair.' };
  }
  const thawed = thawQuickly(body);
  if (!thawed.ok) {
    return { ok: false, reason: 'invalid', detail: thawed.detail };
  }
  if (thawed.event.id !== id) {
    return {
      ok: false,
      reason: 'wrong-id',
      detail: `The body holds the event ${thawed.event.id}.`,
    };
  }
  const fault = thawed.event.type === 'sealed' ? faultOfSealed(thawed.event) : null;
  return fault === null ? thawed : { ok: false, reason: 'invalid', detail: fault };
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

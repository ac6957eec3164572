import { type EventBody, thawEvent } from '../../contract/event-body.ts';
import type { FeedbackEvent } from '../../contract/feedback-event.ts';
import type { ReadEvent } from './outbox.ts';

/** A negative press of a visitor who may still be in the shop jumps the queue; a repeat or a recovered one does not. */
function isUrgent(event: FeedbackEvent): boolean {
  return (
    event.type === 'pressed' &&
    event.rating === 'negative' &&
    !event.repeat &&
    event.recovered === undefined
  );
}

/** What an outbox keeps of an event, with the body it was frozen as. */
export function readEventOf(event: FeedbackEvent, body: EventBody): ReadEvent {
  const { ledgerId, number, id } = event;
  return { entry: { ledgerId, number, id, body }, urgent: isUrgent(event) };
}

/** Reads a frozen event. A body that cannot be read was never frozen by us, and is a programming error. */
export function readBody(body: EventBody): ReadEvent {
  const thawed = thawEvent(body);
  if (!thawed.ok) {
    throw new Error(`An event offered to the outbox cannot be read. ${thawed.detail}`);
  }
  return readEventOf(thawed.event, body);
}

/** An event that was offered, read if it was not yet. */
export function readOffered(offered: EventBody | ReadEvent): ReadEvent {
  return typeof offered === 'string' ? readBody(offered) : offered;
}

/** Milliseconds since 1970 at which a UUID version 7 was made. */
export function madeAtMs(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

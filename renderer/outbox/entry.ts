import type { EventBody } from '../../contract/event-body.ts';
import { type EventHead, readHead } from './event-head.ts';
import type { ReadEvent } from './outbox.ts';

/** What an outbox keeps of an event, with the body it was frozen as. */
export function readEventOf(
  { ledgerId, number, id, urgent }: EventHead,
  body: EventBody,
): ReadEvent {
  return { entry: { ledgerId, number, id, body }, urgent };
}

/** Reads a frozen event. A body that cannot be read was never frozen by us, and is a programming error. */
export function readBody(body: EventBody): ReadEvent {
  const head = readHead(body);
  if (head === null) {
    throw new Error('What was offered to the outbox is no event.');
  }
  return readEventOf(head, body);
}

/** An event that was offered, read if it was not yet. */
export function readOffered(offered: EventBody | ReadEvent): ReadEvent {
  return typeof offered === 'string' ? readBody(offered) : offered;
}

/** Milliseconds since 1970 at which a UUID version 7 was made. */
export function madeAtMs(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

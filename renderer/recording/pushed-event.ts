import { type EventBody, type ThawedEvent, thawEvent } from '../../contract/event-body.ts';
import { RATINGS } from '../../contract/ratings.ts';
import type { FeedbackEvent, PressedEvent } from '../../contract/feedback-event.ts';

/**
 * Reads an event that main has frozen just now, by the same schema, while a visitor waits: a press is looked at only as
 * far as this side needs it, everything else goes through the schema.
 */
export function readPushed(body: EventBody): ThawedEvent {
  const event = pressIn(body);
  return event === null ? thawEvent(body) : { ok: true, event };
}

function pressIn(body: EventBody): FeedbackEvent | null {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return null;
  }
  return isPress(json) ? json : null;
}

function isPress(json: unknown): json is PressedEvent {
  if (typeof json !== 'object' || json === null) {
    return false;
  }
  const { v, type, id, ledgerId, number, rating, repeat } = json as Readonly<
    Record<keyof PressedEvent, unknown>
  >;
  return (
    v === 1 &&
    type === 'pressed' &&
    typeof id === 'string' &&
    typeof ledgerId === 'string' &&
    Number.isSafeInteger(number) &&
    RATINGS.some((each) => each === rating) &&
    typeof repeat === 'boolean'
  );
}

import { z } from 'zod';
import { FeedbackEvent } from './feedback-event.ts';

/** Largest event, in UTF-16 code units of its body; a pressed event is about 600. */
export const MAX_EVENT_BODY_LENGTH = 8_192;

/**
 * An event as it is stored and sent: one line of JSON, frozen when the event is made. Journal and outbox hold the
 * same string and the hub compares its SHA-256, so nobody may parse and re-serialize it on the way.
 */
export const EventBody = z.string().min(2).max(MAX_EVENT_BODY_LENGTH).brand<'EventBody'>();
export type EventBody = z.infer<typeof EventBody>;

/** Freezes an event. The result is what every store and the hub will hold from now on. */
export function freezeEvent(event: FeedbackEvent): EventBody {
  return EventBody.parse(JSON.stringify(FeedbackEvent.parse(event)));
}

export type ThawedEvent = { ok: true; event: FeedbackEvent } | { ok: false; detail: string };

/** Reads a frozen event again. A body nobody can read is a value, not an exception: it must be kept and reported. */
export function thawEvent(body: string): ThawedEvent {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { ok: false, detail: 'The body is not JSON.' };
  }
  const parsed = FeedbackEvent.safeParse(json);
  if (parsed.success) {
    return { ok: true, event: parsed.data };
  }
  const issue = parsed.error.issues[0];
  const where = issue?.path.join('.') ?? '';
  return {
    ok: false,
    detail: `${where === '' ? 'event' : where}: ${issue?.message ?? 'does not fit'}`,
  };
}

import type { FeedbackEvent } from '../../contract/feedback-event.ts';
import { asksForStaff } from '../../contract/flow-steps.ts';

/** A press older than this cannot page anybody any more: the shopper has left. */
export const LIVE_WITHIN_MS = 120_000;

/** Why somebody is to be told of an event. */
export type AlertCause = {
  readonly cause: 'press' | 'help';
  /** The press itself, or the one after which help was asked for. */
  readonly pressId: string;
  readonly kind: 'live' | 'late';
};

/**
 * A negative press alerts, unless it repeats the one before it or was recovered from a box's counter. So does a visitor
 * who asks that somebody comes now, after whatever press.
 *
 * @param ageMs how old the event may have been at most when it arrived; null when nobody knows, and then it pages nobody.
 */
export function causeOfAlert(event: FeedbackEvent, ageMs: number | null): AlertCause | null {
  const kind = ageMs !== null && ageMs <= LIVE_WITHIN_MS ? 'live' : 'late';
  switch (event.type) {
    case 'pressed':
      return event.rating === 'negative' && !event.repeat && event.recovered === undefined
        ? { cause: 'press', pressId: event.id, kind }
        : null;
    case 'answered':
      return asksForStaff(event) ? { cause: 'help', pressId: event.pressId, kind } : null;
    default:
      return null;
  }
}

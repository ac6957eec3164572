import type { FeedbackEvent } from '../../contract/feedback-event.ts';

/** A press older than this cannot page anybody any more: the shopper has left. */
export const LIVE_WITHIN_MS = 120_000;

export type AlertDecision = 'live' | 'late' | 'none';

/**
 * A negative press alerts, unless it repeats the one before it or was recovered from a box's counter.
 *
 * @param ageMs how old the press may have been at most when it arrived; null when nobody knows, and then it pages nobody.
 */
export function decideAlert(event: FeedbackEvent, ageMs: number | null): AlertDecision {
  if (
    event.type !== 'pressed' ||
    event.rating !== 'negative' ||
    event.repeat ||
    event.recovered !== undefined
  ) {
    return 'none';
  }
  return ageMs !== null && ageMs <= LIVE_WITHIN_MS ? 'live' : 'late';
}

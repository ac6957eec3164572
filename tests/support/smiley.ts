import type { Choice } from '../../contract/choice.ts';
import type { Rating } from '../../contract/rating.ts';

/** One of three smileys, chosen. */
export function smiley(rating: Rating): Choice {
  return { rating, score: null };
}

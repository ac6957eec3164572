import type { Choice } from './choice.ts';
import type { Questionnaire } from './questionnaire.ts';
import { isOnScale, ratingOf } from './scales.ts';
import type { ButtonMeaning } from './terminal-configuration.ts';

/**
 * What somebody chose by a button: null where the button has no meaning, stands for the staff, or for a value that the
 * question in force does not have.
 */
export function choiceOfButton(
  meaning: ButtonMeaning | undefined,
  questionnaire: Pick<Questionnaire, 'kind'> | null,
): Choice | null {
  if (meaning === undefined || meaning === 'staff') {
    return null;
  }
  if (typeof meaning === 'string') {
    return { rating: meaning, score: null };
  }
  const scale = questionnaire?.kind ?? 'smileys-3';
  return isOnScale(scale, meaning) ? choiceOf(scale, meaning) : null;
}

/** @param value one of the scale's. Three smileys are ratings, and have no score beside. */
export function choiceOf(scale: Questionnaire['kind'], value: number): Choice {
  return {
    rating: ratingOf(scale, value),
    score: scale === 'smileys-3' ? null : { scale, value },
  };
}

import { z } from 'zod';
import { Rating } from './rating.ts';
import type { Scale } from './scales.ts';
import { isOnScale, ratingOf, SCALES } from './scales.ts';

export const ScaleName = z.enum(Object.keys(SCALES) as [Scale, ...Scale[]]);

/** An answer to a start question that offers more, or others, than three smileys. */
export const Score = z
  .strictObject({ scale: ScaleName, value: z.int().min(0).max(10) })
  .refine(({ scale, value }) => isOnScale(scale, value), 'must be a value of its scale');
export type Score = z.infer<typeof Score>;

/** What somebody chose on the start screen: the rating decides what follows, the score is what was really asked. */
export const Choice = z
  .strictObject({
    rating: Rating,
    /** Null for one of three smileys, and for a button of a box that stands for a rating alone. */
    score: Score.nullable(),
  })
  .refine(
    ({ rating, score }) => score === null || ratingOf(score.scale, score.value) === rating,
    'must be rated as its score is',
  );
export type Choice = z.infer<typeof Choice>;

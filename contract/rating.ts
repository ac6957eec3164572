import { z } from 'zod';

/** What a smiley means, whatever it looks like and whichever button carries it. */
export const Rating = z.enum(['positive', 'neutral', 'negative']);
export type Rating = z.infer<typeof Rating>;

/** All ratings, best first: the order of the faces on screen. */
export const RATINGS: readonly Rating[] = Rating.options;

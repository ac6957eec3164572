import { z } from 'zod';
import { RATINGS } from './ratings.ts';

/** What a smiley means, whatever it looks like and whichever button carries it. */
export const Rating = z.enum(RATINGS);
export type Rating = z.infer<typeof Rating>;

import type { Rating } from './rating.ts';

/** The kinds of a start question, and the values its answers have. Apart from their schema, for who shows them at once. */
export const SCALES = {
  'smileys-3': { lowest: 1, highest: 3 },
  'smileys-4': { lowest: 1, highest: 4 },
  'smileys-5': { lowest: 1, highest: 5 },
  /** 0 is down, 1 is up. */
  thumbs: { lowest: 0, highest: 1 },
  /** Satisfaction: 1 very dissatisfied, 5 very satisfied. */
  csat: { lowest: 1, highest: 5 },
  /** Would you recommend us: 0 not at all likely, 10 extremely likely. */
  nps: { lowest: 0, highest: 10 },
  /** It was made easy: 1 strongly disagree, 7 strongly agree. */
  ces: { lowest: 1, highest: 7 },
} as const satisfies Readonly<
  Record<string, { readonly lowest: number; readonly highest: number }>
>;

export type Scale = keyof typeof SCALES;

/** From which value on an answer is neutral, and from which on it is positive. */
const RATED_FROM: Readonly<Record<Scale, { readonly neutral: number; readonly positive: number }>> =
  {
    'smileys-3': { neutral: 2, positive: 3 },
    // Two faces smile and two do not: there is no middle.
    'smileys-4': { neutral: 3, positive: 3 },
    'smileys-5': { neutral: 3, positive: 4 },
    thumbs: { neutral: 1, positive: 1 },
    // The share of 4 and 5 is the score ("top two boxes").
    csat: { neutral: 3, positive: 4 },
    // Detractors to 6, passives 7 and 8, promoters from 9 (Reichheld, "The One Number You Need to Grow", 2003).
    nps: { neutral: 7, positive: 9 },
    // From "somewhat agree" on, the effort was low (CES 2.0, CEB 2013).
    ces: { neutral: 4, positive: 5 },
  };

/** @param value one of the scale's. */
export function ratingOf(scale: Scale, value: number): Rating {
  const { neutral, positive } = RATED_FROM[scale];
  if (value >= positive) {
    return 'positive';
  }
  return value >= neutral ? 'neutral' : 'negative';
}

/** Every value of a scale, best first. */
export function valuesOf(scale: Scale): readonly number[] {
  const { lowest, highest } = SCALES[scale];
  return Array.from({ length: highest - lowest + 1 }, (_, index) => highest - index);
}

export function isOnScale(scale: Scale, value: number): boolean {
  const { lowest, highest } = SCALES[scale];
  return Number.isInteger(value) && value >= lowest && value <= highest;
}

/** All ratings, best first: the order of the faces on screen. Apart from their schema, for who shows them at once. */
export const RATINGS = ['positive', 'neutral', 'negative'] as const;

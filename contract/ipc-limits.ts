/** How many missing ranges a journal names at most, lowest first; the others are named at a later start. */
export const MAX_MISSING_RANGES = 1_000;

/** How many events an outbox hands in at most; more than a journal ever lacks after a kill. */
export const MAX_AHEAD = 1_000;

/** How many events fill a gap at once; the rest is asked for again. */
export const MAX_GAP_FILL = 500;

/** How many events a page says at once that the hub took. */
export const MAX_HUB_TOOK = 500;

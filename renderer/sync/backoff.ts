const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/** The longest `Retry-After` that is believed. */
export const LONGEST_OBLIGED_MS = 60 * 60_000;

/**
 * Exponential backoff with full jitter: evenly spread over 0 … min(longest, first × 2^(failures − 1)), so that a
 * thousand terminals do not come back at one moment. There is no limit to the number of attempts.
 * Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 *
 * @param failures failures in a row, 1 or more.
 * @param jitter a random number from 0 (inclusive) to 1 (exclusive).
 */
export function backoffMs(failures: number, jitter: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20)) * jitter;
}

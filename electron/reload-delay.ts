const AT_ONCE = 3;
const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;

/**
 * How long to wait before the page is loaded again, in milliseconds: not at all for the first three troubles in a row;
 * then twice as long each time, up to half a minute.
 *
 * @param inRow which trouble of a row this is, from 1.
 */
export function reloadDelayMs(inRow: number): number {
  return inRow <= AT_ONCE
    ? 0
    : Math.min(FIRST_DELAY_MS * 2 ** (inRow - AT_ONCE - 1), LONGEST_DELAY_MS);
}

const CALM_AFTER_MS = 60_000;
const AT_ONCE = 3;
const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;

/**
 * How long to wait before the page is loaded again, in milliseconds: not at all, until it has crashed more than
 * three times within a minute; then twice as long each time, up to half a minute.
 *
 * @param crashesAtMs monotonic times of the crashes so far, oldest first, including this one.
 */
export function reloadDelayMs(crashesAtMs: readonly number[]): number {
  // A row of crashes, each within a minute of the one before it.
  let inRow = 0;
  let laterMs: number | null = null;
  for (const atMs of crashesAtMs.toReversed()) {
    if (laterMs !== null && laterMs - atMs > CALM_AFTER_MS) {
      break;
    }
    inRow += 1;
    laterMs = atMs;
  }
  return inRow <= AT_ONCE
    ? 0
    : Math.min(FIRST_DELAY_MS * 2 ** (inRow - AT_ONCE - 1), LONGEST_DELAY_MS);
}

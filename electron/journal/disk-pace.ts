/** How many writes the median is taken of. */
const REMEMBERED_WRITES = 5;
/** Writes that follow closer than this are no visitor's; they share a sync. */
const APART_MS = 20;

/** Tells whether one more write may hold up the event loop for as long as the disk takes. */
export type DiskPace = {
  /** False on a slow disk, and right after another write. The first write shows how fast the disk is. */
  mayWriteAtOnce(): boolean;
  /** Measures a write. */
  started(): { finished(): void };
};

/**
 * @param withinMs what the median of the last writes must stay below; 0 for never at once.
 * @param monotonicMs the clock, in milliseconds.
 */
export function createDiskPace(withinMs: number, monotonicMs: () => number): DiskPace {
  let tookMs: readonly number[] = [];
  let lastEndMs = Number.NEGATIVE_INFINITY;
  return {
    mayWriteAtOnce: () => medianOf(tookMs) < withinMs && monotonicMs() - lastEndMs >= APART_MS,
    started() {
      const fromMs = monotonicMs();
      return {
        finished() {
          lastEndMs = monotonicMs();
          tookMs = [...tookMs, lastEndMs - fromMs].slice(-REMEMBERED_WRITES);
        },
      };
    },
  };
}

/** The upper of the two in the middle; 0 of none. */
function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

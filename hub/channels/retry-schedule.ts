const JITTER = 0.2;

/**
 * When the next try is due after so many that failed: the delays of the schedule one after another, each up to a fifth
 * shorter or longer, so that what failed together does not come back together.
 *
 * @param random uniform in [0, 1).
 */
export function retryBySchedule(
  delaysMs: readonly number[],
  random: () => number,
): (failures: number) => number | null {
  return (failures) => {
    const delayMs = delaysMs[failures - 1];
    return delayMs === undefined
      ? null
      : Math.round(delayMs * (1 - JITTER + 2 * JITTER * random()));
  };
}

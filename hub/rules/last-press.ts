import type { Instant } from '../../contract/instant.ts';

/** What a terminal said of itself, and when that was on the hub's clock. */
export type LastHeard = {
  readonly at: Instant;
  readonly lastPressAt: Instant | null;
  readonly heardAtMs: number;
};

/**
 * When a terminal was pressed last, on the hub's clock; null when it does not know. Its wall clock may be wrong, so its
 * two readings are compared with each other only, and by the monotonic clock where both are of one boot.
 */
export function lastPressMs({ at, lastPressAt, heardAtMs }: LastHeard): number | null {
  if (lastPressAt === null) {
    return null;
  }
  const agoMs =
    at.bootId === lastPressAt.bootId
      ? at.monotonicMs - lastPressAt.monotonicMs
      : at.wallMs - lastPressAt.wallMs;
  return heardAtMs - Math.max(0, agoMs);
}

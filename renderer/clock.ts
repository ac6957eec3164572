import type { Instant } from '../contract/instant.ts';

/** Tells the time as events are stamped with it. */
export type Clock = { now(): Instant };

/**
 * A clock that runs on with this page's own monotonic clock from a reading of another process on the same machine,
 * so that ages can be taken across both.
 */
export function clockContinuing(reading: Instant): Clock {
  const aheadMs = reading.monotonicMs - performance.now();
  return {
    now: () => ({
      // A clock set before 1970 must not keep an event from being frozen.
      wallMs: Math.max(0, Date.now()),
      monotonicMs: performance.now() + aheadMs,
      bootId: reading.bootId,
    }),
  };
}

/** Time from one instant to a later one; null where their monotonic clocks cannot be compared. */
export function elapsedMs(from: Instant, to: Instant): number | null {
  return from.bootId === to.bootId ? to.monotonicMs - from.monotonicMs : null;
}

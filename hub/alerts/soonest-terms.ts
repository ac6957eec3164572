import type { AlertTerms } from './alert-machine.ts';

const MINUTE_MS = 60_000;

/**
 * Terms of an alert whose policy was not read: none waits for less than a minute, nor does its time pass faster than the
 * clock, so by these it is never due too late. Whoever finds that it is not due yet writes down when it is.
 */
export function soonestTerms(kind: 'live' | 'late'): AlertTerms {
  const level = { people: [], channels: [] };
  return {
    kind,
    policy: {
      levels: Array.from({ length: 7 }, (_, place) => ({
        ...level,
        afterMs: place === 0 ? 0 : MINUTE_MS,
      })),
      remindEveryMs: MINUTE_MS,
    },
    waitedAtMs: (fromMs, durationMs) => fromMs + durationMs,
  };
}

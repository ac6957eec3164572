/**
 * Milliseconds on the clock that all processes of a Linux machine share (CLOCK_MONOTONIC): `process.hrtime` here,
 * `base::TimeTicks` in Chromium.
 */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

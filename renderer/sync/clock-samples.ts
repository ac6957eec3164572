import type { Instant } from '../../contract/instant.ts';
import type { ClockSample } from '../../contract/protocol/events.ts';

/** As many as a batch carries. */
const KEPT = 16;
/** How far two clocks drift apart at worst, per time passed: 100 ppm, twice what a plain quartz promises. */
const DRIFT = 100e-6;

/**
 * One reading of the hub's clock: the hub stamped its reply somewhere between request and reply, so the middle of
 * the round trip is the best guess and half of it the uncertainty (Cristian's algorithm, 1989).
 */
export function clockSample(sent: Instant, received: Instant, hubTimeMs: number): ClockSample {
  const roundTripMs = Math.max(0, received.monotonicMs - sent.monotonicMs);
  return {
    offsetMs: hubTimeMs + roundTripMs / 2 - received.wallMs,
    uncertaintyMs: roundTripMs / 2,
    at: received,
  };
}

/**
 * Keeps one sample per boot, of the newest boots: events of an earlier boot can be corrected by a sample of their own
 * boot only, because nothing connects its monotonic clock with another's. Returns `samples` itself when the new one
 * adds nothing.
 */
export function keepSample(
  samples: readonly ClockSample[],
  sample: ClockSample,
): readonly ClockSample[] {
  const held = sampleOfBoot(samples, sample.at.bootId);
  if (held !== undefined && !isBetter(sample, held)) {
    return samples;
  }
  return [...samples.filter((each) => each !== held), sample].slice(-KEPT);
}

/**
 * The hub's time at an instant, by the sample of the same boot and the monotonic clock, so that setting the wall clock
 * in mid-session changes nothing; by the wall clock as it stands where there is none. Whole milliseconds since 1970.
 */
export function hubTimeAt(samples: readonly ClockSample[], instant: Instant): number {
  const held = sampleOfBoot(samples, instant.bootId);
  const timeMs = held === undefined ? instant.wallMs : extrapolate(held, instant);
  return Math.max(0, Math.round(timeMs));
}

function sampleOfBoot(samples: readonly ClockSample[], bootId: string): ClockSample | undefined {
  return samples.find(({ at }) => at.bootId === bootId);
}

/** Both of one boot, `held` the older. */
function isBetter(sample: ClockSample, held: ClockSample): boolean {
  const passedMs = Math.abs(sample.at.monotonicMs - held.at.monotonicMs);
  const agedMs = held.uncertaintyMs + passedMs * DRIFT;
  // Further apart than both can be wrong: a clock was set or stood still, and only the newer reading knows.
  const apartMs = Math.abs(sample.at.wallMs + sample.offsetMs - extrapolate(held, sample.at));
  return sample.uncertaintyMs <= agedMs || apartMs > agedMs + sample.uncertaintyMs;
}

function extrapolate({ at, offsetMs }: ClockSample, instant: Instant): number {
  return at.wallMs + offsetMs + (instant.monotonicMs - at.monotonicMs);
}

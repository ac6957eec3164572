import type { Instant } from '../../contract/instant.ts';
import type { ClockSample } from '../../contract/protocol/events.ts';

/** When something happened, on the hub's clock. */
export type Occurrence = {
  readonly occurredMs: number;
  /** The true time lies within ± this; null when nothing tells. */
  readonly uncertaintyMs: number | null;
  /** How old it may have been at most when the batch arrived, never negative; null when nothing tells. */
  readonly ageMs: number | null;
};

export type BatchClock = {
  readonly sentAt: Instant;
  readonly clockSamples: readonly ClockSample[];
  /** Hub time at which the batch arrived. */
  readonly receivedMs: number;
};

/**
 * How far two clocks drift apart at worst, per time passed: 100 ppm. NTP reckons with 15 ppm (RFC 5905, PHI); the
 * quartz of a cheap board is sold as ± 50 ppm.
 */
const DRIFT = 100e-6;
/** The same per time that the drifting clock shows: a slow one shows less than passed. */
const DRIFT_OF_SHOWN = DRIFT / (1 - DRIFT);
/** Wall clocks are read in whole milliseconds, cut off. */
const TICK_MS = 1;
/** How far after its arrival an event may seem to be by hubs whose clocks differ, beside its uncertainty. */
const FUTURE_SLACK_MS = 5_000;
/** No exchange takes longer; a sample that claims more does not excuse an event from the future. */
const LARGEST_EXCUSE_MS = 30_000;

/** Off by more than this, a time says nothing: a hundred years. */
const LARGEST_ERROR_MS = 100 * 365 * 86_400_000;

/** A best guess and how far it is off at most; null when nothing tells. */
type Estimate = { readonly ms: number; readonly uncertaintyMs: number | null };

/**
 * The best the batch allows, in this order:
 *
 * 1. by monotonic distance to a clock sample of the event's own run;
 * 2. by monotonic age when it was made in the run of the clock that sent it, though that run has no sample: how long
 *    the request was under way is then unknown;
 * 3. by wall time, when a sampled run before and one after agree how far the wall clock is off;
 * 4. by wall time and the nearest sample's offset, off by nobody knows how much.
 *
 * Nothing that a wall clock does disturbs 1 and 2. For 3 it must not have been set wrong and right again in between.
 * Nothing happens after its arrival: an event that says so is moved there, and one that insists is of unknown time and
 * age, so it never pages. It may well have happened before its terminal was enrolled: one enrolled anew brings its old
 * journal along.
 *
 * A recovered press was made somewhere between two instants: the middle, and half the width added.
 */
export function occurrenceOf(
  event: {
    readonly at: Instant;
    readonly recovered?: { from: Instant; until: Instant } | undefined;
  },
  clock: BatchClock,
): Occurrence {
  if (event.recovered === undefined) {
    return locate(event.at, clock);
  }
  const from = locate(event.recovered.from, clock);
  const until = locate(event.recovered.until, clock);
  const halfWidthMs = Math.abs(until.occurredMs - from.occurredMs) / 2;
  const uncertaintyMs =
    from.uncertaintyMs === null || until.uncertaintyMs === null
      ? null
      : Math.ceil(halfWidthMs + Math.max(from.uncertaintyMs, until.uncertaintyMs));
  return {
    occurredMs: Math.trunc((from.occurredMs + until.occurredMs) / 2),
    uncertaintyMs: uncertaintyMs === null ? null : uncertaintyMs + TICK_MS,
    ageMs: from.ageMs,
  };
}

function locate(at: Instant, clock: BatchClock): Occurrence {
  const { sentAt, receivedMs } = clock;
  const isSameRun = at.bootId === sentAt.bootId;
  const sinceMs = isSameRun ? Math.max(0, sentAt.monotonicMs - at.monotonicMs) : 0;
  const latestMs = receivedMs - sinceMs * (1 - DRIFT);
  const estimate =
    byOwnRun(at, clock.clockSamples) ??
    (isSameRun ? { ms: receivedMs - sinceMs, uncertaintyMs: null } : byWallTime(at, clock));
  const placed = notAfter(latestMs, estimate);
  if (placed === null) {
    return {
      occurredMs: toWallMs(latestMs),
      uncertaintyMs: null,
      ageMs: isSameRun ? sinceMs : null,
    };
  }
  const occurredMs = toWallMs(placed.ms);
  const { uncertaintyMs } = placed;
  if (uncertaintyMs === null) {
    return { occurredMs, uncertaintyMs, ageMs: isSameRun ? sinceMs : null };
  }
  const oldestMs = Math.max(0, receivedMs - placed.ms + uncertaintyMs);
  // Its own clock tells how old it was when it was sent; older still only if the request was held up on its way.
  const ageMs = isSameRun ? Math.max(sinceMs, oldestMs - 2 * uncertaintyMs) : oldestMs;
  return {
    occurredMs,
    uncertaintyMs: Math.ceil(uncertaintyMs + Math.abs(placed.ms - occurredMs)),
    ageMs,
  };
}

/** Moves an estimate to the latest time possible; null when it claims to be certainly later than that. */
function notAfter(latestMs: number, { ms, uncertaintyMs }: Estimate): Estimate | null {
  const excuseMs = Math.min(uncertaintyMs ?? 0, LARGEST_EXCUSE_MS) + FUTURE_SLACK_MS;
  if (!Number.isFinite(ms) || ms > latestMs + excuseMs) {
    return null;
  }
  const movedMs = Math.max(0, ms - latestMs) + Math.max(0, -ms);
  const errorMs = (uncertaintyMs ?? Infinity) + movedMs;
  return {
    ms: Math.min(ms, latestMs),
    uncertaintyMs: errorMs > LARGEST_ERROR_MS ? null : errorMs,
  };
}

function byOwnRun(at: Instant, samples: readonly ClockSample[]): Estimate | null {
  let best: { ms: number; uncertaintyMs: number } | null = null;
  for (const sample of samples) {
    if (sample.at.bootId === at.bootId) {
      const distanceMs = at.monotonicMs - sample.at.monotonicMs;
      const uncertaintyMs = errorOf(sample) + Math.abs(distanceMs) * DRIFT_OF_SHOWN;
      if (best === null || uncertaintyMs < best.uncertaintyMs) {
        best = { ms: hubTimeOf(sample) + distanceMs, uncertaintyMs };
      }
    }
  }
  return best;
}

function byWallTime(at: Instant, { clockSamples, receivedMs }: BatchClock): Estimate {
  const samples = clockSamples.toSorted((a, b) => hubTimeOf(a) - hubTimeOf(b));
  for (const [index, later] of samples.entries()) {
    const earlier = samples[index - 1];
    const estimate = earlier === undefined ? null : between(at, earlier, later);
    if (estimate !== null) {
      return estimate;
    }
  }
  const nearest = samples.reduce<ClockSample | undefined>(
    (best, sample) =>
      best === undefined || distanceTo(sample, at) < distanceTo(best, at) ? sample : best,
    undefined,
  );
  // Where nothing is known of the wall clock at all, it is taken as it stands, and arrival is the latest it can be.
  const ms = at.wallMs + (nearest?.offsetMs ?? 0);
  return { ms: nearest === undefined ? Math.min(ms, receivedMs) : ms, uncertaintyMs: null };
}

/** Null unless the event lies between two samples, on the wall clock they agree about. */
function between(at: Instant, earlier: ClockSample, later: ClockSample): Estimate | null {
  const ms = at.wallMs + (earlier.offsetMs + later.offsetMs) / 2;
  if (ms < hubTimeOf(earlier) || ms > hubTimeOf(later)) {
    return null;
  }
  const apartMs = Math.abs(later.offsetMs - earlier.offsetMs);
  const errorMs = errorOf(earlier) + errorOf(later);
  const driftMs = (hubTimeOf(later) - hubTimeOf(earlier)) * DRIFT;
  return apartMs > errorMs + driftMs
    ? null
    : { ms, uncertaintyMs: apartMs / 2 + errorMs + driftMs };
}

/** The hub's time when the sample was taken. */
function hubTimeOf({ at, offsetMs }: ClockSample): number {
  return at.wallMs + offsetMs;
}

/** The round trip was measured by a clock that drifts, the hub's by one that ticks. */
function errorOf({ uncertaintyMs }: ClockSample): number {
  return uncertaintyMs * (1 + DRIFT) + TICK_MS;
}

function distanceTo(sample: ClockSample, at: Instant): number {
  return Math.abs(at.wallMs - sample.at.wallMs);
}

function toWallMs(ms: number): number {
  return Math.trunc(Math.max(ms, 0));
}

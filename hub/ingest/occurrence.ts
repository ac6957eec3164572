import type { Instant } from '../../contract/instant.ts';
import type { ClockSample } from '../../contract/protocol/events.ts';

/** When something happened, on the hub's clock. */
export type Occurrence = {
  readonly occurredMs: number;
  /** The true time lies within ± this; null when nothing tells. */
  readonly uncertaintyMs: number | null;
  /** How long before the batch arrived, never negative; null when the clock it is told by says it is still to come. */
  readonly ageMs: number | null;
};

export type BatchClock = {
  readonly sentAt: Instant;
  readonly clockSamples: readonly ClockSample[];
  /** Hub time at which the batch arrived. */
  readonly receivedMs: number;
};

/** How far after its arrival an event may seem to be by rounding and drift, beside the clock's uncertainty. */
const FUTURE_SLACK_MS = 5_000;
/** No exchange takes longer; a sample that claims more is not believed further. */
const LARGEST_UNCERTAINTY_MS = 30_000;

/**
 * The best the batch allows: by monotonic age when the event was made in the run of the clock that sent it; else by
 * monotonic distance to a clock sample of its own run; else by its wall time plus the most certain offset; else by its
 * wall time as it stands. An event that would then lie in the future was stamped by a clock that is wrong by an unknown
 * amount, so nothing tells how old it is.
 */
export function occurrenceOf(at: Instant, clock: BatchClock): Occurrence {
  const { sentAt, clockSamples, receivedMs } = clock;
  if (at.bootId === sentAt.bootId) {
    const ageMs = Math.max(0, sentAt.monotonicMs - at.monotonicMs);
    const sample = mostCertain(clockSamples);
    return {
      occurredMs: toWallMs(receivedMs - ageMs),
      uncertaintyMs: sample?.uncertaintyMs ?? null,
      ageMs,
    };
  }
  const sameRun = mostCertain(clockSamples.filter((sample) => sample.at.bootId === at.bootId));
  const anyRun = mostCertain(clockSamples);
  const wallMs =
    sameRun !== undefined
      ? sameRun.at.wallMs + sameRun.offsetMs + (at.monotonicMs - sameRun.at.monotonicMs)
      : at.wallMs + (anyRun?.offsetMs ?? 0);
  const uncertaintyMs = (sameRun ?? anyRun)?.uncertaintyMs ?? null;
  const trustedMs = Math.min(uncertaintyMs ?? 0, LARGEST_UNCERTAINTY_MS) + FUTURE_SLACK_MS;
  if (wallMs > receivedMs + trustedMs) {
    return { occurredMs: receivedMs, uncertaintyMs: null, ageMs: null };
  }
  const occurredMs = toWallMs(Math.min(wallMs, receivedMs));
  return { occurredMs, uncertaintyMs, ageMs: receivedMs - occurredMs };
}

function mostCertain(samples: readonly ClockSample[]): ClockSample | undefined {
  return samples.reduce<ClockSample | undefined>(
    (best, sample) =>
      best === undefined || sample.uncertaintyMs < best.uncertaintyMs ? sample : best,
    undefined,
  );
}

function toWallMs(ms: number): number {
  return Math.trunc(Math.max(ms, 0));
}

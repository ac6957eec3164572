import type { Instant } from '../../contract/instant.ts';
import type { ClockSample } from '../../contract/protocol/events.ts';

/** When something happened, on the hub's clock. */
export type Occurrence = {
  readonly occurredMs: number;
  /** The true time lies within ± this; null when nothing tells. */
  readonly uncertaintyMs: number | null;
  /** How long before the batch arrived, never negative. */
  readonly ageMs: number;
};

export type BatchClock = {
  readonly sentAt: Instant;
  readonly clockSamples: readonly ClockSample[];
  /** Hub time at which the batch arrived. */
  readonly receivedMs: number;
};

const LAST_WALL_MS = 8_640_000_000_000_000;

/**
 * The best the batch allows: by monotonic age when the event was made in the run of the clock that sent it; else by
 * monotonic distance to a clock sample of its own run; else by its wall time plus the most certain offset; else by its
 * wall time as it stands.
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
  const occurredMs = toWallMs(wallMs);
  return {
    occurredMs,
    uncertaintyMs: (sameRun ?? anyRun)?.uncertaintyMs ?? null,
    ageMs: Math.max(0, receivedMs - occurredMs),
  };
}

function mostCertain(samples: readonly ClockSample[]): ClockSample | undefined {
  return samples.reduce<ClockSample | undefined>(
    (best, sample) =>
      best === undefined || sample.uncertaintyMs < best.uncertaintyMs ? sample : best,
    undefined,
  );
}

function toWallMs(ms: number): number {
  return Math.trunc(Math.min(Math.max(ms, 0), LAST_WALL_MS));
}

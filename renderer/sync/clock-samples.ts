import type { Instant } from '../../contract/instant.ts';
import type { ClockSample } from '../../contract/protocol/events.ts';

const KEPT = 16;

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

/** Adds a sample and keeps the newest few. */
export function keepSample(
  samples: readonly ClockSample[],
  sample: ClockSample,
): readonly ClockSample[] {
  return [...samples, sample].slice(-KEPT);
}

/** Hub time minus terminal time by the newest sample; 0 before there is one. */
export function currentOffsetMs(samples: readonly ClockSample[]): number {
  return samples.at(-1)?.offsetMs ?? 0;
}

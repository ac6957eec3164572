import { type Patience, RETRY_DELAYS_MS } from '../connection/patience.ts';

/** Two may be lost. */
const HEARTBEATS_UNTIL_STALE = 3;

/** @param heartbeatMs how often the box speaks by itself; null when it only speaks when it is pressed. */
export function plainPatience(heartbeatMs: number | null): Patience {
  const silentForMs = heartbeatMs === null ? null : HEARTBEATS_UNTIL_STALE * heartbeatMs;
  return {
    verifyWithinMs: Math.max(5_000, silentForMs ?? 0),
    staleAfterMs: silentForMs,
    heldUpAfterMs: 3_000,
    // It has to have time to speak: opening a port starts many a board anew.
    reopenAfterMs: Math.max(5_000, silentForMs ?? 0),
    retryDelaysMs: RETRY_DELAYS_MS,
  };
}

/** One store's word on one event. */
export type StoreOutcome = 'pending' | 'kept' | 'failed';

/** Where a press was kept, and so whether its visitor may be thanked. `nothing` means the press is not saved. */
export type Keeping = 'both' | 'journal-only' | 'outbox-only' | 'nothing';

/** A store slower than this is not waited for when the other has the event. */
export const PATIENCE_MS = 250;

/**
 * Decides from both stores' words; null while it has to be waited for. One store is enough once the other failed or
 * took too long: the thank-you is true, and the terminal reports itself degraded.
 */
export function keeping(
  journal: StoreOutcome,
  outbox: StoreOutcome,
  elapsedMs: number,
): Keeping | null {
  const patient = elapsedMs < PATIENCE_MS;
  if (journal === 'kept' && outbox === 'kept') {
    return 'both';
  }
  if (journal === 'kept') {
    return outbox === 'failed' || !patient ? 'journal-only' : null;
  }
  if (outbox === 'kept') {
    return journal === 'failed' || !patient ? 'outbox-only' : null;
  }
  return journal === 'failed' && outbox === 'failed' ? 'nothing' : null;
}

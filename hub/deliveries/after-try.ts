import type { SendOutcome } from '../channels/channel.ts';

/** What becomes of a delivery once a try has ended. */
export type AfterTry =
  | { readonly kind: 'sent' }
  | { readonly kind: 'again'; readonly afterMs: number }
  /** Given up. With `forget` its address is, too. */
  | { readonly kind: 'failed'; readonly forget: boolean };

/** So that an answer which asks for no wait at all is not asked again at once. */
const SHORTEST_WAIT_MS = 1_000;

/**
 * @param failures of this delivery, this one included.
 * @param retryDelayMs the channel's schedule; what the other side asks for goes before it, but not beyond its end.
 */
export function afterTry(
  outcome: SendOutcome,
  failures: number,
  retryDelayMs: (failures: number) => number | null,
): AfterTry {
  switch (outcome.kind) {
    case 'sent':
      return { kind: 'sent' };
    case 'refused':
      return { kind: 'failed', forget: false };
    case 'gone':
      return { kind: 'failed', forget: true };
    case 'failed': {
      const delayMs = retryDelayMs(failures);
      return delayMs === null
        ? { kind: 'failed', forget: false }
        : { kind: 'again', afterMs: Math.max(SHORTEST_WAIT_MS, outcome.retryAfterMs ?? delayMs) };
    }
  }
}

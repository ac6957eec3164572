import type { ChannelKind } from '../../contract/protocol/channels.ts';
import type { Notice } from '../notices/notice.ts';

/** How a try ended. `error` says what happened, without the address and without what the message said. */
export type SendOutcome =
  | { readonly kind: 'sent' }
  /** It may go well later, and not before the other side asked for. */
  | { readonly kind: 'failed'; readonly error: string; readonly retryAfterMs: number | null }
  /** It will not go well, however often it is tried. */
  | { readonly kind: 'refused'; readonly error: string }
  /** Nor will any other message to this address: it is gone for good. */
  | { readonly kind: 'gone'; readonly error: string };

/**
 * A way by which messages leave the hub. One file each.
 *
 * `send` tries once, ends by itself within its time limit or when the signal says so, keeps nothing, and rejects only
 * for faults of its own. The delivery that calls it owns retries, limits and the log. After a crash a message may be
 * sent again with the same `notice.id`; what the other side makes of that stands in the channel's own comment.
 */
export type Channel<Address> = {
  readonly kind: ChannelKind;
  /** When the next try is due after so many that failed, in milliseconds; null: it is given up. */
  readonly retryDelayMs: (failures: number) => number | null;
  readonly send: (notice: Notice, address: Address, signal: AbortSignal) => Promise<SendOutcome>;
};

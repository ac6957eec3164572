import type { AlertState } from '../../contract/protocol/alerts.ts';
import type { ChannelKind, DeliveryReason } from '../../contract/protocol/channels.ts';

/**
 * Whether a message about an alert is still to go out. Nobody is called to what somebody takes care of already, what is
 * over, or what somebody put off. Programs behind webhooks keep books: they hear of everything.
 */
export function isStillNeeded(
  message: { readonly channel: ChannelKind; readonly reason: DeliveryReason },
  state: AlertState,
): boolean {
  if (message.channel === 'webhook') {
    return true;
  }
  switch (state) {
    case 'open':
    case 'escalated':
      return true;
    case 'snoozed':
    case 'acknowledged':
    case 'resolved':
      return false;
  }
}

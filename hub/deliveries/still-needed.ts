import type { AlertState } from '../../contract/protocol/alerts.ts';
import type { DeliveryRow } from './delivery-way.ts';

/**
 * Whether a message about an alert is still to go out. Nobody is called to what somebody takes care of already, what is
 * over, or what somebody put off. Programs behind webhooks keep books: they hear of everything. So does
 * who asked for a message by hand.
 */
export function isStillNeeded(
  message: Pick<DeliveryRow, 'channel' | 'byHand'>,
  state: AlertState,
): boolean {
  if (message.byHand || message.channel === 'webhook') {
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

import type { Alert } from '../../contract/protocol/alerts.ts';
import type { Translate } from '../language/translator.ts';

/** Where to go: the touchpoint, or the terminal while it is not assigned to one. */
export function placeOf(alert: Alert, t: Translate): string {
  return alert.touchpoint?.name ?? t('alert.unassigned', { name: alert.terminal?.name ?? '' });
}

export function locationOf(alert: Alert, t: Translate): string {
  return alert.location?.name ?? t('alert.noLocation');
}

import type { Alert } from '../../contract/protocol/alerts.ts';
import type { Times } from '../language/times.ts';
import type { Translate } from '../language/translator.ts';

/** Where to go: the touchpoint, or the terminal while it is not assigned to one. */
export function placeOf({ touchpoint, terminal, location }: Alert, t: Translate): string {
  return touchpoint?.name ?? terminal?.name ?? location?.name ?? t('alert.noLocation');
}

export function locationOf({ location }: Alert, t: Translate): string {
  return location?.name ?? t('alert.noLocation');
}

/** That a visitor asks for help, or did. */
export function helpWords({ state }: Alert, t: Translate): string {
  return t(state === 'resolved' ? 'alert.askedHelp' : 'alert.asksHelp');
}

/** What it is about, in two or three words. */
export function causeOf(alert: Alert, t: Translate): string {
  const { cause, presses, measured } = alert;
  switch (cause) {
    case 'negative':
      return t('cause.negative', { count: Math.max(1, presses) });
    case 'count':
      return t('cause.negative', { count: Math.max(1, presses, measured?.value ?? 0) });
    case 'help':
      return helpWords(alert, t);
    default:
      return t(`cause.${cause}`);
  }
}

/** What the rule found; null where a press says it all. */
export function foundOf({ cause, measured }: Alert, t: Translate, times: Times): string | null {
  switch (cause) {
    case 'negative':
    case 'help':
      return null;
    case 'count':
    case 'score':
      return measured === null
        ? null
        : t(`measured.${cause}`, {
            value: Math.round(measured.value),
            limit: Math.round(measured.limit),
          });
    default:
      return measured === null
        ? t(`cause.${cause}`)
        : t(`measured.${cause}`, {
            value: times.duration(measured.value),
            limit: times.duration(measured.limit),
          });
  }
}

import type { Alert } from '../../contract/protocol/alerts.ts';
import type { Translate } from '../language/translator.ts';

/** How it stands with an alert, and who has it. */
export function stateWords(
  { state, acknowledged, snoozed, resolved }: Alert,
  t: Translate,
  clock: (atMs: number) => string,
): string {
  switch (state) {
    case 'open':
    case 'escalated':
      return t(`detail.state.${state}`);
    case 'snoozed':
      return t('detail.state.snoozed', {
        name: snoozed?.by ?? t('entry.somebody'),
        time: clock(snoozed?.untilMs ?? 0),
      });
    case 'acknowledged':
      return t('detail.state.acknowledged', { name: acknowledged?.by ?? t('entry.somebody') });
    case 'resolved':
      return resolved?.by === null
        ? t('detail.over')
        : t('detail.state.resolved', { name: resolved?.by ?? t('entry.somebody') });
  }
}

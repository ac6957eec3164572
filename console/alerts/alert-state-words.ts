import type { Alert } from '../../contract/protocol/alerts.ts';
import { whoFirst, whoWithin } from '../language/person-name.ts';
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
        name: whoWithin(snoozed?.by, t),
        time: clock(snoozed?.untilMs ?? 0),
      });
    case 'acknowledged':
      return t('detail.state.acknowledged', { name: whoFirst(acknowledged?.by, t) });
    case 'resolved':
      return resolved?.by === null
        ? t('detail.over')
        : t('detail.state.resolved', { name: whoWithin(resolved?.by, t) });
  }
}

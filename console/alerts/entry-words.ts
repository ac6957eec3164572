import type { AlertEntry } from '../../contract/protocol/alerts.ts';
import { whoFirst } from '../language/person-name.ts';
import type { Translate } from '../language/translator.ts';

/**
 * What happened, in one plain sentence.
 *
 * @param clock a moment as it is read in that language.
 */
export function entryWords(
  { what, by }: Pick<AlertEntry, 'what' | 'by'>,
  t: Translate,
  clock: (atMs: number) => string,
): string {
  const name = whoFirst(by, t);
  switch (what.kind) {
    case 'pressed':
      return t('entry.pressed', { count: what.presses });
    case 'called-in-store':
      return t(`entry.called-in-store.${what.channel}`);
    case 'snoozed':
      return t('entry.snoozed', { name, time: clock(what.untilMs) });
    case 'escalated':
      return t('entry.escalated', { level: what.level + 1 });
    case 'resolved':
      return by === null ? t('entry.over') : t('entry.resolved', { name });
    case 'reopened':
      return by === null ? t('entry.begun-anew') : t('entry.reopened', { name });
    case 'opened':
    case 'help-asked':
    case 'contact-left':
    case 'acknowledged':
    case 'handed-back':
    case 'woken':
    case 'reminded':
    case 'commented':
      return t(`entry.${what.kind}`, { name });
  }
}

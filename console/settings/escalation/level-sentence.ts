import type { PolicyContent } from '../../../contract/alert-rule.ts';
import type { Channel } from '../../../contract/protocol/channels.ts';
import type { Member } from '../../../contract/protocol/people.ts';
import { durationInWords } from '../../language/durations.ts';
import { LOCALES } from '../../language/times.ts';
import type { Language, Translate } from '../../language/translator.ts';
import { audienceName } from './audience.ts';

type Known = { people: readonly Member[]; channels: readonly Channel[] };

/** "At once: who is on duty, and every channel there", "After 10 minutes: managers". */
export function levelSentence(
  level: PolicyContent['levels'][number],
  index: number,
  { people, channels }: Known,
  { t, language }: { t: Translate; language: Language },
): string {
  const when =
    index === 0
      ? t('level.atOnce')
      : t('level.after', { duration: durationInWords(level.afterMs, language) });
  const told = [
    ...level.people.map((audience) => audienceName(audience, people, t)),
    ...(level.channels === 'all'
      ? [t('level.allChannels')]
      : level.channels.map(
          (id) => channels.find((channel) => channel.id === id)?.name ?? t('level.otherChannel'),
        )),
  ];
  const who =
    told.length === 0 ? t('level.nobody') : new Intl.ListFormat(LOCALES[language]).format(told);
  return `${when}: ${who}`;
}

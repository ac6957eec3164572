import type { NoticeLanguage } from '../../contract/protocol/people.ts';
import { de } from './texts/de.ts';
import { en, type NoticeCatalogue, type NoticeTextKey } from './texts/en.ts';
import { fr } from './texts/fr.ts';
import { nb } from './texts/nb.ts';
import { nl } from './texts/nl.ts';

export const NOTICE_CATALOGUES: Readonly<Record<NoticeLanguage, NoticeCatalogue>> = {
  en,
  nl,
  de,
  fr,
  nb,
};

/** A text that has a form for one and a form for all other counts. */
type CountedKey = {
  [Key in NoticeTextKey]: Key extends `${infer Stem}_one` ? Stem : never;
}[NoticeTextKey];

type Values = Readonly<Record<string, string | number>>;

/** Texts, numbers and times of one language at one place. */
export type NoticeWords = {
  /** With its values filled in. */
  readonly text: (key: NoticeTextKey, values?: Values) => string;
  /** The form for this count, which is filled in as `count`. */
  readonly counted: (key: CountedKey, count: number, values?: Values) => string;
  /** "at 14:05", and with its day before it when that is not today. */
  readonly when: (atMs: number) => string;
  /** "14:05", and with its day when that is not today. */
  readonly moment: (atMs: number) => string;
  /** "2 hours, 10 minutes": the two largest units, and at least a minute. */
  readonly duration: (ms: number) => string;
  readonly number: (value: number) => string;
};

/** English is written the European way, with a 24-hour clock and the day before the month. */
const LOCALES: Readonly<Record<NoticeLanguage, string>> = {
  en: 'en-GB',
  nl: 'nl-NL',
  de: 'de-DE',
  fr: 'fr-FR',
  nb: 'nb-NO',
};
const MINUTES_AN_HOUR = 60;
const MINUTES_A_DAY = 24 * MINUTES_AN_HOUR;

/**
 * @param timeZone IANA, of the place that is told of.
 * @param nowMs decides what today is.
 */
export function noticeWords(
  language: NoticeLanguage,
  timeZone: string,
  nowMs: number,
): NoticeWords {
  const locale = LOCALES[language];
  const plurals = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const durations = new Intl.DurationFormat(locale, { style: 'long' });
  const clock = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  const day = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone,
  });
  const dayOf = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone });
  const isToday = (atMs: number): boolean => dayOf.format(atMs) === dayOf.format(nowMs);
  const text: NoticeWords['text'] = (key, values) => noticeText(language, key, values);

  return {
    text,
    counted: (key, count, values = {}) =>
      text(`${key}_${plurals.select(count) === 'one' ? 'one' : 'other'}`, {
        ...values,
        count: numbers.format(count),
      }),
    when(atMs) {
      const [date, time] = [day.format(atMs), clock.format(atMs)];
      return isToday(atMs) ? text('when.today', { time }) : text('when.earlier', { date, time });
    },
    moment(atMs) {
      const [date, time] = [day.format(atMs), clock.format(atMs)];
      return isToday(atMs) ? time : text('moment.earlier', { date, time });
    },
    duration(ms) {
      const all = Math.max(1, Math.round(ms / 60_000));
      const days = Math.floor(all / MINUTES_A_DAY);
      const hours = Math.floor((all % MINUTES_A_DAY) / MINUTES_AN_HOUR);
      const minutes = all % MINUTES_AN_HOUR;
      return durations.format(days > 0 ? { days, hours } : { hours, minutes });
    },
    number: (value) => numbers.format(value),
  };
}

/** One text, with its values filled in. */
export function noticeText(
  language: NoticeLanguage,
  key: NoticeTextKey,
  values: Values = {},
): string {
  return NOTICE_CATALOGUES[language][key].replaceAll(/\{\{(\w+)\}\}/g, (_whole, name: string) =>
    String(values[name] ?? ''),
  );
}

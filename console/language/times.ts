import type { Language } from './translator.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Times in one language: `Intl` throughout, the reader's own time zone. */
export type Times = {
  /** "just now", "4 minutes ago", "2 hours ago", "yesterday". A moment in the future reads as just now. */
  ago: (atMs: number, nowMs: number) => string;
  /** "14:02" today, with the day before it otherwise. */
  clock: (atMs: number, nowMs: number) => string;
  /** "14:02": the time of the day alone. */
  timeOfDay: (atMs: number) => string;
  /** "12 minutes", "3 hours", "2 days": whole ones of what fits, at least one minute. */
  duration: (durationMs: number) => string;
  /** "Tuesday 4 March 2025 at 14:02:31". */
  exact: (atMs: number) => string;
};

/** English is written the European way, with a 24-hour clock and the day before the month. */
export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', nl: 'nl-NL' };

/** @param justNow the words for less than a minute. */
export function createTimes(language: Language, justNow: string, timeZone?: string): Times {
  const locale = LOCALES[language];
  const zone = timeZone === undefined ? {} : { timeZone };
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'long' });
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', ...zone });
  const dayAndTime = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    ...zone,
  });
  const exact = new Intl.DateTimeFormat(locale, {
    dateStyle: 'full',
    timeStyle: 'medium',
    ...zone,
  });
  const amountOf = (unit: 'minute' | 'hour' | 'day'): Intl.NumberFormat =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
  const [minutes, hours, days] = [amountOf('minute'), amountOf('hour'), amountOf('day')];
  const day = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', ...zone });
  return {
    ago(atMs, nowMs) {
      const age = Math.max(0, nowMs - atMs);
      if (age < MINUTE_MS) {
        return justNow;
      }
      if (age < HOUR_MS) {
        return relative.format(-Math.floor(age / MINUTE_MS), 'minute');
      }
      if (age < DAY_MS) {
        return relative.format(-Math.floor(age / HOUR_MS), 'hour');
      }
      return relative.format(-Math.floor(age / DAY_MS), 'day');
    },
    clock: (atMs, nowMs) =>
      (day.format(atMs) === day.format(nowMs) ? time : dayAndTime).format(atMs),
    timeOfDay: (atMs) => time.format(atMs),
    duration(durationMs) {
      if (durationMs < HOUR_MS) {
        return minutes.format(Math.max(1, Math.floor(durationMs / MINUTE_MS)));
      }
      return durationMs < 2 * DAY_MS
        ? hours.format(Math.floor(durationMs / HOUR_MS))
        : days.format(Math.floor(durationMs / DAY_MS));
    },
    exact: (atMs) => exact.format(atMs),
  };
}

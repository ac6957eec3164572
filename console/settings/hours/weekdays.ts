import { LOCALES } from '../../language/times.ts';
import type { Language } from '../../language/translator.ts';

/** A Monday. */
const FIRST_DAY_MS = Date.UTC(2024, 0, 1);
const DAY_MS = 24 * 3_600_000;

/** What a day of the week is called; 1 is Monday. */
export function weekdayName(day: number, language: Language, style: 'long' | 'short'): string {
  return new Intl.DateTimeFormat(LOCALES[language], { weekday: style, timeZone: 'UTC' }).format(
    FIRST_DAY_MS + (day - 1) * DAY_MS,
  );
}

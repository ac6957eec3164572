import type { LanguageTag } from '../../../contract/identifiers.ts';
import { textsFrom, type TextsFor } from '../../language/texts.ts';
import { de } from './de.ts';
import { en, type StaffTextKey } from './en.ts';
import { fr } from './fr.ts';
import { nb } from './nb.ts';
import { nl } from './nl.ts';

/** The staff menu's texts by language: a chunk of their own, which no visitor loads. */
export const staffCatalogues: Readonly<Record<string, Readonly<Record<StaffTextKey, string>>>> = {
  nl,
  en,
  de,
  fr,
  nb,
};

/** A text that is said later, or in a report, in the language that is spoken then. */
export type Line = {
  readonly key: StaffTextKey;
  readonly values?: Readonly<Record<string, string>>;
};

/** How one language says what the staff menu says. Durations in milliseconds, sizes in bytes. */
export type StaffWords = TextsFor<StaffTextKey> & {
  readonly line: (line: Line) => string;
  /** Such as `1.2 GB`. */
  readonly size: (bytes: number) => string;
  /** Such as `3 minutes`: the largest unit that fits, rounded down. */
  readonly duration: (forMs: number) => string;
  /** Such as `3 minutes ago`. */
  readonly ago: (forMs: number) => string;
  /** Such as `24 ms` or `1.3 s`: what was measured. */
  readonly measure: (ms: number) => string;
  readonly moment: (wallMs: number) => string;
  readonly number: (value: number) => string;
};

const SIZES = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const SPANS = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1_000 },
] as const;

function spanOf(forMs: number): (typeof SPANS)[number] {
  return SPANS.find(({ ms }) => forMs >= ms) ?? SPANS[3];
}

export function staffWords(language: LanguageTag): StaffWords {
  const texts = textsFrom(staffCatalogues, language);
  const unit = (value: number, name: string, style: 'long' | 'short', digits: number): string =>
    new Intl.NumberFormat(texts.language, {
      style: 'unit',
      unit: name,
      unitDisplay: style,
      maximumFractionDigits: digits,
    }).format(value);
  const moment = new Intl.DateTimeFormat(texts.language, {
    dateStyle: 'long',
    timeStyle: 'medium',
  });
  const relative = new Intl.RelativeTimeFormat(texts.language);
  const number = new Intl.NumberFormat(texts.language);
  return {
    ...texts,
    line: ({ key, values }) => texts.t(key, values),
    size(bytes) {
      const power = Math.min(
        SIZES.length - 1,
        Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)),
      );
      return unit(bytes / 1_000 ** power, SIZES[power] ?? 'byte', 'short', 1);
    },
    duration(forMs) {
      const span = spanOf(forMs);
      return unit(Math.floor(Math.max(0, forMs) / span.ms), span.unit, 'long', 0);
    },
    ago(forMs) {
      const span = spanOf(forMs);
      return relative.format(-Math.floor(Math.max(0, forMs) / span.ms), span.unit);
    },
    measure: (ms) =>
      ms < 1_000
        ? unit(Math.round(ms), 'millisecond', 'short', 0)
        : unit(ms / 1_000, 'second', 'short', 1),
    moment: (wallMs) => moment.format(wallMs),
    number: (value) => number.format(value),
  };
}

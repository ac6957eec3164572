import type { LanguageTag } from '../../contract/identifiers.ts';
import { FALLBACK_LANGUAGE, catalogues } from './catalogues.ts';
import { en, type TextKey } from './en.ts';

/** The texts of one language, and how to mark them up. */
export type Texts = {
  /** The language the texts are really in: the fallback's when the one asked for has no catalogue. */
  readonly language: LanguageTag;
  readonly direction: 'ltr' | 'rtl';
  readonly t: (key: TextKey, values?: Readonly<Record<string, string>>) => string;
};

/** Scripts written from right to left (Unicode Standard Annex 9), by ISO 15924 code. */
const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Syrc', 'Thaa']);

/** The direction a language is written in, by its likely script (CLDR). */
export function directionOf(language: LanguageTag): 'ltr' | 'rtl' {
  const { script } = new Intl.Locale(language).maximize();
  return script !== undefined && RIGHT_TO_LEFT.has(script) ? 'rtl' : 'ltr';
}

/** The tag itself, then each shorter one it is part of: `de-CH-1996`, `de-CH`, `de`. */
export function languageRange(language: LanguageTag): readonly LanguageTag[] {
  const parts = language.split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
}

/** The texts for a language tag: its own catalogue's, its main language's, or else the fallback's. */
export function textsOf(language: LanguageTag): Texts {
  const found =
    languageRange(language).find((tag) => Object.hasOwn(catalogues, tag)) ?? FALLBACK_LANGUAGE;
  const catalogue = catalogues[found] ?? en;
  return {
    language: found,
    direction: directionOf(found),
    t: (key, values = {}) =>
      catalogue[key].replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole),
  };
}

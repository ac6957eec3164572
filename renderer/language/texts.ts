import type { LanguageTag } from '../../contract/identifiers.ts';
import { FALLBACK_LANGUAGE, catalogues } from './catalogues.ts';
import type { TextKey } from './en.ts';

/** The texts of one language, and how to mark them up. */
export type TextsFor<Key extends string> = {
  /** The language the texts are really in: the fallback's when the one asked for has no catalogue. */
  readonly language: LanguageTag;
  readonly direction: 'ltr' | 'rtl';
  readonly t: (key: Key, values?: Readonly<Record<string, string>>) => string;
};

export type Texts = TextsFor<TextKey>;

/** By language tag; a text that a catalogue lacks is the fallback's. */
export type CataloguesFor<Key extends string> = Readonly<
  Record<string, { readonly [Name in Key]?: string }>
>;

/** Scripts written from right to left (Unicode Standard Annex 9), by ISO 15924 code. */
const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Syrc', 'Thaa']);

/** The direction a language is written in, by its likely script (CLDR); left to right for what is no tag. */
export function directionOf(language: LanguageTag): 'ltr' | 'rtl' {
  try {
    const { script } = new Intl.Locale(language).maximize();
    return script !== undefined && RIGHT_TO_LEFT.has(script) ? 'rtl' : 'ltr';
  } catch {
    // A screen is never lost to a tag.
    return 'ltr';
  }
}

/** The tag itself, then each shorter one it is part of: `de-CH-1996`, `de-CH`, `de`. */
export function languageRange(language: LanguageTag): readonly LanguageTag[] {
  const parts = language.split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
}

/** The kiosk's own texts for a language tag. @param known also with languages beside the kiosk's own. */
export function textsOf(language: LanguageTag, known: CataloguesFor<TextKey> = catalogues): Texts {
  return textsFrom(known, language);
}

/** The texts for a language tag: its own catalogue's, its main language's, or else the fallback's, which has them all. */
export function textsFrom<Key extends string>(
  known: CataloguesFor<Key>,
  language: LanguageTag,
): TextsFor<Key> {
  const found =
    languageRange(language).find((tag) => Object.hasOwn(known, tag)) ?? FALLBACK_LANGUAGE;
  const textOf = (key: Key): string =>
    known[found]?.[key] ?? known[FALLBACK_LANGUAGE]?.[key] ?? key;
  return {
    language: found,
    direction: directionOf(found),
    t: (key, values = {}) =>
      textOf(key).replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole),
  };
}

import { createInstance } from 'i18next';
import type { LanguageTag } from '../../contract/identifiers.ts';
import { FALLBACK_LANGUAGE, catalogues } from './catalogues.ts';
import type { TextKey } from './en.ts';

/** The texts of one language, and how to mark them up. */
export type Texts = {
  /** The language the texts are really in: the fallback's when the one asked for has no catalogue. */
  readonly language: LanguageTag;
  readonly direction: 'ltr' | 'rtl';
  readonly t: (key: TextKey, values?: Readonly<Record<string, string>>) => string;
};

const i18n = createInstance();

// Resolves at once: the catalogues are part of the bundle and `initAsync` is off.
void i18n.init({
  initAsync: false,
  fallbackLng: FALLBACK_LANGUAGE,
  supportedLngs: Object.keys(catalogues),
  nonExplicitSupportedLngs: true,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  resources: Object.fromEntries(
    Object.entries(catalogues).map(([language, translation]) => [language, { translation }]),
  ),
});

/** The tag itself, then each shorter one it is part of: `de-CH-1996`, `de-CH`, `de`. */
export function languageRange(language: LanguageTag): readonly LanguageTag[] {
  const parts = language.split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
}

/** The texts for a language tag: its own catalogue's, its main language's, or else the fallback's. */
export function textsOf(language: LanguageTag): Texts {
  const found =
    languageRange(language).find((tag) => Object.hasOwn(catalogues, tag)) ?? FALLBACK_LANGUAGE;
  const fixed = i18n.getFixedT(found);
  return {
    language: found,
    direction: i18n.dir(found),
    t: (key, values = {}) => fixed(key, { ...values }),
  };
}

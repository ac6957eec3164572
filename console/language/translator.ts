import { createInstance } from 'i18next';
import { en } from './en.ts';
import type { MessageName } from './en.ts';
import { nl } from './nl.ts';

export type Language = 'en' | 'nl';

/** Every language by its own name, so that anyone can find their way back. */
export const LANGUAGES: readonly { tag: Language; name: string }[] = [
  { tag: 'en', name: 'English' },
  { tag: 'nl', name: 'Nederlands' },
];

export type Translate = (
  name: MessageName,
  values?: Readonly<Record<string, string | number>>,
) => string;

/** Messages of one language. A missing message is a defect the catalogue test finds; the name is shown then. */
export function createTranslator(language: Language): Translate {
  const i18n = createInstance();
  void i18n.init({
    lng: language,
    fallbackLng: 'en',
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    // React escapes what it renders.
    interpolation: { escapeValue: false },
    resources: { en: { translation: en }, nl: { translation: nl } },
  });
  return (name, values = {}) => i18n.t(name, { ...values });
}

/** The first language of the browser that the console speaks, else English. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const own = LANGUAGES.find((language) => tag.toLowerCase().split('-')[0] === language.tag);
    if (own !== undefined) {
      return own.tag;
    }
  }
  return 'en';
}

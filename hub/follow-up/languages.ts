/** In which languages the pages speak; the first is for visitors who ask for none of them. */
export const PAGE_LANGUAGES = ['en', 'nl', 'de', 'fr', 'nb'] as const;
export type PageLanguage = (typeof PAGE_LANGUAGES)[number];

/** Each in its own words. */
export const LANGUAGE_NAMES: Readonly<Record<PageLanguage, string>> = {
  en: 'English',
  nl: 'Nederlands',
  de: 'Deutsch',
  fr: 'Français',
  nb: 'Norsk',
};

const RIGHT_TO_LEFT = new Set(['ar', 'dv', 'fa', 'he', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi']);
/** Longer lists are nobody's languages. */
const MAX_HEADER_LENGTH = 1_000;

/**
 * @param wanted in order of wish: what was chosen on the page, then what the caller knows; null or unknown is passed over.
 * @param acceptLanguage the header of that name (RFC 9110, section 12.5.4), asked after `wanted`.
 * @param otherwise asked last, such as the language of the press.
 */
export function choosePageLanguage(
  wanted: string | undefined,
  acceptLanguage: string | undefined,
  otherwise: string | null = null,
): PageLanguage {
  const candidates = [wanted ?? '', ...acceptedLanguages(acceptLanguage ?? ''), otherwise ?? ''];
  for (const candidate of candidates) {
    const found = pageLanguageOf(candidate);
    if (found !== null) {
      return found;
    }
  }
  return PAGE_LANGUAGES[0];
}

export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(primaryOf(language)) ? 'rtl' : 'ltr';
}

function pageLanguageOf(tag: string): PageLanguage | null {
  const primary = primaryOf(tag);
  // Norwegian as browsers name it: the macrolanguage, or the other written form, which readers of nb share.
  const known = primary === 'no' || primary === 'nn' ? 'nb' : primary;
  return PAGE_LANGUAGES.find((language) => language === known) ?? null;
}

function primaryOf(tag: string): string {
  return tag.trim().toLowerCase().split('-', 1)[0] ?? '';
}

function acceptedLanguages(header: string): string[] {
  return header
    .slice(0, MAX_HEADER_LENGTH)
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.split(';');
      const weight = parameters.map(
        (parameter) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(parameter)?.[1],
      );
      return { tag, weight: Number(weight.find((value) => value !== undefined) ?? 1) };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag);
}

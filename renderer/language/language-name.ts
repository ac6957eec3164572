import type { LanguageTag } from '../../contract/identifiers.ts';

/** What a language calls itself, with a capital: `nl` gives `Nederlands`. An unknown tag names itself. */
export function languageName(language: LanguageTag): string {
  try {
    const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
    const [first = '', ...rest] = name;
    return first.toLocaleUpperCase(language) + rest.join('');
  } catch {
    // A screen is never lost to a tag that is none.
    return language;
  }
}

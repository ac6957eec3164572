import type { LanguageTag } from '../../contract/identifiers.ts';
import type { LocalizedText } from '../../contract/localized-text.ts';
import { directionOf, languageRange } from './texts.ts';

/** A text together with the language it is in, for its `lang` and `dir` attributes. */
export type TextInLanguage = {
  readonly text: string;
  readonly language: LanguageTag;
  readonly direction: 'ltr' | 'rtl';
};

/**
 * The text in the visitor's language; else in its main language; else in the first offered language that has one;
 * else in any. Null when there is no text at all.
 */
export function localizedText(
  texts: LocalizedText | null,
  language: LanguageTag,
  offered: readonly LanguageTag[],
): TextInLanguage | null {
  if (texts === null) {
    return null;
  }
  for (const candidate of [...languageRange(language), ...offered, ...Object.keys(texts)]) {
    const text = texts[candidate];
    if (text !== undefined) {
      return { text, language: candidate, direction: directionOf(candidate) };
    }
  }
  return null;
}

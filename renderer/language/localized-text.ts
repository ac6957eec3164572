import type { LanguageTag } from '../../contract/identifiers.ts';
import type { LocalizedText } from '../../contract/localized-text.ts';
import { languageRange } from './texts.ts';

/** A text together with the language it is in, for its `lang` attribute. */
export type TextInLanguage = { readonly text: string; readonly language: LanguageTag };

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
      return { text, language: candidate };
    }
  }
  return null;
}

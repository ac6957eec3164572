import type { Rating } from '../../contract/rating.ts';
import type { KioskScreensProps } from '../kiosk/kiosk-view.ts';
import type { TextKey } from '../language/en.ts';
import { localizedText, type TextInLanguage } from '../language/localized-text.ts';
import type { Texts } from '../language/texts.ts';

const WORDS: Readonly<Record<Rating, { readonly title: TextKey; readonly text: TextKey }>> = {
  positive: { title: 'thanks.positive.title', text: 'thanks.positive.text' },
  neutral: { title: 'thanks.neutral.title', text: 'thanks.neutral.text' },
  negative: { title: 'thanks.negative.title', text: 'thanks.negative.text' },
};

export type ThanksWords = { readonly title: TextInLanguage; readonly text: TextInLanguage };

/**
 * The questionnaire's words of thanks for a rating, in the visitor's language also where the kiosk has no words in it;
 * the kiosk's own where it has none, and where somebody promised to be in touch.
 */
export function thanksWords(
  texts: Texts,
  { rating, promised }: { readonly rating: Rating; readonly promised: boolean },
  {
    questionnaire,
    languages,
    language,
  }: Pick<KioskScreensProps, 'questionnaire' | 'languages' | 'language'>,
): ThanksWords {
  const own = (key: TextKey): TextInLanguage => ({
    text: texts.t(key),
    language: texts.language,
    direction: texts.direction,
  });
  const { title = null, text = null } = questionnaire?.paths[rating].thanks ?? {};
  return {
    title: localizedText(title, language, languages) ?? own(WORDS[rating].title),
    text: promised
      ? own('thanks.promised')
      : (localizedText(text, language, languages) ?? own(WORDS[rating].text)),
  };
}

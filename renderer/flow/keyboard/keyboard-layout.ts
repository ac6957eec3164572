import type { LanguageTag } from '../../../contract/identifiers.ts';
import { languageRange } from '../../language/texts.ts';

/** Where the letters of a language stand. Data alone: how keys are drawn is the same for all. */
export type KeyboardLayout = {
  /** Rows of single letters, from the left, whichever way the language is written. */
  readonly letters: readonly [string, ...string[]];
  /** Letters that are rarer, or borrowed: with the digits and signs, at most eight. */
  readonly more: string;
};

const QWERTY = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'] as const;
const FALLBACK = 'en';

/** By language tag. */
export type KeyboardLayouts = Readonly<Record<string, KeyboardLayout>>;

export const KEYBOARD_LAYOUTS: KeyboardLayouts = {
  en: { letters: QWERTY, more: 'éèçñöü' },
  nl: { letters: QWERTY, more: 'éëèïöüçá' },
  de: { letters: ['qwertzuiopü', 'asdfghjklöä', 'yxcvbnmß'], more: 'éèêàçñ' },
  fr: { letters: ['éèêàçùîôûâ', 'azertyuiop', 'qsdfghjklm', 'wxcvbn'], more: 'ëïüœæñ' },
  nb: { letters: ['qwertyuiopå', 'asdfghjkløæ', 'zxcvbnm'], more: 'éèêóòôäö' },
};

/** A language's own, its main language's, or else English. */
export function keyboardLayoutOf(
  language: LanguageTag,
  known: KeyboardLayouts = KEYBOARD_LAYOUTS,
): KeyboardLayout {
  for (const tag of [...languageRange(language), FALLBACK]) {
    const layout = known[tag];
    if (layout !== undefined) {
      return layout;
    }
  }
  return { letters: QWERTY, more: '' };
}

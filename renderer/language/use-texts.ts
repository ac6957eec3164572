import { useMemo } from 'react';
import type { LanguageTag } from '../../contract/identifiers.ts';
import type { Texts } from './texts.ts';
import { textsOf } from './texts.ts';

/** The texts of a language, the same object as long as the language stays. */
export function useTexts(language: LanguageTag): Texts {
  return useMemo(() => textsOf(language), [language]);
}

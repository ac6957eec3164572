import { useMemo } from 'react';
import type { LanguageTag } from '../../contract/identifiers.ts';
import type { TextKey } from './en.ts';
import type { CataloguesFor, Texts } from './texts.ts';
import { textsOf } from './texts.ts';

/** The texts of a language, the same object as long as the language stays. */
export function useTexts(language: LanguageTag, catalogues?: CataloguesFor<TextKey>): Texts {
  return useMemo(() => textsOf(language, catalogues), [language, catalogues]);
}

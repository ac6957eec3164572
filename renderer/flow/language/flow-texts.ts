import type { LanguageTag } from '../../../contract/identifiers.ts';
import { textsFrom, type TextsFor } from '../../language/texts.ts';
import { de } from './de.ts';
import { en, type FlowCatalogue, type FlowTextKey } from './en.ts';
import { fr } from './fr.ts';
import { nb } from './nb.ts';
import { nl } from './nl.ts';

export type FlowTexts = TextsFor<FlowTextKey>;

export const flowCatalogues: Readonly<Record<string, FlowCatalogue>> = { en, nl, de, fr, nb };

export function flowTextsOf(language: LanguageTag): FlowTexts {
  return textsFrom(flowCatalogues, language);
}

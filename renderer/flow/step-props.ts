import type { LanguageTag } from '../../contract/identifiers.ts';
import type { KioskView, StepAnswer } from '../kiosk/kiosk-view.ts';
import { localizedText, type TextInLanguage } from '../language/localized-text.ts';
import type { FlowTextKey } from './language/en.ts';
import type { FlowTexts } from './language/flow-texts.ts';

/** What every page of a step is given. */
export type StepProps = {
  readonly view: Extract<KioskView, { screen: 'step' }>;
  readonly texts: FlowTexts;
  /** The thanks for the press itself. */
  readonly thanks: TextInLanguage;
  readonly languages: readonly LanguageTag[];
  /** The visitor's, also where the kiosk has no words in it. */
  readonly language: LanguageTag;
  readonly onLeave: (answer: StepAnswer) => void;
};

export function frameOf({ view, texts, thanks }: StepProps) {
  const { pressId, rating, place, count, closing } = view;
  return { texts, pressId, face: rating, above: thanks, place: { place, count }, closing } as const;
}

/** In the visitor's language where it has one; in the kiosk's own words where the step has none. */
export function questionOf({ view, texts, language, languages }: StepProps): TextInLanguage {
  return (
    localizedText(view.step.question, language, languages) ?? inOwnWords(texts, 'contact.question')
  );
}

export function inOwnWords(texts: FlowTexts, key: FlowTextKey): TextInLanguage {
  return { text: texts.t(key), language: texts.language, direction: texts.direction };
}

import type { ReactNode } from 'react';
import type { LanguageTag } from '../../contract/identifiers.ts';
import { languageName } from '../language/language-name.ts';
import { directionOf, type Texts } from '../language/texts.ts';
import { pressGesture } from './press-gesture.ts';

export type LanguageSwitchProps = {
  readonly texts: Texts;
  readonly languages: readonly LanguageTag[];
  readonly language: LanguageTag;
  readonly onLanguage: (language: LanguageTag) => void;
};

/** One language under its own name. */
type LanguageButtonProps = {
  readonly language: LanguageTag;
  readonly current: boolean;
  readonly onChoose: (language: LanguageTag) => void;
};

export function LanguageButton({ language, current, onChoose }: LanguageButtonProps): ReactNode {
  const gesture = pressGesture(() => {
    onChoose(language);
  });
  return (
    <button
      type="button"
      className="language-button"
      lang={language}
      dir={directionOf(language)}
      aria-pressed={current}
      {...gesture}
    >
      {languageName(language)}
    </button>
  );
}

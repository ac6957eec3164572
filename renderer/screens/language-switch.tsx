import type { ReactNode } from 'react';
import type { LanguageTag } from '../../contract/identifiers.ts';
import { languageName } from '../language/language-name.ts';
import type { Texts } from '../language/texts.ts';
import { usePressGesture } from './use-press-gesture.ts';

type LanguageButtonProps = {
  readonly language: LanguageTag;
  readonly current: boolean;
  readonly onChoose: (language: LanguageTag) => void;
};

function LanguageButton({ language, current, onChoose }: LanguageButtonProps): ReactNode {
  const gesture = usePressGesture(() => {
    onChoose(language);
  });
  return (
    <button
      type="button"
      className="language-button"
      lang={language}
      aria-pressed={current}
      {...gesture}
    >
      {languageName(language)}
    </button>
  );
}

type LanguageSwitchProps = {
  readonly texts: Texts;
  readonly languages: readonly LanguageTag[];
  readonly language: LanguageTag;
  readonly onLanguage: (language: LanguageTag) => void;
};

/** Every offered language under its own name; nothing when there is no choice. */
export function LanguageSwitch(props: LanguageSwitchProps): ReactNode {
  const { texts, languages, language, onLanguage } = props;
  if (languages.length < 2) {
    return null;
  }
  return (
    <div className="language-switch" role="group" aria-label={texts.t('start.languages')}>
      {languages.map((offered) => (
        <LanguageButton
          key={offered}
          language={offered}
          current={offered === language}
          onChoose={onLanguage}
        />
      ))}
    </div>
  );
}

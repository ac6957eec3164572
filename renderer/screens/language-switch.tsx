import type { ReactNode } from 'react';
import { LanguageButton, type LanguageSwitchProps } from './language-button.tsx';
import { LanguageMenu } from './language-menu.tsx';

/** More than these do not stand side by side with targets that are large enough. */
const SIDE_BY_SIDE = 4;

/** Every offered language under its own name, behind one button where they are many; nothing when there is no choice. */
export function LanguageSwitch(props: LanguageSwitchProps): ReactNode {
  const { texts, languages, language, onLanguage } = props;
  if (languages.length < 2) {
    return null;
  }
  if (languages.length > SIDE_BY_SIDE) {
    return <LanguageMenu {...props} />;
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

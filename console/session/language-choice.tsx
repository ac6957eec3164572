import type { ReactElement } from 'react';
import { useLanguage } from '../language/language-context.tsx';
import { LANGUAGES } from '../language/translator.ts';

/** Below the forms of those who are not signed in, who have no menu to choose their language in. */
export function LanguageChoice(): ReactElement {
  const { t, language, speak } = useLanguage();
  return (
    <div className="sign-in__languages" role="group" aria-label={t('menu.language')}>
      {LANGUAGES.map(({ tag, name }) => (
        <button
          key={tag}
          type="button"
          lang={tag}
          aria-pressed={tag === language}
          onClick={() => speak(tag)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

import { createContext, use, useEffect, useMemo, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useServices } from '../shell/services.ts';
import { createTimes, LOCALES } from './times.ts';
import type { Times } from './times.ts';
import { createTranslator, preferredLanguage } from './translator.ts';
import type { Language, Translate } from './translator.ts';

type Speech = {
  language: Language;
  t: Translate;
  times: Times;
  /** A whole number as it is written in this language: 1,204 or 1.204. */
  count: (count: number) => string;
  speak: (language: Language) => void;
};

const SpeechContext = createContext<Speech | null>(null);

/** The chosen language, else the browser's; the document says which, for screen readers and hyphenation. */
export function LanguageProvider({ children }: { children: ReactNode }): ReactElement {
  const { preferences, browserLanguages } = useServices();
  const [language, setLanguage] = useState(() => {
    const chosen = preferences.read('language');
    return preferredLanguage(chosen === null ? browserLanguages : [chosen]);
  });
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const speech = useMemo<Speech>(() => {
    const t = createTranslator(language);
    const numbers = new Intl.NumberFormat(LOCALES[language]);
    return {
      language,
      t,
      times: createTimes(language, t('time.justNow')),
      count: (count) => numbers.format(count),
      speak(next) {
        preferences.write('language', next);
        setLanguage(next);
      },
    };
  }, [language, preferences]);
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

export function useLanguage(): Speech {
  const speech = use(SpeechContext);
  if (speech === null) {
    throw new Error('useLanguage needs a LanguageProvider above it.');
  }
  return speech;
}

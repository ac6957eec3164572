import type { ReactNode } from 'react';
import type { LanguageTag } from '../../../contract/identifiers.ts';
import { languageName } from '../../language/language-name.ts';
import { staffCatalogues, type StaffWords } from '../language/staff-words.ts';

/** The language of this menu, and those that visitors find: the latter are the hub's to say. */
export function LanguagePage({
  words,
  visitors,
  onLanguage,
}: {
  readonly words: StaffWords;
  readonly visitors: readonly LanguageTag[];
  readonly onLanguage: (language: LanguageTag) => void;
}): ReactNode {
  const { t } = words;
  return (
    <div className="staff-cards">
      <section className="staff-card">
        <h3>{t('language.menu')}</h3>
        <div className="staff-actions" role="group" aria-label={t('language.menu')}>
          {Object.keys(staffCatalogues).map((language) => (
            <button
              key={language}
              type="button"
              className="staff-button"
              lang={language}
              aria-pressed={language === words.language}
              onClick={() => onLanguage(language)}
            >
              {languageName(language)}
            </button>
          ))}
        </div>
      </section>
      <section className="staff-card">
        <h3>{t('language.visitors')}</h3>
        <ol className="staff-list">
          {visitors.map((language) => (
            <li key={language} lang={language}>
              {languageName(language)}
            </li>
          ))}
        </ol>
        <p className="staff-aside">{t('language.visitorsText')}</p>
      </section>
    </div>
  );
}

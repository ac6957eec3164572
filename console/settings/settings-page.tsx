import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useLanguage } from '../language/language-context.tsx';
import { useMe } from './me-context.ts';
import { SettingsFrame } from './settings-frame.tsx';
import { sectionsFor } from './settings-sections.ts';

/** The list of what can be set, each with a line on what it is for. */
export function SettingsPage(): ReactElement {
  const me = useMe();
  const { t } = useLanguage();
  return (
    <SettingsFrame section={null} title={t('page.settings')}>
      <ul className="sections">
        {sectionsFor(me).map((section) => (
          <li key={section}>
            <Link to={`/settings/${section}`}>
              <strong>{t(`section.${section}`)}</strong>
              <span>{t(`sectionLead.${section}`)}</span>
            </Link>
          </li>
        ))}
        <li>
          <Link to="/profile">
            <strong>{t('page.profile')}</strong>
            <span>{t('profile.lead')}</span>
          </Link>
        </li>
      </ul>
    </SettingsFrame>
  );
}

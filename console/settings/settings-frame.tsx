import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useLanguage } from '../language/language-context.tsx';
import { BackIcon } from '../look/icons.tsx';
import { useSignOut } from '../session/use-sign-out.ts';
import { MainMenu } from '../shell/main-menu.tsx';
import { TopBar } from '../shell/top-bar.tsx';
import { useMe } from './me-context.ts';
import { sectionsFor } from './settings-sections.ts';
import type { Section } from './settings-sections.ts';
import './settings.css';

type SettingsFrameProps = {
  /** The one that is open; null on their list, and on pages beside them. */
  section: Section | null;
  /** Of the menu. */
  page?: 'profile';
  title: string;
  lead?: string;
  /** Where the way back leads, on a phone also from a section to the list of them. */
  back?: ReactNode;
  /** Stands beside the title: what is made here. */
  ways?: ReactNode;
  children: ReactNode;
};

/** What the pages of the settings share: the bar, the list of sections beside them on a desktop, title and way back. */
export function SettingsFrame(props: SettingsFrameProps): ReactElement {
  const { section, title } = props;
  const me = useMe();
  const { t } = useLanguage();
  const signOut = useSignOut();
  const main = useRef<HTMLElement>(null);

  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`;
  }, [title, t]);
  useEffect(() => {
    // Another page: keyboard and screen reader begin where it does.
    main.current?.focus({ preventScroll: true });
  }, []);

  return (
    <>
      <TopBar organization={me.organization.name} status={null}>
        <Link to="/alerts" className="control">
          {t('page.alerts')}
        </Link>
        <MainMenu
          me={me}
          page={props.page ?? 'settings'}
          letterKeys={null}
          onSignOut={() => void signOut()}
        />
      </TopBar>
      <div className="settings" data-beside={section !== null}>
        {section !== null && (
          <nav className="settings__sections" aria-label={t('page.settings')}>
            <ul>
              {sectionsFor(me).map((name) => (
                <li key={name}>
                  <Link
                    to={`/settings/${name}`}
                    aria-current={name === section ? 'page' : undefined}
                  >
                    {t(`section.${name}`)}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        )}
        <main ref={main} tabIndex={-1} className="settings__main">
          {props.back ?? (section !== null && <BackToSettings />)}
          <div className="heading settings__heading">
            <div>
              <h1>{title}</h1>
              {props.lead !== undefined && <p>{props.lead}</p>}
            </div>
            {props.ways}
          </div>
          {props.children}
        </main>
      </div>
    </>
  );
}

function BackToSettings(): ReactElement {
  const { t } = useLanguage();
  return (
    <Link to="/settings" className="settings__back settings__back--phone">
      <BackIcon />
      {t('page.settings')}
    </Link>
  );
}

/** The way from a page of a section to the section. */
export function BackTo({ section }: { section: Section }): ReactElement {
  const { t } = useLanguage();
  return (
    <Link to={`/settings/${section}`} className="settings__back">
      <BackIcon />
      {t(`section.${section}`)}
    </Link>
  );
}

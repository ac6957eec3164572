import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useLanguage } from '../language/language-context.tsx';
import { useSignOut } from '../session/use-sign-out.ts';
import { MainMenu } from '../shell/main-menu.tsx';
import { TopBar } from '../shell/top-bar.tsx';
import { useMe } from './me-context.ts';
import './settings.css';

type SettingsFrameProps = {
  title: string;
  lead?: string;
  /** Stands beside the title: what is made here. */
  ways?: ReactNode;
  children: ReactNode;
};

/** What the pages of the settings share: the bar, the list of sections beside them on a desktop, title and way back. */
export function SettingsFrame(props: SettingsFrameProps): ReactElement {
  const { title } = props;
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
        <MainMenu me={me} page="profile" letterKeys={null} onSignOut={() => void signOut()} />
      </TopBar>
      <div className="settings" data-beside={false}>
        <main ref={main} tabIndex={-1} className="settings__main">
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

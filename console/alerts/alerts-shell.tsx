import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useLanguage } from '../language/language-context.tsx';
import { BackIcon } from '../look/icons.tsx';
import { NoticesMenuItem } from '../notices/notices-menu-item.tsx';
import { useSignOut } from '../session/use-sign-out.ts';
import { MainMenu } from '../shell/main-menu.tsx';
import { TopBar } from '../shell/top-bar.tsx';
import { useNow } from '../shell/use-now.ts';
import { SoundControl } from '../sound/sound-control.tsx';
import { useAlerts } from './alerts-context.ts';
import { ConnectionStatus } from './connection-status.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import './alerts-page.css';

type AlertsShellProps = {
  /** Of the page, for the window. */
  title: string;
  /** Which way leads back to the board; the board itself has none. */
  isBoard?: boolean;
  className: string;
  children: ReactNode;
};

/** The bar, the window's title with how many wait, and how fresh the page is. */
export function AlertsShell(props: AlertsShellProps): ReactElement {
  const { title, isBoard = false, className, children } = props;
  const { me, feed, snapshot, view, letterKeys } = useAlerts();
  const { t } = useLanguage();
  const endSession = useSignOut();
  const offlineSince = useOfflineSince();
  useTitle(title, view.waiting.length);

  async function signOut(): Promise<void> {
    feed.stop();
    await endSession();
  }

  return (
    <>
      <TopBar
        organization={me.organization.name}
        status={<ConnectionStatus connection={snapshot.connection} />}
      >
        <SoundControl />
        <MainMenu
          me={me}
          page={isBoard ? 'alerts' : null}
          letterKeys={letterKeys}
          onSignOut={() => void signOut()}
        >
          <NoticesMenuItem />
        </MainMenu>
      </TopBar>
      <main className={className}>
        {offlineSince !== null && <OfflineBanner since={offlineSince} onTryNow={feed.wake} />}
        {!isBoard && (
          <Link to="/alerts" className="alerts__back">
            <BackIcon />
            {t('detail.back')}
          </Link>
        )}
        {children}
      </main>
    </>
  );
}

/** Since when the board may be out of date, as a clock time; null while it is not. */
export function useOfflineSince(): string | null {
  const { snapshot } = useAlerts();
  const { times } = useLanguage();
  const nowMs = useNow();
  return snapshot.connection.kind === 'reconnecting'
    ? times.clock(snapshot.connection.sinceMs, nowMs)
    : null;
}

/** The window says how many wait before it says which page it is. */
export function useTitle(title: string, waiting: number): void {
  const { t } = useLanguage();
  useEffect(() => {
    document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${title} · ${t('app.name')}`;
  }, [title, waiting, t]);
}

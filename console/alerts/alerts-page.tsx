import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { Alert } from '../../contract/protocol/alerts.ts';
import type { MeReply } from '../../contract/protocol/me.ts';
import { useLanguage } from '../language/language-context.tsx';
import { useSignOut } from '../session/use-sign-out.ts';
import { MainMenu } from '../shell/main-menu.tsx';
import { useServices } from '../shell/services.ts';
import { useNow } from '../shell/use-now.ts';
import { TopBar } from '../shell/top-bar.tsx';
import { SoundControl } from '../sound/sound-control.tsx';
import { viewBoard } from './alert-board.ts';
import { AlertSections } from './alert-sections.tsx';
import { placeOf } from './alert-place.ts';
import { BoardHeading } from './board-heading.tsx';
import { ConnectionStatus } from './connection-status.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import { acknowledgeButtons, useAlertKeys } from './use-alert-keys.ts';
import { useAlertFeed } from './use-alert-feed.ts';
import './alerts-page.css';

/** The page that is open all day. */
export function AlertsPage({ me }: { me: MeReply }): ReactElement {
  const { sound, preferences } = useServices();
  const { t, language, times } = useLanguage();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const endSession = useSignOut();
  const [announcement, setAnnouncement] = useState('');
  const [letterKeys, setLetterKeys] = useState(() => preferences.read('keys') !== 'off');
  useAlertKeys(letterKeys);

  const { feed, snapshot } = useAlertFeed({
    onArrivals(alerts) {
      sound.ring();
      const list = new Intl.ListFormat(language);
      const placesOf = (told: readonly Alert[]): string =>
        list.format(told.map((alert) => placeOf(alert, t)));
      const asking = alerts.filter(({ helpAsked }) => helpAsked !== null);
      const others = alerts.filter(({ helpAsked }) => helpAsked === null);
      setAnnouncement(
        [
          ...(asking.length > 0 ? [t('alert.announceHelp', { place: placesOf(asking) })] : []),
          ...(others.length > 0 ? [t('alert.announce', { place: placesOf(others) })] : []),
        ].join('. '),
      );
    },
    onSignedOut() {
      queries.clear();
      void navigate({ to: '/sign-in', search: { reason: 'ended' } });
    },
  });
  const view = viewBoard(snapshot.board);
  const waiting = view.open.length;
  const nowMs = useNow();
  const offlineSince =
    snapshot.connection.kind === 'reconnecting'
      ? times.clock(snapshot.connection.sinceMs, nowMs)
      : null;

  useEffect(() => {
    const count = waiting > 0 ? `(${waiting}) ` : '';
    document.title = `${count}${t('page.alerts')} · ${t('app.name')}`;
  }, [waiting, t]);

  function acknowledge(alert: Alert): void {
    const buttons = acknowledgeButtons();
    const at = buttons.findIndex((button) => button.dataset['acknowledge'] === alert.id);
    const next = buttons[at + 1] ?? buttons[at - 1] ?? document.querySelector<HTMLElement>('h1');
    // The card is about to leave; the keyboard goes on with the one that takes its place.
    next?.focus({ preventScroll: true });
    void feed.acknowledge(alert.id, me.user.name);
  }

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
          page="alerts"
          letterKeys={{
            on: letterKeys,
            turn(on) {
              preferences.write('keys', on ? 'on' : 'off');
              setLetterKeys(on);
            },
          }}
          onSignOut={() => void signOut()}
        />
      </TopBar>
      <main className="alerts">
        {offlineSince !== null && <OfflineBanner since={offlineSince} onTryNow={feed.wake} />}
        <BoardHeading
          loaded={snapshot.loaded}
          trouble={snapshot.trouble}
          offlineSince={offlineSince}
          waiting={waiting}
        />
        <AlertSections
          view={view}
          refused={snapshot.board.refused}
          letterKeys={letterKeys}
          onAcknowledge={acknowledge}
        />
      </main>
      <div className="unseen" role="log" aria-live="assertive">
        {announcement}
      </div>
    </>
  );
}

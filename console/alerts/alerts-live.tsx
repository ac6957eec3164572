import { useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { Alert } from '../../contract/protocol/alerts.ts';
import type { MeReply } from '../../contract/protocol/me.ts';
import { useLanguage } from '../language/language-context.tsx';
import { showWaitingBadge } from '../notices/waiting-badge.ts';
import { useServices } from '../shell/services.ts';
import type { AlertAction } from './alert-action.ts';
import { causeOf, locationOf, placeOf } from './alert-words.ts';
import { AlertsContext } from './alerts-context.ts';
import type { Alerts, Deed } from './alerts-context.ts';
import { asksHelp, viewBoard } from './board-view.ts';
import { mayActOn } from './handling.ts';
import { useAlertFeed } from './use-alert-feed.ts';
import { usePlaceChoice } from './use-place-choice.ts';

/**
 * The live feed under every page about alerts, and all by which it calls: sound, notification, badge, and words for
 * screen readers. It hears of the chosen place only; how many wait elsewhere the board says.
 */
export function AlertsLive(props: { me: MeReply; children: ReactNode }): ReactElement {
  const { me, children } = props;
  const { sound, notices, preferences, clock } = useServices();
  const { t, language } = useLanguage();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { href } = useLocation();
  const [announcement, setAnnouncement] = useState('');
  const [closed, setClosed] = useState<Alert | null>(null);
  const [letterKeys, setLetterKeys] = useState(() => preferences.read('keys') !== 'off');
  const { placeId, below, places, locations, choosePlace } = usePlaceChoice();

  const { feed, snapshot } = useAlertFeed({
    onArrivals(arrived) {
      const alerts = arrived.filter(
        ({ location }) => below === null || (location !== null && below.has(location.id)),
      );
      if (alerts.length === 0) {
        return;
      }
      sound.ring();
      const list = new Intl.ListFormat(language);
      const placesOf = (told: readonly Alert[]): string =>
        list.format(told.map((alert) => placeOf(alert, t)));
      const asking = alerts.filter(asksHelp);
      const others = alerts.filter((alert) => !asksHelp(alert));
      setAnnouncement(
        [
          ...(asking.length > 0 ? [t('alert.announceHelp', { place: placesOf(asking) })] : []),
          ...(others.length > 0 ? [t('alert.announce', { place: placesOf(others) })] : []),
        ].join('. '),
      );
      for (const alert of alerts) {
        const what = asksHelp(alert) ? t('alert.asksHelp') : causeOf(alert, t);
        notices.tell(
          { id: alert.id, title: `${placeOf(alert, t)}: ${what}`, body: locationOf(alert, t) },
          () => void navigate({ to: '/alerts/$alertId', params: { alertId: alert.id } }),
        );
      }
    },
    onSignedOut() {
      queries.clear();
      void navigate({
        to: '/sign-in',
        search: { reason: 'ended', ...(href === '/alerts' ? {} : { back: href }) },
      });
    },
  });
  const view = viewBoard(snapshot.board, below);
  const waiting = view.waiting.length;

  useEffect(() => {
    showWaitingBadge(waiting);
  }, [waiting]);
  useEffect(() => () => showWaitingBadge(0), []);
  useEffect(() => {
    const { waiting: now } = viewBoard(snapshot.board);
    notices.keep(new Set(now.map(({ id }) => id)));
  }, [snapshot.board, notices]);

  async function act(alert: Alert, deed: Deed): Promise<Alert | null> {
    setClosed(null);
    const told = await feed.act(alert.id, actionOf(deed, clock.now(), me.user.name));
    if (told !== null && deed.kind === 'resolve') {
      setClosed(told);
    }
    return told;
  }

  const alerts: Alerts = {
    me,
    feed,
    snapshot,
    view,
    placeId,
    places,
    choosePlace,
    may: (alert, roles) => mayActOn(alert, me.grants, locations, roles),
    act,
    closed,
    forgetClosed: () => setClosed(null),
    letterKeys: {
      on: letterKeys,
      turn(on) {
        preferences.write('keys', on ? 'on' : 'off');
        setLetterKeys(on);
      },
    },
  };
  return (
    <AlertsContext value={alerts}>
      {children}
      <div className="unseen" role="log" aria-live="assertive">
        {announcement}
      </div>
    </AlertsContext>
  );
}

function actionOf(deed: Deed, nowMs: number, by: string): AlertAction {
  switch (deed.kind) {
    case 'acknowledge':
    case 'resolve':
      return { kind: deed.kind, atMs: nowMs, by };
    case 'snooze':
      return { ...deed, forMs: deed.untilMs - nowMs, by };
    default:
      return deed;
  }
}

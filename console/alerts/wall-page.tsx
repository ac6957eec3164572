import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Alert } from '../../contract/protocol/alerts.ts';
import { useLanguage } from '../language/language-context.tsx';
import { whoWithin } from '../language/person-name.ts';
import { Face } from '../look/face.tsx';
import { CheckIcon, CloseIcon } from '../look/icons.tsx';
import { Moment } from '../shell/moment.tsx';
import { useNow } from '../shell/use-now.ts';
import { AlertSign } from './alert-sign.tsx';
import { causeOf, foundOf, helpWords, locationOf, placeOf } from './alert-words.ts';
import { useAlerts } from './alerts-context.ts';
import { useOfflineSince, useTitle } from './alerts-shell.tsx';
import { asksHelp } from './board-view.ts';
import { ConnectionStatus } from './connection-status.tsx';
import { Elsewhere } from './elsewhere.tsx';
import { useWakeLock } from './use-wake-lock.ts';
import './wall-page.css';

/** As many as a screen across the room shows in letters that are read from there. */
const CARDS = 6;
const HANDLED = 3;

/** The board for a screen that nobody touches: who waits, large; the time; and whether what it says is true. */
export function WallPage(): ReactElement {
  const { me, snapshot, view, placeId, places } = useAlerts();
  const { t, times } = useLanguage();
  const nowMs = useNow();
  const offlineSince = useOfflineSince();
  useWakeLock();
  useTitle(t('page.wall'), view.waiting.length);
  const place = places.find(({ id }) => id === placeId)?.name ?? me.organization.name;
  const more = view.waiting.length - CARDS;
  return (
    <main className="wall" data-calm={snapshot.loaded && view.waiting.length === 0}>
      <header className="wall__bar">
        <p className="wall__place">
          <Face mood="happy" />
          {place}
        </p>
        <ConnectionStatus connection={snapshot.connection} />
        <time className="wall__clock" dateTime={new Date(nowMs).toISOString()}>
          {times.timeOfDay(nowMs)}
        </time>
        <Link to="/alerts" className="control wall__leave" aria-label={t('wall.leave')}>
          <CloseIcon />
        </Link>
      </header>
      <WallHeading offlineSince={offlineSince} />
      <Elsewhere untouched />
      <ul className="wall__cards" data-count={Math.min(view.waiting.length, CARDS)}>
        {view.waiting.slice(0, CARDS).map((alert) => (
          <li key={alert.id}>
            <WallCard alert={alert} />
          </li>
        ))}
      </ul>
      <footer className="wall__foot">
        {more > 0 && <p className="wall__more">{t('wall.more', { count: more })}</p>}
        {view.handled.length > 0 && (
          <ul className="wall__handled" aria-label={t('wall.handled')}>
            {view.handled.slice(0, HANDLED).map((alert) => (
              <li key={alert.id}>
                <CheckIcon />
                <strong>{placeOf(alert, t)}</strong>
                <span>{t('alert.by', { name: whoWithin(alert.acknowledged?.by, t) })}</span>
              </li>
            ))}
          </ul>
        )}
      </footer>
    </main>
  );
}

function WallHeading({ offlineSince }: { offlineSince: string | null }): ReactElement {
  const { snapshot, view } = useAlerts();
  const { t } = useLanguage();
  const waiting = view.waiting.length;
  if (!snapshot.loaded) {
    return <h1>{snapshot.trouble === null ? t('board.loading') : t('wall.unknown')}</h1>;
  }
  return (
    <div className="wall__heading">
      {waiting === 0 && offlineSince === null && <Face mood="happy" />}
      <h1>
        {waiting > 0 && t('wall.waiting', { count: waiting })}
        {waiting === 0 &&
          (offlineSince === null ? t('wall.calm') : t('board.calmBefore', { time: offlineSince }))}
      </h1>
      {offlineSince !== null && (
        <p className="wall__offline" role="status">
          {t('connection.banner', { time: offlineSince })}
        </p>
      )}
    </div>
  );
}

function WallCard({ alert }: { alert: Alert }): ReactElement {
  const { t, times } = useLanguage();
  return (
    <article className="wall-card" data-asks-help={asksHelp(alert)} data-state={alert.state}>
      <AlertSign alert={alert} />
      <div>
        <h2>{placeOf(alert, t)}</h2>
        <p className="wall-card__location">{locationOf(alert, t)}</p>
        <p className="wall-card__what">
          {asksHelp(alert) ? helpWords(alert, t) : (foundOf(alert, t, times) ?? causeOf(alert, t))}
        </p>
        <p className="wall-card__since">
          <Moment atMs={alert.openedAtMs} />
          {alert.state === 'escalated' && <span>{t('alert.passedOn')}</span>}
        </p>
      </div>
    </article>
  );
}

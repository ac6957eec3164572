import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { ReactElement } from 'react';
import { failureMessage } from '../api/failure-message.ts';
import { failureIn } from '../api/hub-failure-error.ts';
import { useLanguage } from '../language/language-context.tsx';
import { Face } from '../look/face.tsx';
import { useNow } from '../shell/use-now.ts';
import { useServices } from '../shell/services.ts';
import { historyQuery } from './alert-queries.ts';
import { useAlerts } from './alerts-context.ts';
import { AlertsShell } from './alerts-shell.tsx';
import { HistoryRow } from './history-row.tsx';
import { HISTORY_STATES } from './history-states.ts';
import { KeysHelp } from './keys-help.tsx';
import { PlaceFilter } from './place-filter.tsx';
import { useAlertKeys } from './use-alert-keys.ts';
import './history-page.css';

/** Alerts that were, newest first, a page at a time. */
export function HistoryPage(): ReactElement {
  const { client } = useServices();
  const { placeId, letterKeys, feed } = useAlerts();
  const { t, times } = useLanguage();
  const navigate = useNavigate();
  const nowMs = useNow();
  const { state = 'resolved' } = useSearch({ from: '/alerts/history' });
  const help = useRef<HTMLDialogElement>(null);
  useAlertKeys(letterKeys.on, () => help.current?.showModal());
  const history = useInfiniteQuery(
    historyQuery(client, { state: state === 'all' ? null : state, locationId: placeId }),
  );
  const trouble = failureIn(history.error);
  const isFiltered = placeId !== null || state !== 'resolved';
  const isSignedOut = trouble?.kind === 'signed-out';
  const pages = history.data?.pages ?? null;
  // One that changed between two pages may be on both.
  const alerts =
    pages === null ? [] : [...new Map(pages.flat().map((alert) => [alert.id, alert])).values()];

  useEffect(() => {
    if (isSignedOut) {
      feed.wake();
    }
  }, [isSignedOut, feed]);

  return (
    <AlertsShell title={t('page.history')} className="history">
      <div className="heading">
        <h1>{t('history.title')}</h1>
        {trouble !== null && (
          <p role="status">
            {pages === null
              ? t('history.unknown')
              : t('history.stale', { time: times.clock(history.dataUpdatedAt, nowMs) })}{' '}
            {failureMessage(trouble, t)}
          </p>
        )}
        {pages === null && trouble === null && <p>{t('history.loading')}</p>}
      </div>
      <div className="history__filter" role="search">
        <PlaceFilter />
        <span className="choice">
          <select
            aria-label={t('history.show')}
            value={state}
            onChange={({ currentTarget: { value } }) => {
              const chosen = HISTORY_STATES.find((one) => one === value) ?? 'resolved';
              void navigate({
                to: '/alerts/history',
                replace: true,
                resetScroll: false,
                search: (now) => ({
                  ...now,
                  state: chosen === 'resolved' ? undefined : chosen,
                }),
              });
            }}
          >
            {HISTORY_STATES.map((one) => (
              <option key={one} value={one}>
                {t(`history.${one}`)}
              </option>
            ))}
          </select>
        </span>
      </div>
      {pages !== null && alerts.length === 0 && (
        <div className="history__none" role="status">
          <Face mood="happy" />
          <h2>{t(isFiltered ? 'history.noneHere' : 'history.none')}</h2>
          <p>{t(isFiltered ? 'history.noneHereLead' : 'history.noneLead')}</p>
        </div>
      )}
      {alerts.length > 0 && (
        <ul className="history__list" aria-busy={history.isPlaceholderData}>
          {alerts.map((alert) => (
            <li key={alert.id}>
              <HistoryRow alert={alert} />
            </li>
          ))}
        </ul>
      )}
      {history.hasNextPage && (
        <button
          type="button"
          className="control history__more"
          aria-busy={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {t('history.more')}
        </button>
      )}
      <KeysHelp dialog={help} letterKeys={letterKeys.on} />
    </AlertsShell>
  );
}

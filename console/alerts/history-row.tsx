import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Alert } from '../../contract/protocol/alerts.ts';
import { useLanguage } from '../language/language-context.tsx';
import { CommentIcon } from '../look/icons.tsx';
import { useNow } from '../shell/use-now.ts';
import { stateWords } from './alert-state-words.ts';
import { causeOf, helpWords, locationOf, placeOf } from './alert-words.ts';
import { asksHelp } from './board-view.ts';

/** One alert in one line, or two on a phone; the whole of it is what to press. */
export function HistoryRow({ alert }: { alert: Alert }): ReactElement {
  const { t, times } = useLanguage();
  const nowMs = useNow();
  const clock = (atMs: number): string => times.clock(atMs, nowMs);
  return (
    <article className="history-row whole" data-alert={alert.id} data-state={alert.state}>
      <div className="history-row__where">
        <h2>
          <Link
            className="whole__link"
            to="/alerts/$alertId"
            params={{ alertId: alert.id }}
            data-key="open"
          >
            {placeOf(alert, t)}
          </Link>
        </h2>
        <p>{locationOf(alert, t)}</p>
      </div>
      <p className="history-row__what">
        <span data-asks-help={asksHelp(alert)}>
          {asksHelp(alert) ? helpWords(alert, t) : causeOf(alert, t)}
        </span>
        {alert.kind === 'late' && <span className="alert-card__late">{t('alert.lateMark')}</span>}
        {alert.comments > 0 && (
          <span className="facts-of-alert__comments">
            <CommentIcon />
            {t('alert.comments', { count: alert.comments })}
          </span>
        )}
      </p>
      <p className="history-row__state">{stateWords(alert, t, clock)}</p>
      <time
        dateTime={new Date(alert.openedAtMs).toISOString()}
        title={times.exact(alert.openedAtMs)}
      >
        {clock(alert.openedAtMs)}
      </time>
    </article>
  );
}

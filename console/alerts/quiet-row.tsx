import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import type { ReactElement } from 'react';
import type { Alert } from '../../contract/protocol/alerts.ts';
import { useLanguage } from '../language/language-context.tsx';
import { whoWithin } from '../language/person-name.ts';
import { CheckIcon, MoonIcon } from '../look/icons.tsx';
import { Moment } from '../shell/moment.tsx';
import { useNow } from '../shell/use-now.ts';
import { AlertActs } from './alert-acts.tsx';
import { causeOf, locationOf, placeOf } from './alert-words.ts';
import { useAlerts } from './alerts-context.ts';
import type { Deed } from './alerts-context.ts';
import { NotDone } from './not-done.tsx';

type QuietRowProps = { alert: Alert; onAct: (alert: Alert, deed: Deed) => void };

/** Somebody is on it, or it sleeps: who, and since or until when. */
export function QuietRow({ alert, onAct }: QuietRowProps): ReactElement {
  const { may } = useAlerts();
  const { t, times } = useLanguage();
  const nowMs = useNow();
  const name = useId();
  const { acknowledged, snoozed } = alert;
  return (
    <article
      className="quiet-row"
      data-alert={alert.id}
      data-state={alert.state}
      aria-labelledby={name}
    >
      <span className="quiet-row__sign">{snoozed === null ? <CheckIcon /> : <MoonIcon />}</span>
      <div>
        <h3 id={name} className="quiet-row__place">
          <Link to="/alerts/$alertId" params={{ alertId: alert.id }} data-key="open">
            {placeOf(alert, t)}
          </Link>
        </h3>
        {alert.state === 'acknowledged' && acknowledged !== null && (
          <p className="quiet-row__who">
            <span>{t('alert.by', { name: whoWithin(acknowledged.by, t) })}</span>{' '}
            <Moment atMs={acknowledged.atMs} />
          </p>
        )}
        {snoozed !== null && (
          <p className="quiet-row__who">
            <span>{t('alert.wakes', { time: times.clock(snoozed.untilMs, nowMs) })}</span>{' '}
            <span className="quiet-row__soft">
              {t('alert.by', { name: whoWithin(snoozed.by, t) })}
            </span>
          </p>
        )}
        <p className="quiet-row__soft">
          {locationOf(alert, t)} · {causeOf(alert, t)}
        </p>
        {may(alert) && <AlertActs alert={alert} onAct={onAct} />}
        <NotDone alertId={alert.id} />
      </div>
    </article>
  );
}

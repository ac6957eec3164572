import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import type { ReactElement } from 'react';
import type { Alert } from '../../contract/protocol/alerts.ts';
import { useLanguage } from '../language/language-context.tsx';
import { PlaceIcon } from '../look/icons.tsx';
import { AlertActs } from './alert-acts.tsx';
import { AlertFacts } from './alert-facts.tsx';
import { AlertSign } from './alert-sign.tsx';
import { locationOf, placeOf } from './alert-words.ts';
import { useAlerts } from './alerts-context.ts';
import type { Deed } from './alerts-context.ts';
import { asksHelp } from './board-view.ts';
import { NotDone } from './not-done.tsx';

type AlertCardProps = { alert: Alert; onAct: (alert: Alert, deed: Deed) => void };

/** Somebody is waiting here, for how long, and the one thing to press. */
export function AlertCard({ alert, onAct }: AlertCardProps): ReactElement {
  const { may } = useAlerts();
  const { t } = useLanguage();
  const name = useId();
  return (
    <article
      className="alert-card"
      data-alert={alert.id}
      data-kind={alert.kind}
      data-asks-help={asksHelp(alert)}
      aria-labelledby={name}
    >
      <div className="alert-card__sign">
        <AlertSign alert={alert} />
      </div>
      <div className="alert-card__words">
        <h3 id={name} className="alert-card__place">
          <Link to="/alerts/$alertId" params={{ alertId: alert.id }} data-key="open">
            {placeOf(alert, t)}
          </Link>
        </h3>
        <p className="alert-card__location">
          <PlaceIcon />
          {locationOf(alert, t)}
        </p>
        <AlertFacts alert={alert} />
      </div>
      {may(alert) && <AlertActs alert={alert} onAct={onAct} />}
      <NotDone alertId={alert.id} />
    </article>
  );
}

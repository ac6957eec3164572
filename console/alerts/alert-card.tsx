import { Button } from '@mantine/core';
import { useId } from 'react';
import type { ReactElement } from 'react';
import type { Alert } from '../../contract/protocol/alerts.ts';
import { failureMessage } from '../api/failure-message.ts';
import type { HubFailure } from '../api/hub-result.ts';
import { useLanguage } from '../language/language-context.tsx';
import { Face } from '../look/face.tsx';
import { ClockIcon, PlaceIcon } from '../look/icons.tsx';
import { Moment } from '../shell/moment.tsx';
import { locationOf, placeOf } from './alert-place.ts';

type AlertCardProps = {
  alert: Alert;
  /** Why the last try to pick it up did not reach the hub. */
  refused: HubFailure | null;
  onAcknowledge: (alert: Alert) => void;
};

/** Somebody is waiting here, for how long, and the one thing to press. */
export function AlertCard({ alert, refused, onAcknowledge }: AlertCardProps): ReactElement {
  const { t } = useLanguage();
  const name = useId();
  const place = placeOf(alert, t);
  return (
    <article
      className="alert-card"
      data-kind={alert.kind}
      data-asks-help={alert.helpAsked !== null}
      aria-labelledby={name}
    >
      <div className="alert-card__sign">
        {alert.kind === 'live' ? <Face mood="unhappy" /> : <ClockIcon />}
      </div>
      <div className="alert-card__words">
        <h3 id={name} className="alert-card__place">
          {place}
        </h3>
        <p className="alert-card__location">
          <PlaceIcon />
          {locationOf(alert, t)}
        </p>
        {alert.helpAsked !== null && (
          <p className="alert-card__help" key={alert.helpAsked.atMs}>
            {t('alert.asksHelp')}
            <Moment atMs={alert.helpAsked.atMs} />
          </p>
        )}
        {alert.contactLeft !== null && (
          <p className="alert-card__contact" key={alert.contactLeft.atMs}>
            {t('alert.contactLeft')}
            <Moment atMs={alert.contactLeft.atMs} />
          </p>
        )}
        <p className="alert-card__facts">
          <Moment atMs={alert.openedAtMs} />
          <span className="alert-card__presses" key={alert.presses}>
            {t('alert.presses', { count: alert.presses })}
          </span>
          {alert.kind === 'late' && <span className="alert-card__late">{t('alert.lateMark')}</span>}
        </p>
      </div>
      <Button
        className="alert-card__act"
        data-acknowledge={alert.id}
        aria-label={t('alert.acknowledgeNamed', { place })}
        onClick={() => onAcknowledge(alert)}
      >
        {t('alert.acknowledge')}
      </Button>
      {refused !== null && (
        <p className="alert-card__refused" role="alert">
          {t('alert.notTaken', { reason: failureMessage(refused, t) })}
        </p>
      )}
    </article>
  );
}

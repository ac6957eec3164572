import { useId } from 'react';
import type { ReactElement } from 'react';
import type { Alert } from '../../contract/protocol/alerts.ts';
import { useLanguage } from '../language/language-context.tsx';
import { CheckIcon } from '../look/icons.tsx';
import { Moment } from '../shell/moment.tsx';
import { locationOf, placeOf } from './alert-place.ts';

/** Who is on it, and since when. */
export function PickedUpRow({ alert }: { alert: Alert }): ReactElement {
  const { t } = useLanguage();
  const name = useId();
  return (
    <article className="picked-up" aria-labelledby={name}>
      <span className="picked-up__sign">
        <CheckIcon />
      </span>
      <div>
        <h3 id={name} className="picked-up__place">
          {placeOf(alert, t)}
        </h3>
        {alert.acknowledged !== null && (
          <p className="picked-up__who">
            <span>{t('alert.by', { name: alert.acknowledged.by })}</span>{' '}
            <Moment atMs={alert.acknowledged.atMs} />
          </p>
        )}
        <p className="picked-up__location">
          {locationOf(alert, t)} · {t('alert.presses', { count: alert.presses })}
        </p>
      </div>
    </article>
  );
}

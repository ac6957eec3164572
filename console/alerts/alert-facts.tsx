import type { ReactElement } from 'react';
import type { Alert } from '../../contract/protocol/alerts.ts';
import { useLanguage } from '../language/language-context.tsx';
import { CommentIcon, UpIcon } from '../look/icons.tsx';
import { Moment } from '../shell/moment.tsx';
import { foundOf, helpWords } from './alert-words.ts';
import { asksHelp } from './board-view.ts';

/** What is known of an alert, the most urgent first. */
export function AlertFacts({ alert }: { alert: Alert }): ReactElement {
  const { t, times } = useLanguage();
  const found = foundOf(alert, t, times);
  const isAboutTerminal = alert.cause === 'offline' || alert.cause === 'box-lost';
  return (
    <div className="facts-of-alert">
      {(asksHelp(alert) || alert.state === 'escalated') && (
        <p className="facts-of-alert__marks">
          {asksHelp(alert) && (
            <span className="call" data-tone="help" key={alert.helpAsked?.atMs}>
              {helpWords(alert, t)}
              <Moment atMs={alert.helpAsked?.atMs ?? alert.openedAtMs} />
            </span>
          )}
          {alert.state === 'escalated' && (
            <span className="call" data-tone="passed-on" key={alert.level}>
              <UpIcon />
              {t('alert.passedOn')}
            </span>
          )}
        </p>
      )}
      {found !== null && (
        <p className="facts-of-alert__found">
          {isAboutTerminal && alert.touchpoint !== null && alert.terminal !== null
            ? `${alert.terminal.name}: ${lowerFirst(found)}`
            : found}
        </p>
      )}
      {alert.contactLeft !== null && (
        <p className="facts-of-alert__contact" key={alert.contactLeft.atMs}>
          {t('alert.contactLeft')}
          <Moment atMs={alert.contactLeft.atMs} />
        </p>
      )}
      {alert.calledInStore !== null && (
        <p className="facts-of-alert__quiet">{t('alert.calledInStore')}</p>
      )}
      <p className="facts-of-alert__row">
        <Moment atMs={alert.openedAtMs} />
        {alert.presses > 0 && (
          <span className="alert-card__presses" key={alert.presses}>
            {t('alert.presses', { count: alert.presses })}
          </span>
        )}
        {alert.kind === 'late' && <span className="alert-card__late">{t('alert.lateMark')}</span>}
        {alert.comments > 0 && (
          <span className="facts-of-alert__comments">
            <CommentIcon />
            {t('alert.comments', { count: alert.comments })}
          </span>
        )}
      </p>
    </div>
  );
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLocaleLowerCase() + text.slice(1);
}

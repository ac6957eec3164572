import { useEffect, useRef } from 'react';
import type { ReactElement } from 'react';
import type { Alert, AlertReply } from '../../contract/protocol/alerts.ts';
import { useLanguage } from '../language/language-context.tsx';
import { PlaceIcon } from '../look/icons.tsx';
import { useNow } from '../shell/use-now.ts';
import { AlertActs } from './alert-acts.tsx';
import { shownAlert } from './alert-board.ts';
import { AlertFacts } from './alert-facts.tsx';
import { AlertMessages } from './alert-messages.tsx';
import { AlertSign } from './alert-sign.tsx';
import { stateWords } from './alert-state-words.ts';
import { AlertTimeLine } from './alert-time-line.tsx';
import { locationOf, placeOf } from './alert-words.ts';
import { useAlerts } from './alerts-context.ts';
import type { Deed } from './alerts-context.ts';
import { asksHelp } from './board-view.ts';
import { CommentForm } from './comment-form.tsx';
import { KeysHelp } from './keys-help.tsx';
import { NotDone } from './not-done.tsx';
import { useAlertKeys } from './use-alert-keys.ts';

type AlertDetailProps = {
  reply: AlertReply;
  /** The hub took an action: this is the alert now. */
  onChanged: (alert: Alert) => void;
};

/** What, where, since when; what can be done; what happened, and who was told. */
export function AlertDetail({ reply, onChanged }: AlertDetailProps): ReactElement {
  const { snapshot, act, may, letterKeys } = useAlerts();
  const { t, times } = useLanguage();
  const nowMs = useNow();
  const heading = useRef<HTMLHeadingElement>(null);
  const help = useRef<HTMLDialogElement>(null);
  const alert = shownAlert(snapshot.board, reply.alert);
  const clock = (atMs: number): string => times.clock(atMs, nowMs);

  useAlertKeys(letterKeys.on, () => help.current?.showModal());
  useEffect(() => {
    // Another page: keyboard and screen reader begin where it does.
    heading.current?.focus({ preventScroll: true });
  }, []);

  async function actOn(given: Alert, deed: Deed): Promise<void> {
    const told = await act(given, deed);
    if (told !== null) {
      onChanged(told);
    }
  }

  return (
    <>
      <header
        className="alert-page__head"
        data-alert={alert.id}
        data-asks-help={asksHelp(alert)}
        data-state={alert.state}
      >
        <div className="alert-card__sign">
          <AlertSign alert={alert} />
        </div>
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {placeOf(alert, t)}
          </h1>
          <p className="alert-card__location">
            <PlaceIcon />
            {locationOf(alert, t)}
          </p>
          <p className="alert-page__state" role="status">
            {stateWords(alert, t, clock)}
          </p>
          <AlertFacts alert={alert} />
          <p className="alert-page__since">
            {[
              t('detail.since', { time: clock(alert.openedAtMs) }),
              ...(alert.rule === null ? [] : [t('detail.rule', { name: alert.rule.name })]),
            ].join(' · ')}
          </p>
        </div>
        {may(alert) && <AlertActs alert={alert} onAct={(given, deed) => void actOn(given, deed)} />}
        <NotDone alertId={alert.id} />
      </header>
      <div className="alert-page__story">
        <AlertTimeLine history={reply.history} />
        {may(alert) && <CommentForm alertId={alert.id} />}
      </div>
      <AlertMessages alert={alert} />
      <KeysHelp dialog={help} letterKeys={letterKeys.on} />
    </>
  );
}

import { useId } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { Alert } from '../../contract/protocol/alerts.ts';
import { useLanguage } from '../language/language-context.tsx';
import { KeyboardIcon } from '../look/icons.tsx';
import { AlertCard } from './alert-card.tsx';
import { useAlerts } from './alerts-context.ts';
import type { Deed } from './alerts-context.ts';
import type { BoardView } from './board-view.ts';
import { QuietRow } from './quiet-row.tsx';
import { useSmoothList } from './use-smooth-list.ts';

type AlertSectionsProps = {
  view: BoardView;
  onAct: (alert: Alert, deed: Deed) => void;
  onKeys: () => void;
};

/** Who waits, what came in late, what somebody is on, and what sleeps. */
export function AlertSections({ view, onAct, onKeys }: AlertSectionsProps): ReactElement {
  const { letterKeys } = useAlerts();
  const { t } = useLanguage();
  const card = (alert: Alert): ReactElement => <AlertCard alert={alert} onAct={onAct} />;
  const row = (alert: Alert): ReactElement => <QuietRow alert={alert} onAct={onAct} />;
  return (
    <>
      <div className="alerts__waiting">
        <Section title={t('board.open')} quiet empty={view.waiting.length === 0}>
          <List alerts={view.waiting}>{card}</List>
        </Section>
        <Section title={t('board.late')} lead={t('board.lateLead')} empty={view.late.length === 0}>
          <List alerts={view.late}>{card}</List>
        </Section>
        {view.waiting.length + view.late.length > 0 && (
          <div className="alerts__keys">
            <p aria-hidden="true">
              {(letterKeys.on ? ['J', 'K'] : ['↓', '↑']).map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
              {t('keys.move')}
              <kbd>{letterKeys.on ? 'A' : 'Enter'}</kbd>
              {t('alert.acknowledge')}
            </p>
            <button type="button" className="quiet-button" onClick={onKeys}>
              <KeyboardIcon />
              {t('keys.hint')}
            </button>
          </div>
        )}
      </div>
      <div className="alerts__aside" hidden={view.handled.length + view.snoozed.length === 0}>
        <Section title={t('board.pickedUp')} empty={view.handled.length === 0}>
          <List alerts={view.handled}>{row}</List>
        </Section>
        <Section title={t('board.snoozed')} empty={view.snoozed.length === 0}>
          <List alerts={view.snoozed}>{row}</List>
        </Section>
      </div>
    </>
  );
}

type SectionProps = {
  title: string;
  lead?: string;
  /** The heading is for screen readers only. */
  quiet?: boolean;
  /** Hidden, yet kept, so that the list knows its first item is new. */
  empty: boolean;
  children: ReactNode;
};

function Section({ title, lead, quiet = false, empty, children }: SectionProps): ReactElement {
  const name = useId();
  return (
    <section className="section" aria-labelledby={name} hidden={empty}>
      <h2 id={name} className={quiet ? 'unseen' : 'section__title'}>
        {title}
      </h2>
      {lead !== undefined && <p className="section__lead">{lead}</p>}
      {children}
    </section>
  );
}

function List(props: {
  alerts: readonly Alert[];
  children: (alert: Alert) => ReactElement;
}): ReactElement {
  const list = useSmoothList();
  return (
    <ul ref={list} className="section__list">
      {props.alerts.map((alert) => (
        <li key={alert.id} data-item={alert.id}>
          {props.children(alert)}
        </li>
      ))}
    </ul>
  );
}

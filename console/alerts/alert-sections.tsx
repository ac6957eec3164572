import { useId } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { Alert } from '../../contract/protocol/alerts.ts';
import type { HubFailure } from '../api/hub-result.ts';
import { useLanguage } from '../language/language-context.tsx';
import type { BoardView } from './alert-board.ts';
import { AlertCard } from './alert-card.tsx';
import { PickedUpRow } from './picked-up-row.tsx';
import { useSmoothList } from './use-smooth-list.ts';

type AlertSectionsProps = {
  view: BoardView;
  refused: ReadonlyMap<string, HubFailure>;
  letterKeys: boolean;
  onAcknowledge: (alert: Alert) => void;
};

/** Who waits, what came in late, and what somebody is on. */
export function AlertSections(props: AlertSectionsProps): ReactElement {
  const { t } = useLanguage();
  const { view, refused, onAcknowledge } = props;
  const card = (alert: Alert): ReactElement => (
    <AlertCard
      alert={alert}
      refused={refused.get(alert.id) ?? null}
      onAcknowledge={onAcknowledge}
    />
  );
  return (
    <>
      <div className="alerts__waiting">
        <Section title={t('board.open')} quiet empty={view.open.length === 0}>
          <List alerts={view.open}>{card}</List>
        </Section>
        <Section title={t('board.late')} lead={t('board.lateLead')} empty={view.late.length === 0}>
          <List alerts={view.late}>{card}</List>
        </Section>
        {view.open.length + view.late.length > 0 && (
          <p className="alerts__keys" aria-hidden="true">
            {(props.letterKeys ? ['J', 'K'] : ['↓', '↑']).map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
            {t('board.keysMove')}
            <kbd>{props.letterKeys ? 'A' : 'Enter'}</kbd>
            {t('board.keysAct')}
          </p>
        )}
      </div>
      <div className="alerts__picked-up" hidden={view.acknowledged.length === 0}>
        <Section title={t('board.pickedUp')} empty={view.acknowledged.length === 0}>
          <List alerts={view.acknowledged}>{(alert) => <PickedUpRow alert={alert} />}</List>
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

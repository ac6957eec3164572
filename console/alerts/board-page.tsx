import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import type { ReactElement } from 'react';
import type { Alert } from '../../contract/protocol/alerts.ts';
import { useLanguage } from '../language/language-context.tsx';
import { HistoryIcon, ScreenIcon } from '../look/icons.tsx';
import { AlertSections } from './alert-sections.tsx';
import { useAlerts } from './alerts-context.ts';
import type { Deed } from './alerts-context.ts';
import { AlertsShell, useOfflineSince } from './alerts-shell.tsx';
import { BoardHeading } from './board-heading.tsx';
import { ClosedNote } from './closed-note.tsx';
import { Elsewhere } from './elsewhere.tsx';
import { KeysHelp } from './keys-help.tsx';
import { PlaceFilter } from './place-filter.tsx';
import { focusBeside, useAlertKeys } from './use-alert-keys.ts';

/** The page that is open all day. */
export function BoardPage(): ReactElement {
  const { snapshot, view, act, letterKeys } = useAlerts();
  const { t } = useLanguage();
  const help = useRef<HTMLDialogElement>(null);
  useAlertKeys(letterKeys.on, () => help.current?.showModal());

  function actOn(alert: Alert, deed: Deed): void {
    // The card is about to leave; the keyboard goes on with the one that takes its place.
    focusBeside(alert.id);
    void act(alert, deed);
  }

  return (
    <AlertsShell title={t('page.alerts')} isBoard className="alerts">
      <div className="alerts__head">
        <BoardHeading
          loaded={snapshot.loaded}
          trouble={snapshot.trouble}
          offlineSince={useOfflineSince()}
          waiting={view.waiting.length}
        />
        <nav className="alerts__tools" aria-label={t('page.alerts')}>
          <PlaceFilter />
          <Link to="/alerts/history" className="control">
            <HistoryIcon />
            {t('board.history')}
          </Link>
          <Link to="/alerts/wall" className="control alerts__wall">
            <ScreenIcon />
            {t('board.wall')}
          </Link>
        </nav>
        <Elsewhere />
      </div>
      <AlertSections view={view} onAct={actOn} onKeys={() => help.current?.showModal()} />
      <ClosedNote />
      <KeysHelp dialog={help} letterKeys={letterKeys.on} />
    </AlertsShell>
  );
}

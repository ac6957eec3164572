import type { ReactElement } from 'react';
import type { Alert } from '../../contract/protocol/alerts.ts';
import { Face } from '../look/face.tsx';
import { BoxIcon, ClockIcon, HandIcon, NoLinkIcon, QuietIcon, ScoreIcon } from '../look/icons.tsx';

/** What an alert is about, at a glance; the words beside it say the same. */
export function AlertSign({ alert }: { alert: Alert }): ReactElement {
  if (alert.kind === 'late') {
    return (
      <span className="alert-sign" data-tone="quiet">
        <ClockIcon />
      </span>
    );
  }
  switch (alert.cause) {
    case 'negative':
    case 'count':
      return <Face mood="unhappy" />;
    case 'help':
      return (
        <span className="alert-sign" data-tone="urgent">
          <HandIcon />
        </span>
      );
    case 'score':
      return (
        <span className="alert-sign">
          <ScoreIcon />
        </span>
      );
    case 'silent':
      return (
        <span className="alert-sign">
          <QuietIcon />
        </span>
      );
    case 'offline':
      return (
        <span className="alert-sign">
          <NoLinkIcon />
        </span>
      );
    case 'box-lost':
      return (
        <span className="alert-sign">
          <BoxIcon />
        </span>
      );
  }
}

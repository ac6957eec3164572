import { createContext, use } from 'react';
import type { Alert } from '../../contract/protocol/alerts.ts';
import type { MeReply, Role } from '../../contract/protocol/me.ts';
import type { ListedPlace } from '../places/place-tree.ts';
import type { AlertAction } from './alert-action.ts';
import type { AlertFeed, AlertFeedSnapshot } from './alert-feed.ts';
import type { BoardView } from './board-view.ts';

/** What somebody wants to do; when and who is known. */
export type Deed =
  | Extract<AlertAction, { kind: 'hand-back' | 'reopen' }>
  | { kind: 'acknowledge' | 'resolve' }
  | { kind: 'snooze'; untilMs: number };

/** What the pages about alerts share: one live feed, and the place that is looked at. */
export type Alerts = {
  me: MeReply;
  feed: AlertFeed;
  snapshot: AlertFeedSnapshot;
  /** Of the chosen place. */
  view: BoardView;
  /** A location and all below it; null: everywhere. */
  placeId: string | null;
  /** All that can be chosen; empty until they are known. */
  places: readonly ListedPlace[];
  choosePlace: (locationId: string | null) => void;
  /** By their roles where the alert is. */
  may: (alert: Alert, roles?: readonly Role[]) => boolean;
  act: (alert: Alert, deed: Deed) => Promise<Alert | null>;
  /** What this person closed last, so that a slip of the thumb can be undone. */
  closed: Alert | null;
  forgetClosed: () => void;
  letterKeys: { on: boolean; turn: (on: boolean) => void };
};

export const AlertsContext = createContext<Alerts | null>(null);

export function useAlerts(): Alerts {
  const alerts = use(AlertsContext);
  if (alerts === null) {
    throw new Error('useAlerts needs an AlertsContext above it.');
  }
  return alerts;
}

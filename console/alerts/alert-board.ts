import type { Alert } from '../../contract/protocol/alerts.ts';
import type { HubFailure } from '../api/hub-result.ts';

/**
 * The alerts on screen. What the hub said and what this person just did are kept apart: an acknowledgement shows at
 * once, and when the hub refuses it, taking it back is forgetting it.
 */
export type AlertBoard = {
  /** As the hub last told it. */
  alerts: ReadonlyMap<string, Alert>;
  /** Acknowledgements on their way to the hub, by alert id. */
  acknowledging: ReadonlyMap<string, { atMs: number; by: string }>;
  /** Why the last acknowledgement of an alert did not reach the hub; until the next try or the next word of it. */
  refused: ReadonlyMap<string, HubFailure>;
};

export type BoardEvent =
  /** The whole truth, read while no stream was open: what is not in it is gone, even if the hub went back in time. */
  | { type: 'replaced'; alerts: readonly Alert[] }
  /** News about some alerts; hearing one twice is harmless. */
  | { type: 'heard'; alerts: readonly Alert[] }
  | { type: 'acknowledging'; id: string; atMs: number; by: string }
  | { type: 'acknowledged'; alert: Alert }
  | { type: 'acknowledge-failed'; id: string; failure: HubFailure };

/** Acknowledged alerts that stay on a board which is open all day. */
export const KEPT_ACKNOWLEDGED = 40;

export const emptyBoard: AlertBoard = {
  alerts: new Map(),
  acknowledging: new Map(),
  refused: new Map(),
};

export function changeBoard(board: AlertBoard, event: BoardEvent): AlertBoard {
  switch (event.type) {
    case 'replaced': {
      const alerts = new Map<string, Alert>();
      for (const alert of event.alerts) {
        alerts.set(alert.id, alert);
      }
      return settle({ ...board, alerts });
    }
    case 'heard': {
      const alerts = new Map(board.alerts);
      let changed = false;
      for (const alert of event.alerts) {
        const known = alerts.get(alert.id);
        const newer = newerOf(known, alert);
        changed ||= newer !== known;
        alerts.set(alert.id, newer);
      }
      return changed ? settle({ ...board, alerts }) : board;
    }
    case 'acknowledging':
      return {
        ...board,
        acknowledging: new Map(board.acknowledging).set(event.id, {
          atMs: event.atMs,
          by: event.by,
        }),
        refused: without(board.refused, event.id),
      };
    case 'acknowledged': {
      const alerts = new Map(board.alerts);
      alerts.set(event.alert.id, newerOf(alerts.get(event.alert.id), event.alert));
      return settle({
        alerts,
        acknowledging: without(board.acknowledging, event.alert.id),
        refused: without(board.refused, event.alert.id),
      });
    }
    case 'acknowledge-failed':
      return {
        ...board,
        acknowledging: without(board.acknowledging, event.id),
        refused:
          board.alerts.get(event.id)?.state === 'open'
            ? new Map(board.refused).set(event.id, event.failure)
            : board.refused,
      };
  }
}

/** The board as it is read: open alerts first, and within each group the newest first. */
export type BoardView = {
  /**
   * Open and live: somebody is waiting. Those where a visitor asks for help come first; then newest first by when it
   * opened, so that more presses never move a card from under a thumb.
   */
  open: readonly Alert[];
  /** Open, but the presses were old when the hub heard of them. */
  late: readonly Alert[];
  /** Newest acknowledgement first. */
  acknowledged: readonly Alert[];
};

export function viewBoard(board: AlertBoard): BoardView {
  const shown = [...board.alerts.values()].map((alert): Alert => {
    const own = board.acknowledging.get(alert.id);
    return own === undefined || alert.state === 'acknowledged'
      ? alert
      : { ...alert, state: 'acknowledged', acknowledged: own };
  });
  const open = shown.filter((alert) => alert.state === 'open').toSorted(byUrgency);
  return {
    open: open.filter((alert) => alert.kind === 'live'),
    late: open.filter((alert) => alert.kind === 'late'),
    acknowledged: shown.filter((alert) => alert.state === 'acknowledged').toSorted(byAcknowledged),
  };
}

/** Alerts that somebody must hear about: open, live, and not on the board before, or not with this cry for help. */
export function arrivals(before: AlertBoard, after: AlertBoard): readonly Alert[] {
  return [...after.alerts.values()].filter((alert) => {
    if (alert.state !== 'open' || alert.kind !== 'live') {
      return false;
    }
    const known = before.alerts.get(alert.id);
    return known === undefined || askedAtMs(alert) > askedAtMs(known);
  });
}

/** 0 when nobody asked for help. */
function askedAtMs({ helpAsked }: Alert): number {
  return helpAsked?.atMs ?? 0;
}

/** Two tellings of one alert can cross on their way; presses and cries for help only grow, an acknowledgement stays. */
function newerOf(known: Alert | undefined, told: Alert): Alert {
  if (known === undefined) {
    return told;
  }
  const older =
    told.presses < known.presses ||
    told.lastPressAtMs < known.lastPressAtMs ||
    askedAtMs(told) < askedAtMs(known) ||
    (known.state === 'acknowledged' && told.state === 'open');
  return older || JSON.stringify(known) === JSON.stringify(told) ? known : told;
}

/** Forgets notes about alerts that are no longer open, and the oldest acknowledged alerts. */
function settle(board: AlertBoard): AlertBoard {
  const acknowledged = [...board.alerts.values()]
    .filter((alert) => alert.state === 'acknowledged')
    .toSorted(byAcknowledged);
  const dropped = new Set(acknowledged.slice(KEPT_ACKNOWLEDGED).map((alert) => alert.id));
  return {
    alerts:
      dropped.size === 0
        ? board.alerts
        : new Map([...board.alerts].filter(([id]) => !dropped.has(id))),
    acknowledging: board.acknowledging,
    refused: new Map([...board.refused].filter(([id]) => board.alerts.get(id)?.state === 'open')),
  };
}

function byUrgency(a: Alert, b: Alert): number {
  return Number(b.helpAsked !== null) - Number(a.helpAsked !== null) || byOpened(a, b);
}

function byOpened(a: Alert, b: Alert): number {
  return b.openedAtMs - a.openedAtMs || (a.id < b.id ? 1 : -1);
}

function byAcknowledged(a: Alert, b: Alert): number {
  return (b.acknowledged?.atMs ?? 0) - (a.acknowledged?.atMs ?? 0) || byOpened(a, b);
}

function without<Value>(map: ReadonlyMap<string, Value>, id: string): ReadonlyMap<string, Value> {
  if (!map.has(id)) {
    return map;
  }
  const rest = new Map(map);
  rest.delete(id);
  return rest;
}

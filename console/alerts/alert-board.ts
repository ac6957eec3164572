import type { Alert } from '../../contract/protocol/alerts.ts';
import type { HubFailure } from '../api/hub-result.ts';
import { afterAction, isWaiting } from './alert-action.ts';
import type { AlertAction } from './alert-action.ts';
import { isOlder } from './newer-telling.ts';

/**
 * The alerts on screen. What the hub said and what this person just did are kept apart: an action shows at once, and
 * when the hub refuses it, taking it back is forgetting it.
 */
export type AlertBoard = {
  /** As the hub last told it; none that is resolved. */
  alerts: ReadonlyMap<string, Alert>;
  /** On its way to the hub, by alert id; one at a time for each alert. */
  acting: ReadonlyMap<string, AlertAction>;
  /** Why the last action with an alert did not reach the hub; until the next try or the next word of it. */
  refused: ReadonlyMap<string, RefusedAction>;
  /**
   * What the hub answered to an action that the stream has not told of yet. A word from before that action may still
   * be under way, and must not undo it.
   */
  answered: ReadonlyMap<string, Answer>;
};

export type RefusedAction = { kind: AlertAction['kind']; failure: HubFailure };

type Answer = { before: Alert; after: Alert };

export type BoardEvent =
  /** The whole truth, read while no stream was open: what is not in it is gone, even if the hub went back in time. */
  | { type: 'replaced'; alerts: readonly Alert[] }
  /** By the stream, in the order in which it happened; hearing one twice is harmless. */
  | { type: 'heard'; alerts: readonly Alert[] }
  /** Read beside the stream: those that neither the stream nor an action changed meanwhile. */
  | { type: 'checked'; alerts: readonly Alert[] }
  | { type: 'acting'; id: string; action: AlertAction }
  | { type: 'acted'; alert: Alert }
  | { type: 'refused'; id: string; failure: HubFailure };

/** Acknowledged alerts that stay on a board which is open all day. */
export const KEPT_ACKNOWLEDGED = 40;

export const emptyBoard: AlertBoard = {
  alerts: new Map(),
  acting: new Map(),
  refused: new Map(),
  answered: new Map(),
};

export function changeBoard(board: AlertBoard, event: BoardEvent): AlertBoard {
  switch (event.type) {
    case 'replaced':
      return settle({
        ...board,
        alerts: new Map(event.alerts.map((alert) => [alert.id, alert])),
        answered: new Map(),
      });
    case 'heard':
      return event.alerts.reduce(hear, board);
    case 'checked':
      return event.alerts.reduce(
        (next, alert) => hear({ ...next, answered: without(next.answered, alert.id) }, alert),
        board,
      );
    case 'acting':
      return {
        ...board,
        acting: new Map(board.acting).set(event.id, event.action),
        refused: without(board.refused, event.id),
      };
    case 'acted':
      return takeAnswer(board, event.alert);
    case 'refused': {
      const action = board.acting.get(event.id);
      const known = board.alerts.get(event.id);
      const acting = without(board.acting, event.id);
      // Somebody else may have done it meanwhile: then there is nothing to complain about.
      const matters =
        action !== undefined && (known === undefined || afterAction(known, action) !== known);
      return {
        ...board,
        acting,
        refused: matters
          ? new Map(board.refused).set(event.id, { kind: action.kind, failure: event.failure })
          : board.refused,
      };
    }
  }
}

/** An alert with what this person just did to it. */
export function shownAlert({ acting }: Pick<AlertBoard, 'acting'>, alert: Alert): Alert {
  const action = acting.get(alert.id);
  return action === undefined ? alert : afterAction(alert, action);
}

function hear(board: AlertBoard, told: Alert): AlertBoard {
  const known = board.alerts.get(told.id);
  if (known !== undefined && isSame(told, known)) {
    return board.answered.has(told.id)
      ? { ...board, answered: without(board.answered, told.id) }
      : board;
  }
  const answer = board.answered.get(told.id);
  const isStale =
    (known !== undefined && isOlder(told, known)) ||
    (answer !== undefined && isFromBefore(told, answer));
  if (isStale) {
    return board;
  }
  return settle({
    ...board,
    alerts: new Map(board.alerts).set(told.id, told),
    answered: without(board.answered, told.id),
    refused: known?.state === told.state ? board.refused : without(board.refused, told.id),
  });
}

function takeAnswer(board: AlertBoard, after: Alert): AlertBoard {
  const { id } = after;
  const before = board.alerts.get(id);
  const action = board.acting.get(id);
  const next: AlertBoard = {
    ...board,
    acting: without(board.acting, id),
    refused: without(board.refused, id),
  };
  // The stream was quicker when what it told leaves nothing to do; whatever came after it counts.
  const toldAlready =
    before !== undefined &&
    (isOlder(after, before) || (action !== undefined && afterAction(before, action) === before));
  return toldAlready
    ? next
    : settle({
        ...next,
        alerts: new Map(next.alerts).set(id, after),
        answered:
          before === undefined ? next.answered : new Map(next.answered).set(id, { before, after }),
      });
}

/** Told before the hub did what it answered: the state of then, and nothing gathered since. */
function isFromBefore(told: Alert, { before, after }: Answer): boolean {
  return isOlder(told, after) || (told.state === before.state && !isOlder(after, told));
}

function isSame(one: Alert, other: Alert): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Forgets what is resolved, and the oldest acknowledged alerts. */
function settle(board: AlertBoard): AlertBoard {
  const alerts = [...board.alerts.values()].filter(({ state }) => state !== 'resolved');
  const dropped = new Set(
    alerts
      .filter(({ state }) => state === 'acknowledged')
      .toSorted((a, b) => (b.acknowledged?.atMs ?? 0) - (a.acknowledged?.atMs ?? 0))
      .slice(KEPT_ACKNOWLEDGED)
      .map(({ id }) => id),
  );
  const kept = alerts.filter(({ id }) => !dropped.has(id));
  return kept.length === board.alerts.size
    ? board
    : { ...board, alerts: new Map(kept.map((alert) => [alert.id, alert])) };
}

/**
 * Alerts that somebody must hear about: waiting and live, and not on the board before, or not waiting then, or with a
 * new cry for help, or passed on to more people.
 */
export function arrivals(before: AlertBoard, after: AlertBoard): readonly Alert[] {
  return [...after.alerts.values()].filter((told) => {
    const alert = shownAlert(after, told);
    if (!isWaiting(alert) || alert.kind !== 'live') {
      return false;
    }
    const old = before.alerts.get(alert.id);
    if (old === undefined) {
      return true;
    }
    const known = shownAlert(before, old);
    return (
      !isWaiting(known) ||
      (alert.helpAsked?.atMs ?? 0) > (known.helpAsked?.atMs ?? 0) ||
      alert.level > known.level
    );
  });
}

function without<Value>(map: ReadonlyMap<string, Value>, id: string): ReadonlyMap<string, Value> {
  if (!map.has(id)) {
    return map;
  }
  const rest = new Map(map);
  rest.delete(id);
  return rest;
}

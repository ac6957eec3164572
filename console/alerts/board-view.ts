import type { Alert } from '../../contract/protocol/alerts.ts';
import { isWaiting } from './alert-action.ts';
import { shownAlert } from './alert-board.ts';
import type { AlertBoard } from './alert-board.ts';

/** The board as it is read. */
export type BoardView = {
  /**
   * Live, and nobody is on it. Those where a visitor asks for help come first, then those that were passed on; then
   * newest first by when they opened, so that more presses never move a card from under a thumb.
   */
  waiting: readonly Alert[];
  /** The same, but the presses were old when the hub heard of them. */
  late: readonly Alert[];
  /** Newest acknowledgement first. */
  handled: readonly Alert[];
  /** The next to wake up first. */
  snoozed: readonly Alert[];
  /** How many live ones wait at the places that are not shown. */
  elsewhere: number;
};

/** @param locationIds the places that are shown; null: all, also what belongs to no place yet. */
export function viewBoard(
  board: Pick<AlertBoard, 'alerts' | 'acting'>,
  locationIds: ReadonlySet<string> | null = null,
): BoardView {
  const all = [...board.alerts.values()].map((alert) => shownAlert(board, alert));
  const shown = all.filter(
    ({ location }) => locationIds === null || (location !== null && locationIds.has(location.id)),
  );
  const waiting = shown.filter(isWaiting).toSorted(byUrgency);
  return {
    waiting: waiting.filter(isLive),
    late: waiting.filter((alert) => !isLive(alert)),
    handled: shown.filter(({ state }) => state === 'acknowledged').toSorted(byAcknowledged),
    snoozed: shown.filter(({ state }) => state === 'snoozed').toSorted(byWaking),
    elsewhere:
      all.filter((alert) => isWaiting(alert) && isLive(alert)).length -
      waiting.filter(isLive).length,
  };
}

function isLive({ kind }: Alert): boolean {
  return kind === 'live';
}

/** What a visitor asked for, by pressing or by what followed the press. */
export function asksHelp({ cause, helpAsked }: Alert): boolean {
  return cause === 'help' || helpAsked !== null;
}

function byUrgency(a: Alert, b: Alert): number {
  return (
    Number(asksHelp(b)) - Number(asksHelp(a)) ||
    Number(b.state === 'escalated') - Number(a.state === 'escalated') ||
    byOpened(a, b)
  );
}

function byAcknowledged(a: Alert, b: Alert): number {
  return (b.acknowledged?.atMs ?? 0) - (a.acknowledged?.atMs ?? 0) || byOpened(a, b);
}

function byWaking(a: Alert, b: Alert): number {
  return (a.snoozed?.untilMs ?? 0) - (b.snoozed?.untilMs ?? 0) || byOpened(a, b);
}

function byOpened(a: Alert, b: Alert): number {
  return b.openedAtMs - a.openedAtMs || (a.id < b.id ? 1 : -1);
}

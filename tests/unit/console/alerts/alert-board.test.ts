import { describe, expect, it } from 'vitest';
import type { AlertAction } from '../../../../console/alerts/alert-action.ts';
import {
  KEPT_ACKNOWLEDGED,
  arrivals,
  changeBoard,
  emptyBoard,
} from '../../../../console/alerts/alert-board.ts';
import type { AlertBoard, BoardEvent } from '../../../../console/alerts/alert-board.ts';
import { viewBoard } from '../../../../console/alerts/board-view.ts';
import type { Alert } from '../../../../contract/protocol/alerts.ts';
import {
  acknowledgedAlert,
  alertId,
  makeAlert,
  resolvedAlert,
  snoozedAlert,
} from '../../../support/alert-maker.ts';

const play = (...events: readonly BoardEvent[]): AlertBoard => playOn(emptyBoard, ...events);

const playOn = (board: AlertBoard, ...events: readonly BoardEvent[]): AlertBoard =>
  events.reduce(changeBoard, board);

const heard = (...alerts: readonly Alert[]): BoardEvent => ({ type: 'heard', alerts });

const acting = (action: AlertAction): BoardEvent => ({ type: 'acting', id: alertId(1), action });

const take: AlertAction = { kind: 'acknowledge', atMs: 7_000, by: 'Anna' };
const sleep: AlertAction = { kind: 'snooze', forMs: 1_000, untilMs: 8_000, by: 'Anna' };
const resolve: AlertAction = { kind: 'resolve', atMs: 7_000, by: 'Anna' };
const handBack: AlertAction = { kind: 'hand-back' };

const open = makeAlert(1);
const escalated = makeAlert(1, { state: 'escalated', level: 1 });
const snoozed = snoozedAlert(open, 'Anna', 8_000);
const taken = acknowledgedAlert(open, 'Anna', 7_000);
const over = resolvedAlert(open, 'Anna', 7_000);

describe('AlertBoard', () => {
  it('stays the very same board when an alert is heard twice', () => {
    const once = play(heard(open));
    expect(changeBoard(once, heard(open))).toBe(once);
  });

  it('takes the whole alert when it changed', () => {
    const more = makeAlert(1, { presses: 3, lastPressAtMs: 5_000 });
    expect(play(heard(open), heard(more)).alerts.get(open.id)).toEqual(more);
  });

  it.each([
    ['taken on', open, taken],
    ['snoozed', open, snoozed],
    ['passed on', open, escalated],
    ['awake again', snoozed, open],
    ['handed back', taken, open],
    ['handed back to those it was passed on to', acknowledgedAlert(escalated, 'Sam', 1), escalated],
  ])('follows the hub from state to state: %s', (_, before, after) => {
    expect([...play(heard(before), heard(after)).alerts.values()]).toEqual([after]);
  });

  it('forgets what is over, and hears of it again when it is reopened', () => {
    const board = play(heard(taken), heard(over));
    expect(board.alerts.size).toBe(0);
    expect(playOn(board, heard(open)).alerts.get(open.id)).toEqual(open);
  });

  it.each([
    ['fewer presses', { presses: 1 }],
    ['an earlier last press', { presses: 2, lastPressAtMs: 500 }],
    ['fewer comments', { presses: 2, comments: 0 }],
    ['no cry for help yet', { presses: 2, comments: 1, helpAsked: null }],
  ])('ignores an older telling that overtook the newer: %s', (_, older) => {
    const known = acknowledgedAlert(
      makeAlert(1, { presses: 2, comments: 1, helpAsked: { atMs: 900 } }),
      'Sam',
      8_000,
    );
    const board = play(heard(known));
    expect(changeBoard(board, heard({ ...known, state: 'open', ...older }))).toBe(board);
  });

  it('believes a fresh load over what it knew, even when an alert is open again or gone', () => {
    const board = play(heard(taken, makeAlert(2)), { type: 'replaced', alerts: [open] });
    expect(board.alerts).toEqual(new Map([[open.id, open]]));
  });

  it('does not grow all day: the oldest acknowledged alerts leave, waiting and snoozed ones never do', () => {
    const acknowledged = Array.from({ length: KEPT_ACKNOWLEDGED + 5 }, (_, index) =>
      acknowledgedAlert(makeAlert(index + 1), 'Sam', 1_000 * (index + 1)),
    );
    const waiting = Array.from({ length: 100 }, (_, index) => makeAlert(1_000 + index));
    const asleep = Array.from({ length: 100 }, (_, index) =>
      snoozedAlert(makeAlert(2_000 + index), 'Sam', 9_000),
    );
    const view = viewBoard(play(heard(...acknowledged, ...waiting, ...asleep)));
    expect([view.waiting.length, view.snoozed.length]).toEqual([100, 100]);
    expect(view.handled).toEqual(acknowledged.slice(5).toReversed());
  });
});

describe('What somebody does on the board', () => {
  it.each([
    [open, take, taken],
    [escalated, take, acknowledgedAlert(escalated, 'Anna', 7_000)],
    [snoozed, take, { ...taken, snoozed: null }],
    [open, sleep, snoozed],
    [escalated, sleep, snoozedAlert(escalated, 'Anna', 8_000)],
    [taken, handBack, open],
    [acknowledgedAlert(escalated, 'Sam', 1), handBack, escalated],
  ])('shows at once: %#', (before, action, after) => {
    const view = viewBoard(play(heard(before), acting(action)));
    expect([...view.waiting, ...view.handled, ...view.snoozed]).toEqual([after]);
  });

  it.each([open, escalated, snoozed, taken])('shows at once that it is done: %#', (before) => {
    const view = viewBoard(play(heard(before), acting(resolve)));
    expect([...view.waiting, ...view.handled, ...view.snoozed]).toEqual([]);
  });

  it.each([
    [taken, take],
    [taken, sleep],
    [open, handBack],
  ])('shows nothing of what the state of the alert does not allow: %#', (before, action) => {
    const view = viewBoard(play(heard(before), acting(action)));
    expect([...view.waiting, ...view.handled, ...view.snoozed]).toEqual([before]);
  });

  it('becomes the hub’s word when it answers, and needs the stream no more', () => {
    const told = acknowledgedAlert(open, 'Anna', 7_100);
    const board = play(heard(open), acting(take), { type: 'acted', alert: told }, heard(told));
    expect(board).toEqual({ ...emptyBoard, alerts: new Map([[told.id, told]]) });
  });

  it('shows who was first when somebody else took the alert in the meantime', () => {
    const sam = acknowledgedAlert(open, 'Sam', 6_900);
    const board = play(heard(open), acting(take), heard(sam), {
      type: 'refused',
      id: alertId(1),
      failure: { kind: 'unreachable' },
    });
    expect(board).toEqual({ ...emptyBoard, alerts: new Map([[sam.id, sam]]) });
  });

  it.each([
    ['taking it on', open, take],
    ['snoozing', open, sleep],
    ['being done', taken, resolve],
    ['handing back', taken, handBack],
  ])(
    'is taken back when it failed, with the reason, until the next try: %s',
    (_, before, action) => {
      const failed = play(heard(before), acting(action), {
        type: 'refused',
        id: alertId(1),
        failure: { kind: 'unreachable' },
      });
      expect(failed).toEqual({
        ...emptyBoard,
        alerts: new Map([[before.id, before]]),
        refused: new Map([[before.id, { kind: action.kind, failure: { kind: 'unreachable' } }]]),
      });
      expect(playOn(failed, acting(action)).refused).toEqual(new Map());
    },
  );

  it('forgets why it failed once the alert is in another state', () => {
    const board = play(
      heard(open),
      acting(take),
      { type: 'refused', id: alertId(1), failure: { kind: 'unreachable' } },
      heard(snoozed),
    );
    expect(board.refused).toEqual(new Map());
  });

  it.each([
    ['taken on', open, take, taken],
    ['snoozed', escalated, sleep, snoozedAlert(escalated, 'Anna', 8_000)],
    ['handed back', taken, handBack, open],
    ['done', taken, resolve, resolvedAlert(taken, 'Anna', 7_000)],
  ])(
    'is not undone by a word from before it that comes after the answer: %s',
    (_, was, action, is) => {
      const answered = play(heard(was), acting(action), { type: 'acted', alert: is });
      const late = { ...was, comments: was.comments };
      expect(playOn(answered, heard(late))).toBe(answered);
      // The stream caught up; the same state may now come anew.
      const caughtUp = playOn(answered, heard(is));
      expect(playOn(caughtUp, heard(was)).alerts.get(was.id)).toEqual(was);
    },
  );

  it('gives way at once to what certainly came after it', () => {
    const more = makeAlert(1, { presses: 2, lastPressAtMs: 9_000 });
    const board = play(heard(open), acting(take), { type: 'acted', alert: taken }, heard(more));
    expect(board.alerts.get(open.id)).toEqual(more);
  });

  it('gives way to a reading that was asked for after it', () => {
    const board = play(
      heard(open),
      acting(take),
      { type: 'acted', alert: taken },
      { type: 'checked', alerts: [open] },
    );
    expect(board.alerts.get(open.id)).toEqual(open);
  });

  it('keeps what the stream told before the answer came, also when it was handed back since', () => {
    const sam = acknowledgedAlert(makeAlert(1, { comments: 1 }), 'Anna', 7_000);
    const board = play(heard(open), acting(take), heard(sam), { type: 'acted', alert: taken });
    expect(board).toEqual({ ...emptyBoard, alerts: new Map([[sam.id, sam]]) });
  });
});

describe('arrivals', () => {
  it('are the waiting live alerts that were not there before', () => {
    const before = play(heard(open));
    const after = changeBoard(
      before,
      heard(
        makeAlert(1, { presses: 2 }),
        makeAlert(2),
        makeAlert(3, { kind: 'late' }),
        acknowledgedAlert(makeAlert(4), 'Sam', 1),
        snoozedAlert(makeAlert(5), 'Sam', 9_000),
      ),
    );
    expect(arrivals(before, after)).toEqual([makeAlert(2)]);
  });

  it.each([
    ['awake again', snoozed, open],
    ['handed back', taken, open],
    ['passed on to more people', open, escalated],
    ['passed on once more', escalated, makeAlert(1, { state: 'escalated', level: 2 })],
  ])('are those that call anew: %s', (_, before, after) => {
    const known = play(heard(before));
    expect(arrivals(known, changeBoard(known, heard(after)))).toEqual([after]);
  });

  it('are not what somebody here is on already', () => {
    const board = play(heard(open), acting(take));
    const after = changeBoard(board, heard(escalated));
    expect(arrivals(board, after)).toEqual([]);
  });

  it('let a cry for help be heard although its alert is known, and each anew', () => {
    const known = play(heard(open));
    const first = makeAlert(1, { helpAsked: { atMs: 9_000 } });
    const second = makeAlert(1, { helpAsked: { atMs: 9_500 } });
    const once = changeBoard(known, heard(first));
    const twice = changeBoard(once, heard(second));
    expect([arrivals(known, once), arrivals(once, twice)]).toEqual([[first], [second]]);
    expect(changeBoard(twice, heard(first))).toBe(twice);
  });

  it('let nobody hear a cry that came late, or that somebody is on already', () => {
    const late = makeAlert(1, { kind: 'late', helpAsked: { atMs: 9_000 } });
    const ours = acknowledgedAlert(makeAlert(2, { helpAsked: { atMs: 9_000 } }), 'Sam', 8_000);
    expect(arrivals(emptyBoard, play(heard(late, ours)))).toEqual([]);
  });
});

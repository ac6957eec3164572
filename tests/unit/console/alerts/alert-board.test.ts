import { describe, expect, it } from 'vitest';
import {
  KEPT_ACKNOWLEDGED,
  arrivals,
  changeBoard,
  emptyBoard,
  viewBoard,
} from '../../../../console/alerts/alert-board.ts';
import type { AlertBoard, BoardEvent } from '../../../../console/alerts/alert-board.ts';
import { acknowledgedAlert, alertId, makeAlert } from '../../../support/alert-maker.ts';

const play = (...events: readonly BoardEvent[]): AlertBoard =>
  events.reduce(changeBoard, emptyBoard);

describe('AlertBoard', () => {
  it('shows open alerts newest first, late ones apart, and acknowledged ones by when they were taken', () => {
    const tookFirst = acknowledgedAlert(makeAlert(4), 'Sam', 9_000);
    const tookLast = acknowledgedAlert(makeAlert(1), 'Anna', 10_000);
    const late = makeAlert(6, { kind: 'late' });
    const board = play({
      type: 'replaced',
      alerts: [makeAlert(2), tookFirst, late, makeAlert(5), tookLast],
    });
    expect(viewBoard(board)).toEqual({
      open: [makeAlert(5), makeAlert(2)],
      late: [late],
      acknowledged: [tookLast, tookFirst],
    });
  });

  it('puts those first where a visitor asks for help', () => {
    const asking = makeAlert(1, { helpAsked: { atMs: 9_000 } });
    const board = play({ type: 'replaced', alerts: [makeAlert(2), asking, makeAlert(3)] });
    expect(viewBoard(board).open).toEqual([asking, makeAlert(3), makeAlert(2)]);
  });

  it('lets a cry for help be heard although its alert is known, and each anew', () => {
    const known = play({ type: 'heard', alerts: [makeAlert(1)] });
    const first = makeAlert(1, { helpAsked: { atMs: 9_000 } });
    const second = makeAlert(1, { helpAsked: { atMs: 9_500 } });
    const once = changeBoard(known, { type: 'heard', alerts: [first] });
    const twice = changeBoard(once, { type: 'heard', alerts: [second] });
    expect([arrivals(known, once), arrivals(once, twice)]).toEqual([[first], [second]]);
    expect(changeBoard(twice, { type: 'heard', alerts: [first] })).toBe(
      changeBoard(twice, { type: 'heard', alerts: [second] }),
    );
  });

  it('lets nobody hear a cry that came late, or that somebody is on already', () => {
    const late = makeAlert(1, { kind: 'late', helpAsked: { atMs: 9_000 } });
    const taken = acknowledgedAlert(makeAlert(2, { helpAsked: { atMs: 9_000 } }), 'Sam', 8_000);
    expect(arrivals(emptyBoard, play({ type: 'heard', alerts: [late, taken] }))).toEqual([]);
  });

  it('stays the very same board when an alert is heard twice', () => {
    const once = play({ type: 'heard', alerts: [makeAlert(1)] });
    expect(changeBoard(once, { type: 'heard', alerts: [makeAlert(1)] })).toBe(once);
  });

  it('takes the whole alert when it changed', () => {
    const more = makeAlert(1, { presses: 3, lastPressAtMs: 5_000 });
    const board = play(
      { type: 'heard', alerts: [makeAlert(1)] },
      { type: 'heard', alerts: [more] },
    );
    expect(viewBoard(board).open).toEqual([more]);
  });

  it('keeps its place in the list when more presses join it', () => {
    const more = makeAlert(1, { presses: 2, lastPressAtMs: 60_000 });
    const board = play(
      { type: 'heard', alerts: [makeAlert(1), makeAlert(2)] },
      { type: 'heard', alerts: [more] },
    );
    expect(viewBoard(board).open).toEqual([makeAlert(2), more]);
  });

  it.each([
    ['fewer presses', makeAlert(1, { presses: 1 })],
    ['an earlier last press', makeAlert(1, { presses: 2, lastPressAtMs: 500 })],
    ['not acknowledged yet', makeAlert(1, { presses: 2 })],
  ])('ignores an older telling that overtook the newer: %s', (_, older) => {
    const known = acknowledgedAlert(makeAlert(1, { presses: 2 }), 'Sam', 8_000);
    const board = play({ type: 'heard', alerts: [known] }, { type: 'heard', alerts: [older] });
    expect(viewBoard(board).acknowledged).toEqual([known]);
  });

  it('believes a fresh load over what it knew, even when an alert is open again or gone', () => {
    const board = play(
      { type: 'heard', alerts: [acknowledgedAlert(makeAlert(1), 'Sam', 8_000), makeAlert(2)] },
      { type: 'replaced', alerts: [makeAlert(1)] },
    );
    expect(viewBoard(board)).toEqual({ open: [makeAlert(1)], late: [], acknowledged: [] });
  });

  it('shows an acknowledgement at once and the hub’s word when it comes', () => {
    const waiting = play(
      { type: 'heard', alerts: [makeAlert(1)] },
      { type: 'acknowledging', id: alertId(1), atMs: 7_000, by: 'Anna' },
    );
    expect(viewBoard(waiting).acknowledged).toEqual([
      acknowledgedAlert(makeAlert(1), 'Anna', 7_000),
    ]);

    const told = acknowledgedAlert(makeAlert(1), 'Anna', 7_100);
    const settled = changeBoard(waiting, { type: 'acknowledged', alert: told });
    expect(settled).toEqual({
      alerts: new Map([[told.id, told]]),
      acknowledging: new Map(),
      refused: new Map(),
    });
  });

  it('shows who was first when somebody else took the alert in the meantime', () => {
    const sam = acknowledgedAlert(makeAlert(1), 'Sam', 6_900);
    const board = play(
      { type: 'heard', alerts: [makeAlert(1)] },
      { type: 'acknowledging', id: alertId(1), atMs: 7_000, by: 'Anna' },
      { type: 'heard', alerts: [sam] },
      { type: 'acknowledge-failed', id: alertId(1), failure: { kind: 'unreachable' } },
    );
    expect(viewBoard(board).acknowledged).toEqual([sam]);
    expect(board.refused).toEqual(new Map());
  });

  it('takes an acknowledgement back when it failed, says why, and forgets that on the next try', () => {
    const failed = play(
      { type: 'heard', alerts: [makeAlert(1)] },
      { type: 'acknowledging', id: alertId(1), atMs: 7_000, by: 'Anna' },
      { type: 'acknowledge-failed', id: alertId(1), failure: { kind: 'unreachable' } },
    );
    expect(viewBoard(failed).open).toEqual([makeAlert(1)]);
    expect(failed.refused).toEqual(new Map([[alertId(1), { kind: 'unreachable' }]]));

    const again = changeBoard(failed, {
      type: 'acknowledging',
      id: alertId(1),
      atMs: 8_000,
      by: 'Anna',
    });
    expect(again.refused).toEqual(new Map());
  });

  it('does not grow all day: the oldest acknowledged alerts leave, open ones never do', () => {
    const acknowledged = Array.from({ length: KEPT_ACKNOWLEDGED + 5 }, (_, index) =>
      acknowledgedAlert(makeAlert(index + 1), 'Sam', 1_000 * (index + 1)),
    );
    const open = Array.from({ length: 100 }, (_, index) => makeAlert(1_000 + index));
    const view = viewBoard(play({ type: 'heard', alerts: [...acknowledged, ...open] }));
    expect(view.open).toHaveLength(100);
    expect(view.acknowledged).toEqual(acknowledged.slice(5).toReversed());
  });
});

describe('arrivals', () => {
  it('are the open live alerts that were not there before', () => {
    const before = play({ type: 'heard', alerts: [makeAlert(1)] });
    const after = changeBoard(before, {
      type: 'heard',
      alerts: [
        makeAlert(1, { presses: 2 }),
        makeAlert(2),
        makeAlert(3, { kind: 'late' }),
        acknowledgedAlert(makeAlert(4), 'Sam', 1),
      ],
    });
    expect(arrivals(before, after)).toEqual([makeAlert(2)]);
  });
});

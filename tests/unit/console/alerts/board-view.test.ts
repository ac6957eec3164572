import { describe, expect, it } from 'vitest';
import { changeBoard, emptyBoard } from '../../../../console/alerts/alert-board.ts';
import { viewBoard } from '../../../../console/alerts/board-view.ts';
import type { BoardView } from '../../../../console/alerts/board-view.ts';
import type { Alert } from '../../../../contract/protocol/alerts.ts';
import { acknowledgedAlert, makeAlert, snoozedAlert } from '../../../support/alert-maker.ts';

const view = (
  alerts: readonly Alert[],
  locationIds: ReadonlySet<string> | null = null,
): BoardView => viewBoard(changeBoard(emptyBoard, { type: 'heard', alerts }), locationIds);

const at = (id: string): Pick<Alert, 'location'> => ({ location: { id, name: id } });

describe('BoardView', () => {
  it('shows who waits newest first, late ones apart, what is handled by when it was taken, and snoozed ones by when they wake', () => {
    const tookFirst = acknowledgedAlert(makeAlert(4), 'Sam', 9_000);
    const tookLast = acknowledgedAlert(makeAlert(1), 'Anna', 10_000);
    const late = makeAlert(6, { kind: 'late' });
    const wakesLast = snoozedAlert(makeAlert(7), 'Sam', 30_000);
    const wakesFirst = snoozedAlert(makeAlert(8, { kind: 'late' }), 'Sam', 20_000);
    expect(
      view([makeAlert(2), tookFirst, late, makeAlert(5), tookLast, wakesLast, wakesFirst]),
    ).toEqual({
      waiting: [makeAlert(5), makeAlert(2)],
      late: [late],
      handled: [tookLast, tookFirst],
      snoozed: [wakesFirst, wakesLast],
      elsewhere: 0,
    });
  });

  it('puts those first where a visitor asks for help, then those that were passed on', () => {
    const asked = makeAlert(1, { helpAsked: { atMs: 9_000 } });
    const pressed = makeAlert(2, { cause: 'help', helpAsked: { atMs: 9_000 } });
    const passedOn = makeAlert(3, { state: 'escalated', level: 1 });
    expect(view([makeAlert(4), passedOn, asked, pressed, makeAlert(5)]).waiting).toEqual([
      pressed,
      asked,
      passedOn,
      makeAlert(5),
      makeAlert(4),
    ]);
  });

  it('keeps an alert in its place when more presses join it', () => {
    const more = makeAlert(1, { presses: 2, lastPressAtMs: 60_000 });
    expect(view([makeAlert(2), more]).waiting).toEqual([makeAlert(2), more]);
  });

  it('shows the wanted places only, and counts who waits elsewhere', () => {
    const here = makeAlert(1, at('utrecht'));
    const there = makeAlert(2, at('zwolle'));
    const nowhere = makeAlert(3, { location: null });
    const late = makeAlert(4, { kind: 'late', ...at('zwolle') });
    const shown = view([here, there, nowhere, late], new Set(['utrecht']));
    expect(shown).toMatchObject({ waiting: [here], late: [], elsewhere: 2 });
  });
});

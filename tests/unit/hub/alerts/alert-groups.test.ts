import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  groupPresses,
  JOIN_WITHIN_MS,
  type AlertingPress,
  type OpenGroup,
} from '../../../../hub/alerts/alert-groups.ts';

const NOON_MS = Date.UTC(2026, 4, 1, 12);

function press(pressId: string, atMs: number, change: Partial<AlertingPress> = {}): AlertingPress {
  return {
    pressId,
    cause: 'negative',
    kind: 'live',
    subjectId: 'desk',
    touchpointId: 'desk',
    atMs,
    helpAskedAtMs: null,
    ...change,
  };
}

function ids(): () => string {
  let next = 0;
  return () => {
    next += 1;
    return `alert-${next}`;
  };
}

describe('groupPresses', () => {
  it('opens a group with the first press and lets the next ones join', () => {
    const presses = [press('b', NOON_MS + 5), press('a', NOON_MS)];
    expect(groupPresses(presses, [], ids())).toEqual([
      {
        alertId: 'alert-1',
        kind: 'live',
        subjectId: 'desk',
        lateDay: null,
        openedAtMs: NOON_MS,
        lastPressAtMs: NOON_MS + 5,
        openedBy: press('a', NOON_MS),
        pressIds: ['a', 'b'],
        helpAskedAtMs: null,
      },
    ]);
  });

  it('counts the ten minutes from the last press of the group', () => {
    const presses = [0, 1, 2, 3].map((step) => press(`${step}`, NOON_MS + step * JOIN_WITHIN_MS));
    const afterwards = press('late', NOON_MS + 4 * JOIN_WITHIN_MS + 1);
    expect(
      groupPresses([...presses, afterwards], [], ids()).map(({ pressIds }) => pressIds),
    ).toEqual([['0', '1', '2', '3'], ['late']]);
  });

  it('joins a group that is open already', () => {
    const open: OpenGroup = {
      alertId: 'open',
      kind: 'live',
      subjectId: 'desk',
      lateDay: null,
      openedAtMs: NOON_MS,
      lastPressAtMs: NOON_MS,
    };
    expect(groupPresses([press('a', NOON_MS + 1)], [open], ids())).toEqual([
      {
        ...open,
        lastPressAtMs: NOON_MS + 1,
        openedBy: null,
        pressIds: ['a'],
        helpAskedAtMs: null,
      },
    ]);
  });

  it('remembers the last time that a visitor of the group asked for help', () => {
    const presses = [
      press('a', NOON_MS, { helpAskedAtMs: NOON_MS + 20 }),
      press('b', NOON_MS + 1, { helpAskedAtMs: NOON_MS + 10 }),
      press('c', NOON_MS + 2),
    ];
    expect(groupPresses(presses, [], ids()).map(({ helpAskedAtMs }) => helpAskedAtMs)).toEqual([
      NOON_MS + 20,
    ]);
  });

  it('keeps touchpoints, and late presses from live ones, apart', () => {
    const groups = groupPresses(
      [
        press('a', NOON_MS),
        press('b', NOON_MS, { subjectId: 'door', touchpointId: 'door' }),
        press('c', NOON_MS, { kind: 'late' }),
      ],
      [],
      ids(),
    );
    expect(groups.map(({ pressIds }) => pressIds)).toEqual([['a'], ['b'], ['c']]);
  });

  it('gathers late presses by UTC day, however far apart', () => {
    const late = (pressId: string, atMs: number): AlertingPress =>
      press(pressId, atMs, { kind: 'late' });
    const groups = groupPresses(
      [
        late('a', NOON_MS - 11 * 3_600_000),
        late('b', NOON_MS + 11 * 3_600_000),
        late('c', NOON_MS + 12 * 3_600_000),
      ],
      [],
      ids(),
    );
    expect(groups.map(({ lateDay, pressIds }) => [lateDay, pressIds])).toEqual([
      ['2026-05-01', ['a', 'b']],
      ['2026-05-02', ['c']],
    ]);
  });

  it('puts every press into exactly one group', () => {
    const presses = fc.array(
      fc.record({
        kind: fc.constantFrom('live' as const, 'late' as const),
        subjectId: fc.constantFrom('desk', 'door'),
        atMs: fc.integer({ min: 0, max: 8_640_000_000_000_000 }),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(presses, (made) => {
        const named = made.map((part, index) => press(`${index}`, part.atMs, part));
        const placed = groupPresses(named, [], ids()).flatMap(({ pressIds }) => pressIds);
        expect(placed.toSorted((a, b) => Number(a) - Number(b))).toEqual(
          named.map(({ pressId }) => pressId),
        );
      }),
    );
  });
});

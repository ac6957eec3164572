import { describe, expect, it } from 'vitest';
import {
  firstOf,
  judgeFindings,
  placesOf,
  type Holding,
  type KeptFinding,
} from '../../../../hub/rules/judge-findings.ts';

const NOW_MS = 10_000_000;

function holding(subjectId: string, change: Partial<Holding> = {}): Holding {
  return {
    subjectId,
    touchpointId: subjectId,
    locationId: null,
    terminalId: null,
    measured: null,
    mayRaise: true,
    ...change,
  };
}

function kept(subjectId: string, change: Partial<KeptFinding> = {}): KeptFinding {
  return { subjectId, sinceMs: NOW_MS - 1_000, alertId: null, ...change };
}

function judge(holdings: readonly Holding[], before: readonly KeptFinding[], holdMs = 0) {
  const { begin, raise, end } = judgeFindings(holdings, before, holdMs, NOW_MS);
  return [begin, raise, end].map((list) => list.map(({ subjectId }) => subjectId));
}

describe('judgeFindings', () => {
  it('raises once where a condition begins to hold', () => {
    expect(judge([holding('till')], [])).toEqual([['till'], ['till'], []]);
    expect(judge([holding('till')], [kept('till', { alertId: 'alert' })])).toEqual([[], [], []]);
  });

  it('waits until it has held for as long as it must', () => {
    expect(judge([holding('box')], [], 5_000)).toEqual([['box'], [], []]);
    expect(judge([holding('box')], [kept('box', { sinceMs: NOW_MS - 4_999 })], 5_000)).toEqual([
      [],
      [],
      [],
    ]);
    expect(judge([holding('box')], [kept('box', { sinceMs: NOW_MS - 5_000 })], 5_000)).toEqual([
      [],
      ['box'],
      [],
    ]);
  });

  it('raises out of hours nothing, and later what still holds then', () => {
    expect(judge([holding('till', { mayRaise: false })], [])).toEqual([['till'], [], []]);
    expect(judge([holding('till')], [kept('till')])).toEqual([[], ['till'], []]);
  });

  it('forgets what is over, whether it raised an alert or not, and raises it anew when it begins again', () => {
    expect(judge([], [kept('one'), kept('two', { alertId: 'alert' })])).toEqual([
      [],
      [],
      ['one', 'two'],
    ]);
  });
});

describe('firstOf', () => {
  it('takes no more places than it may: what is over first, and each whole', () => {
    const holdings = ['a', 'b', 'c'].map((subjectId) => holding(subjectId));
    const judgement = judgeFindings(holdings, [kept('over')], 0, NOW_MS);
    expect(placesOf(judgement)).toBe(4);
    const { begin, raise, end } = firstOf(judgement, 3);
    expect([begin, raise, end].map((list) => list.map(({ subjectId }) => subjectId))).toEqual([
      ['a', 'b'],
      ['a', 'b'],
      ['over'],
    ]);
    expect(placesOf(firstOf(judgement, 0))).toBe(0);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BoxPress, BoxReading } from '../../../../hardware/button-source.ts';
import {
  type CounterBaseline,
  countStatus,
  resumedBaseline,
} from '../../../../hardware/connection/counter-tracker.ts';
import type { StatusMessage } from '../../../../hardware/protocol/messages.ts';

const BOX = 'GB-1';
const BASELINE: CounterBaseline = { boot: 4, counts: [10, 20, 30], heardAtMs: 1_000 };

function status(counts: readonly number[], cause: number | null = null, boot = 4): StatusMessage {
  return { kind: 'status', boot, cause, counts };
}

function press(
  button: number,
  count: number,
  heardAtMs: number,
  recovered: BoxPress['recovered'],
  boot = 4,
): BoxPress {
  return { boxId: BOX, button, boot, count, heardAtMs, recovered };
}

/** Where counting begins, by button. */
function reading(counts: Readonly<Record<number, number>>, boot = 4): BoxReading {
  const entries = Object.entries(counts).map(([button, count]) => [Number(button), count] as const);
  return { boxId: BOX, boot, counts: new Map(entries) };
}

describe('countStatus', () => {
  it('counts nothing of a heartbeat that shows what is known', () => {
    expect(countStatus(BOX, BASELINE, status([10, 20, 30]), 2_000)).toEqual({
      baseline: { boot: 4, counts: [10, 20, 30], heardAtMs: 2_000 },
      presses: [],
      reading: null,
      reports: [],
    });
  });

  it('takes the press that sent the frame as made just now', () => {
    expect(countStatus(BOX, BASELINE, status([10, 20, 31], 2), 1_400)).toEqual({
      baseline: { boot: 4, counts: [10, 20, 31], heardAtMs: 1_400 },
      presses: [press(2, 31, 1_400, null)],
      reading: null,
      reports: [],
    });
  });

  it('recovers the presses of lost frames, and still takes the newest as made just now', () => {
    expect(countStatus(BOX, BASELINE, status([11, 20, 33], 2), 1_900).presses).toEqual([
      press(0, 11, 1_900, { sinceMs: 1_000 }),
      press(2, 31, 1_900, { sinceMs: 1_000 }),
      press(2, 32, 1_900, { sinceMs: 1_000 }),
      press(2, 33, 1_900, null),
    ]);
  });

  it('recovers a press that only a heartbeat shows', () => {
    expect(countStatus(BOX, BASELINE, status([10, 21, 30]), 1_900).presses).toEqual([
      press(1, 21, 1_900, { sinceMs: 1_000 }),
    ]);
  });

  it('does not count a frame twice', () => {
    const frame = status([10, 20, 31], 2);
    const first = countStatus(BOX, BASELINE, frame, 1_400);
    expect(countStatus(BOX, first.baseline, frame, 1_401).presses).toEqual([]);
  });

  it('takes the first status of a new box as the baseline', () => {
    expect(countStatus(BOX, null, status([7, 8, 9]), 500)).toEqual({
      baseline: { boot: 4, counts: [7, 8, 9], heardAtMs: 500 },
      presses: [],
      reading: reading([7, 8, 9]),
      reports: [],
    });
  });

  it('counts the press that sent the first status of a new box', () => {
    expect(countStatus(BOX, null, status([7, 8, 9], 1), 500)).toMatchObject({
      presses: [press(1, 8, 500, null)],
      reading: reading([7, 7, 9]),
    });
  });

  it('recovers from a committed baseline what was pressed while nobody listened', () => {
    const committed = resumedBaseline({ boot: 4, counts: new Map([[2, 28]]) });
    expect(countStatus(BOX, committed, status([7, 8, 30]), 90).presses).toEqual([
      press(2, 29, 90, { sinceMs: null }),
      press(2, 30, 90, { sinceMs: null }),
    ]);
  });

  it('says where a button begins that nothing was known of, and no more', () => {
    const committed = resumedBaseline({ boot: 4, counts: new Map([[2, 28]]) });
    expect(countStatus(BOX, committed, status([7, 8, 30]), 90).reading).toEqual(
      reading({ 0: 7, 1: 8 }),
    );
  });

  it('counts a restarted box from 0 and reports the restart', () => {
    expect(countStatus(BOX, BASELINE, status([0, 0, 2], 2, 5), 3_000)).toEqual({
      baseline: { boot: 5, counts: [0, 0, 2], heardAtMs: 3_000 },
      presses: [press(2, 1, 3_000, { sinceMs: 1_000 }, 5), press(2, 2, 3_000, null, 5)],
      reading: reading([0, 0, 0], 5),
      reports: [
        {
          kind: 'box-restarted',
          detail: 'Box GB-1 restarted: its start number went from 4 to 5.',
        },
      ],
    });
  });

  it('follows a counter over its wrap', () => {
    const nearEnd: CounterBaseline = { boot: 4, counts: [0xffff_fffe], heardAtMs: 0 };
    expect(countStatus(BOX, nearEnd, status([1], 0), 1_000)).toEqual({
      baseline: { boot: 4, counts: [1], heardAtMs: 1_000 },
      presses: [
        press(0, 0xffff_ffff, 1_000, { sinceMs: 0 }),
        press(0, 0, 1_000, { sinceMs: 0 }),
        press(0, 1, 1_000, null),
      ],
      reading: null,
      reports: [],
    });
  });

  it('reports a jump that nobody can press, counts none of it and goes on from there', () => {
    const jump = countStatus(BOX, BASELINE, status([10, 20, 46], 2), 2_000);
    expect(jump).toEqual({
      baseline: { boot: 4, counts: [10, 20, 46], heardAtMs: 2_000 },
      presses: [],
      reading: reading({ 2: 46 }),
      reports: [
        {
          kind: 'implausible-jump',
          button: 2,
          detail:
            'Counter of button 2 of box GB-1 jumped from 30 to 46, more than people press; none of it is counted.',
        },
      ],
    });
    expect(countStatus(BOX, jump.baseline, status([10, 20, 47], 2), 2_100).presses).toEqual([
      press(2, 47, 2_100, null),
    ]);
  });

  it('counts the fastest a person can press', () => {
    expect(countStatus(BOX, BASELINE, status([10, 20, 45]), 2_000).presses).toHaveLength(15);
  });

  it('believes at most 5,000 presses from the time before it started', () => {
    const committed = resumedBaseline({ boot: 4, counts: new Map([[0, 0]]) });
    expect(countStatus(BOX, committed, status([5_000]), 90).presses).toHaveLength(5_000);
    expect(countStatus(BOX, committed, status([5_001]), 90).reports).toHaveLength(1);
  });

  it('reports a counter that went back, and goes on from there', () => {
    const back = countStatus(BOX, BASELINE, status([10, 20, 3]), 2_000);
    expect(back).toEqual({
      baseline: { boot: 4, counts: [10, 20, 3], heardAtMs: 2_000 },
      presses: [],
      reading: reading({ 2: 3 }),
      reports: [
        {
          kind: 'counter-behind',
          button: 2,
          detail:
            'Counter of button 2 of box GB-1 went back from 30 to 3; counting goes on from there.',
        },
      ],
    });
    expect(countStatus(BOX, back.baseline, status([10, 20, 4], 2), 2_100).presses).toEqual([
      press(2, 4, 2_100, null),
    ]);
  });

  it('tells every press once, whichever frames are lost', () => {
    const presses = fc.array(
      fc.record({ button: fc.integer({ min: 0, max: 2 }), lost: fc.boolean() }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(presses, fc.integer({ min: 0, max: 0xffff_ffff }), (made, start) => {
        let counts = [start, start, start];
        let baseline: CounterBaseline = { boot: 1, counts, heardAtMs: 0 };
        let nowMs = 0;
        const told: BoxPress[] = [];
        const hear = (frame: StatusMessage): void => {
          const counted = countStatus(BOX, baseline, frame, nowMs);
          expect(counted.reports).toEqual([]);
          baseline = counted.baseline;
          told.push(...counted.presses);
        };
        for (const { button, lost } of made) {
          nowMs += 150;
          counts = counts.map((count, index) => (index === button ? (count + 1) >>> 0 : count));
          if (!lost) {
            hear(status(counts, button, 1));
          }
        }
        nowMs += 1_000;
        hear(status(counts, null, 1));
        const live = told.filter(({ recovered }) => recovered === null);
        expect(live.map(({ button }) => button)).toEqual(
          made.filter(({ lost }) => !lost).map(({ button }) => button),
        );
        for (const button of [0, 1, 2]) {
          const expected = made
            .filter((one) => one.button === button)
            .map((_, index) => (start + index + 1) >>> 0);
          const counted = told.filter((one) => one.button === button).map(({ count }) => count);
          expect(counted).toEqual(expected);
        }
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import {
  replayScore,
  replaySilence,
  type PressedHour,
} from '../../../../hub/rules/replay-hours.ts';

const HOUR_MS = 3_600_000;
const TILL = 'till';

function hour(number: number, positive: number, negative: number): PressedHour {
  return { hourMs: number * HOUR_MS, positive, neutral: 0, negative };
}

describe('replayScore', () => {
  const condition = { score: 50, withinMs: HOUR_MS, minPresses: 4 };

  it('finds where the score of the window falls below the limit, once until it recovers', () => {
    const hours = [hour(1, 4, 0), hour(2, 0, 5), hour(3, 0, 5), hour(5, 9, 0), hour(6, 0, 20)];
    expect(replayScore(TILL, hours, condition)).toEqual([
      { atMs: 3 * HOUR_MS, touchpointId: TILL, measured: { value: (100 * 4) / 9, limit: 50 } },
      { atMs: 7 * HOUR_MS, touchpointId: TILL, measured: { value: (100 * 9) / 29, limit: 50 } },
    ]);
  });

  it('says nothing by fewer presses than it takes', () => {
    expect(replayScore(TILL, [hour(1, 0, 3)], condition)).toEqual([]);
  });
});

describe('replaySilence', () => {
  const opening = {
    timeZone: 'UTC',
    // Thursday, as 1 January 1970 was, and Friday.
    weekly: [4, 5].map((day) => ({ day, from: '08:00', until: '18:00' })),
    closedOn: [],
  };

  it('counts the hours that the place is open from the end of the last one with presses', () => {
    const hours = [hour(9, 1, 0), hour(14, 1, 0), hour(16, 1, 0)];
    expect(replaySilence(TILL, hours, 4 * HOUR_MS, opening, 40 * HOUR_MS)).toEqual([
      {
        // Open until 18 and from 8 the next day on: one hour, and three.
        atMs: (24 + 11) * HOUR_MS,
        touchpointId: TILL,
        measured: { value: (24 + 11 - 17) * HOUR_MS, limit: 4 * HOUR_MS },
      },
    ]);
  });

  it('finds nothing where somebody pressed in time, or it is not over yet', () => {
    expect(
      replaySilence(TILL, [hour(9, 1, 0), hour(13, 1, 0)], 4 * HOUR_MS, null, 17 * HOUR_MS),
    ).toEqual([]);
  });
});

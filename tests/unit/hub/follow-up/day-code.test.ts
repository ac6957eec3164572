import { describe, expect, it } from 'vitest';
import {
  ageOfDayCode,
  dayCode,
  DAY_CODE_LASTS_DAYS,
  DAY_CODE_LENGTH,
} from '../../../../hub/follow-up/day-code.ts';

const KEY = Buffer.alloc(32, 7);
const DAY_MS = 86_400_000;
const NOON = Date.UTC(2026, 10, 22, 12);

describe('dayCode', () => {
  it('is another every UTC day, and for every key', () => {
    const code = dayCode(KEY, NOON);
    expect(code).toHaveLength(DAY_CODE_LENGTH);
    expect(dayCode(KEY, NOON + DAY_MS / 2 - 1)).toBe(code);
    expect(dayCode(KEY, NOON + DAY_MS / 2)).not.toBe(code);
    expect(dayCode(Buffer.alloc(32, 8), NOON)).not.toBe(code);
  });

  it('goes on working for its days, and not before them', () => {
    const code = dayCode(KEY, NOON);
    const ages = [0, 1, DAY_CODE_LASTS_DAYS, DAY_CODE_LASTS_DAYS + 1, -1].map((days) =>
      ageOfDayCode(KEY, code, NOON + days * DAY_MS),
    );
    expect(ages).toEqual([0, 1, DAY_CODE_LASTS_DAYS, null, null]);
    for (const wrong of ['', 'short', 'A'.repeat(8), 'A'.repeat(9)]) {
      expect(ageOfDayCode(KEY, wrong, NOON)).toBe(null);
    }
  });
});

import { describe, expect, it } from 'vitest';
import {
  dayCode,
  DAY_CODE_LASTS_DAYS,
  DAY_CODE_LENGTH,
  isCurrentDayCode,
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
    expect(isCurrentDayCode(KEY, code, NOON + DAY_CODE_LASTS_DAYS * DAY_MS)).toBe(true);
    expect(isCurrentDayCode(KEY, code, NOON + (DAY_CODE_LASTS_DAYS + 1) * DAY_MS)).toBe(false);
    expect(isCurrentDayCode(KEY, code, NOON - DAY_MS)).toBe(false);
    for (const wrong of ['', 'short', 'A'.repeat(8), 'A'.repeat(9)]) {
      expect(isCurrentDayCode(KEY, wrong, NOON)).toBe(false);
    }
  });
});

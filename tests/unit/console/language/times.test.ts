import { describe, expect, it } from 'vitest';
import { createTimes } from '../../../../console/language/times.ts';

const NOON = Date.UTC(2025, 2, 4, 12, 0, 0);
const MINUTE_MS = 60_000;
const english = createTimes('en', 'just now', 'Europe/Amsterdam');
const dutch = createTimes('nl', 'zojuist', 'Europe/Amsterdam');

describe('Times', () => {
  it.each([
    [-5_000, 'just now', 'zojuist'],
    [59_999, 'just now', 'zojuist'],
    [MINUTE_MS, '1 minute ago', '1 minuut geleden'],
    [59 * MINUTE_MS, '59 minutes ago', '59 minuten geleden'],
    [90 * MINUTE_MS, '1 hour ago', '1 uur geleden'],
    [25 * 60 * MINUTE_MS, 'yesterday', 'gisteren'],
  ])('tell an age of %i ms in words', (ageMs, inEnglish, inDutch) => {
    expect(english.ago(NOON - ageMs, NOON)).toBe(inEnglish);
    expect(dutch.ago(NOON - ageMs, NOON)).toBe(inDutch);
  });

  it('give the clock time today and the day before it otherwise', () => {
    expect(english.clock(NOON, NOON + MINUTE_MS)).toBe('13:00');
    expect(dutch.clock(NOON - 24 * 60 * MINUTE_MS, NOON)).toMatch(/^ma 3 (mrt|mrt\.)\D*13:00$/);
  });

  it('give the exact moment to the second', () => {
    expect(english.exact(NOON)).toMatch(/^Tuesday,? 4 March 2025.*13:00:00$/);
  });
});

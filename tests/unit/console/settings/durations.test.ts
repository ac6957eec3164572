import { describe, expect, it } from 'vitest';
import { durationInWords } from '../../../../console/language/durations.ts';
import { joinDuration, splitDuration } from '../../../../console/settings/form/durations.ts';

const MINUTE_MS = 60_000;

describe('splitDuration', () => {
  it.each([
    [10, 10, 'minutes'],
    [60, 1, 'hours'],
    [90, 90, 'minutes'],
    [2_880, 2, 'days'],
  ] as const)('says %d minutes as %d %s, and back', (minutes, amount, unit) => {
    expect(splitDuration(minutes * MINUTE_MS)).toEqual({ amount, unit });
    expect(joinDuration(amount, unit)).toBe(minutes * MINUTE_MS);
  });

  it('keeps an amount that cannot be read', () => {
    expect(joinDuration(Number.NaN, 'hours')).toBeNaN();
  });
});

describe('durationInWords', () => {
  it.each([
    [10, 'en', '10 minutes'],
    [60, 'nl', '1 uur'],
    [90, 'en', '1 hour, 30 minutes'],
    [10_080, 'en', '7 days'],
    [0, 'en', '0 seconds'],
  ] as const)('says %d minutes in %s as %s', (minutes, language, words) => {
    expect(durationInWords(minutes * MINUTE_MS, language)).toBe(words);
  });
});

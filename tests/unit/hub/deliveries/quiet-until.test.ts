import { describe, expect, it } from 'vitest';
import type { QuietHours } from '../../../../contract/protocol/people.ts';
import { quietUntil } from '../../../../hub/deliveries/quiet-until.ts';

const DAYS = [1, 2, 3, 4, 5, 6, 7];
const nights: QuietHours = {
  timeZone: 'Europe/Amsterdam',
  weekly: DAYS.flatMap((day) => [
    { day, from: '00:00', until: '07:00' },
    { day, from: '22:00', until: '24:00' },
  ]),
};
const at = (time: string): number => Date.parse(time);

describe('Quiet hours', () => {
  it('hold nothing back in between, or where there are none', () => {
    expect(quietUntil(nights, at('2026-11-20T12:00:00Z'))).toBe('now');
    expect(quietUntil(null, at('2026-11-20T23:00:00Z'))).toBe('now');
  });

  it('end in the morning, over midnight, on the clock of whose they are', () => {
    expect(quietUntil(nights, at('2026-11-20T22:30:00Z'))).toEqual({
      atMs: at('2026-11-21T06:00:00Z'),
    });
  });

  it('end at seven also in the night in which the clock is turned', () => {
    expect(quietUntil(nights, at('2026-03-28T23:30:00Z'))).toEqual({
      atMs: at('2026-03-29T05:00:00Z'),
    });
  });

  it('may have no end', () => {
    const always = DAYS.map((day) => ({ day, from: '00:00', until: '24:00' }));
    expect(quietUntil({ ...nights, weekly: always }, at('2026-11-20T12:00:00Z'))).toBe('never');
  });
});

import { describe, expect, it } from 'vitest';
import { publicHolidays } from '../../../../hub/places/public-holidays.ts';

describe('publicHolidays', () => {
  it('are the days of a country on which shops may close', async () => {
    expect(await publicHolidays({ country: 'NL', state: null }, 2026)).toEqual([
      '2026-01-01',
      '2026-04-05',
      '2026-04-06',
      '2026-04-27',
      '2026-05-14',
      '2026-05-24',
      '2026-05-25',
      '2026-12-25',
      '2026-12-26',
    ]);
  });

  it('are more where a state has its own', async () => {
    const [country, bavaria] = await Promise.all([
      publicHolidays({ country: 'DE', state: null }, 2026),
      publicHolidays({ country: 'DE', state: 'BY' }, 2026),
    ]);
    expect([country.includes('2026-01-06'), bavaria.includes('2026-01-06')]).toEqual([false, true]);
  });

  it('take all days of a feast, beginning with the one after the evening on which it does', async () => {
    const days = await publicHolidays({ country: 'SA', state: null }, 2026);
    expect(days.filter((day) => day.startsWith('2026-03'))).toEqual([
      '2026-03-19',
      '2026-03-20',
      '2026-03-21',
      '2026-03-22',
    ]);
  });

  it('leave out half a day', async () => {
    // Women have the afternoon off.
    expect(await publicHolidays({ country: 'CN', state: null }, 2026)).not.toContain('2026-03-08');
  });

  it('are none in a region that nobody knows', async () => {
    expect(await publicHolidays({ country: 'XX', state: null }, 2026)).toEqual([]);
  });
});

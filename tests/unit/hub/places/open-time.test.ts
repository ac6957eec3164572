import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openAt } from '../../../../contract/open-at.ts';
import { OpeningHours } from '../../../../contract/opening-hours.ts';
import { addOpenMs } from '../../../../hub/places/open-time.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const WORKDAYS = [1, 2, 3, 4, 5];

function hours(
  timeZone: string,
  days: readonly number[],
  [from, until]: readonly [string, string],
  closedOn: readonly string[] = [],
): OpeningHours {
  const weekly = days.map((day) => ({ day, from, until }));
  return OpeningHours.parse({ timeZone, weekly, closedOn });
}

const at = (text: string): number => Date.parse(text);
const shown = (ms: number): string => new Date(ms).toISOString().replace(':00.000Z', 'Z');

describe('addOpenMs', () => {
  const shop = hours('Europe/Amsterdam', WORKDAYS, ['09:00', '18:00']);

  it('counts on any clock where a place is always open', () => {
    expect(addOpenMs(null, 5, 7)).toBe(12);
    const always = hours('Europe/Amsterdam', EVERY_DAY, ['00:00', '24:00']);
    expect(addOpenMs(always, at('2026-11-20T12:00Z'), 20 * DAY_MS)).toBe(at('2026-12-10T12:00Z'));
  });

  it('counts while the place is open, and ends as it closes where that is enough', () => {
    // Friday, 17:50 in Amsterdam.
    const from = at('2026-11-20T16:50Z');
    expect(shown(addOpenMs(shop, from, 5 * MINUTE_MS))).toBe('2026-11-20T16:55Z');
    expect(shown(addOpenMs(shop, from, 10 * MINUTE_MS))).toBe('2026-11-20T17:00Z');
  });

  it('goes on after the weekend, and after a holiday', () => {
    const from = at('2026-11-20T16:50Z');
    expect(shown(addOpenMs(shop, from, 15 * MINUTE_MS))).toBe('2026-11-23T08:05Z');
    const holiday = hours('Europe/Amsterdam', WORKDAYS, ['09:00', '18:00'], ['2026-11-23']);
    expect(shown(addOpenMs(holiday, from, 15 * MINUTE_MS))).toBe('2026-11-24T08:05Z');
  });

  it('begins when the place opens', () => {
    expect(shown(addOpenMs(shop, at('2026-11-22T03:00Z'), HOUR_MS))).toBe('2026-11-23T09:00Z');
  });

  it('does not count the hour that is skipped as summer time begins', () => {
    const night = hours('Europe/Amsterdam', EVERY_DAY, ['01:30', '04:00']);
    // On 29 March 2026 it is 01:30 at 00:30 UTC, and 03:00 half an hour later.
    expect(shown(addOpenMs(night, at('2026-03-28T20:00Z'), HOUR_MS))).toBe('2026-03-29T01:30Z');
    // Open for an hour and a half only, that day.
    expect(shown(addOpenMs(night, at('2026-03-28T20:00Z'), 2 * HOUR_MS))).toBe('2026-03-30T00:00Z');
  });

  it('counts the hour that comes twice as summer time ends', () => {
    const night = hours('Europe/Amsterdam', EVERY_DAY, ['01:30', '03:00']);
    // On 25 October 2026 it is 02:00 at 00:00 UTC, and again at 01:00 UTC.
    expect(shown(addOpenMs(night, at('2026-10-24T20:00Z'), 2 * HOUR_MS))).toBe('2026-10-25T01:30Z');
    expect(shown(addOpenMs(night, at('2026-10-24T20:00Z'), 3 * HOUR_MS))).toBe('2026-10-26T01:00Z');
  });

  it('holds on the other side of the world, and where the offset is no whole hour', () => {
    const saoPaulo = hours('America/Sao_Paulo', WORKDAYS, ['09:00', '18:00']);
    expect(shown(addOpenMs(saoPaulo, at('2026-11-20T20:30Z'), HOUR_MS))).toBe('2026-11-23T12:30Z');
    const kolkata = hours('Asia/Kolkata', WORKDAYS, ['09:00', '18:00']);
    expect(shown(addOpenMs(kolkata, at('2026-11-20T12:00Z'), HOUR_MS))).toBe('2026-11-23T04:00Z');
  });

  it('counts on any clock where the place never opens, so that every wait ends', () => {
    const never = hours('Europe/Amsterdam', [], ['09:00', '18:00']);
    expect(shown(addOpenMs(never, at('2026-11-20T12:00Z'), HOUR_MS))).toBe('2026-11-20T13:00Z');
  });

  it('ends about a year ahead at the latest where the place hardly opens', () => {
    const hardly = hours('Europe/Amsterdam', [1], ['09:00', '09:01']);
    const from = at('2026-11-20T12:00Z');
    const end = addOpenMs(hardly, from, 7 * DAY_MS);
    expect([end - from > 366 * DAY_MS, end - from < 400 * DAY_MS]).toEqual([true, true]);
  });

  const anyZone = fc.constantFrom('Europe/Amsterdam', 'America/Sao_Paulo', 'Asia/Kolkata');
  const anyTime = fc
    .integer({ min: 0, max: 47 })
    .map((half) => `${String(half >> 1).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`);
  const anyHours = fc
    .tuple(anyZone, fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), anyTime)
    .map(([zone, days, from]) => hours(zone, days, [from, '24:00'], ['2026-10-26', '2026-03-30']));
  /** About the turns of the clock in Amsterdam. */
  const anyMoment = fc
    .tuple(
      fc.constantFrom(at('2026-03-27T00:00Z'), at('2026-10-23T00:00Z')),
      fc.integer({ min: 0, max: 4 * 24 * 2 }),
    )
    .map(([from, halves]) => from + halves * 30 * MINUTE_MS);

  it('has been open for exactly as long when it is over', () => {
    fc.assert(
      fc.property(anyHours, anyMoment, fc.integer({ min: 1, max: 40 }), (place, from, halves) => {
        const step = 30 * MINUTE_MS;
        const end = addOpenMs(place, from, halves * step);
        let open = 0;
        for (let moment = from; moment < end; moment += step) {
          open += openAt(place, moment) ? 1 : 0;
        }
        expect(open).toBe(halves);
        expect(openAt(place, end - 1)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextChangeMs, openAt } from '../../../contract/open-at.ts';
import { OpeningHours } from '../../../contract/opening-hours.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const at = (text: string): number => Date.parse(text);
const shown = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms).toISOString().replace(':00.000Z', 'Z');

function hours(
  weekly: readonly (readonly [days: readonly number[], from: string, until: string])[],
  more: Partial<OpeningHours> = {},
): OpeningHours {
  return OpeningHours.parse({
    timeZone: 'Europe/Amsterdam',
    weekly: weekly.flatMap(([days, from, until]) => days.map((day) => ({ day, from, until }))),
    closedOn: [],
    ...more,
  });
}

const WORKDAYS = [1, 2, 3, 4, 5];
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

describe('opening hours', () => {
  const shop = hours([
    [WORKDAYS, '09:00', '18:00'],
    [[6], '10:00', '17:00'],
  ]);

  it('open at the first moment named and close at the last, on the clock of the place', () => {
    expect(
      ['07:59:59.999', '08:00:00.000', '16:59:59.999', '17:00:00.000'].map((time) =>
        openAt(shop, at(`2026-11-23T${time}Z`)),
      ),
    ).toEqual([false, true, true, false]);
  });

  it('say when they change next, over a day that has none', () => {
    expect(shown(nextChangeMs(shop, at('2026-11-20T12:00Z')))).toBe('2026-11-20T17:00Z');
    // From Saturday to Monday.
    expect(shown(nextChangeMs(shop, at('2026-11-21T18:00Z')))).toBe('2026-11-23T08:00Z');
  });

  it('are closed all day on a day that is named, and open again after it', () => {
    const closed = hours([[EVERY_DAY, '09:00', '18:00']], {
      closedOn: ['2026-12-25', '2026-12-26'],
    });
    expect(openAt(closed, at('2026-12-25T12:00Z'))).toBe(false);
    expect(shown(nextChangeMs(closed, at('2026-12-24T20:00Z')))).toBe('2026-12-27T08:00Z');
  });

  it('go on through midnight where one day ends and the next begins with it', () => {
    const night = hours([
      [[5], '18:00', '24:00'],
      [[6], '00:00', '02:00'],
    ]);
    expect(openAt(night, at('2026-11-20T23:00Z'))).toBe(true);
    expect(shown(nextChangeMs(night, at('2026-11-20T20:00Z')))).toBe('2026-11-21T01:00Z');
  });

  it('end at midnight before a closed day, although they went on else', () => {
    const always = hours([[EVERY_DAY, '00:00', '24:00']], { closedOn: ['2026-12-25'] });
    expect(shown(nextChangeMs(always, at('2026-12-24T12:00Z')))).toBe('2026-12-24T23:00Z');
    expect(shown(nextChangeMs(always, at('2026-12-25T12:00Z')))).toBe('2026-12-25T23:00Z');
  });

  it('never change where a place is always open, or never', () => {
    expect([
      nextChangeMs(hours([[EVERY_DAY, '00:00', '24:00']]), at('2026-11-22T12:00Z')),
      nextChangeMs(hours([]), at('2026-11-22T12:00Z')),
    ]).toEqual([null, null]);
  });

  it('open as the clock is turned on over their beginning', () => {
    // On 29 March 2026 the clock goes from 02:00 to 03:00, at 01:00 UTC.
    const early = hours([[[7], '02:30', '12:00']]);
    expect(shown(nextChangeMs(early, at('2026-03-28T20:00Z')))).toBe('2026-03-29T01:00Z');
  });

  it('keep to the clock on the wall across the beginning and the end of summer time', () => {
    const sunday = hours([[[7], '09:00', '12:00']]);
    expect(shown(nextChangeMs(sunday, at('2026-03-28T20:00Z')))).toBe('2026-03-29T07:00Z');
    expect(shown(nextChangeMs(sunday, at('2026-10-24T20:00Z')))).toBe('2026-10-25T08:00Z');
  });

  it('come twice with an hour that comes twice', () => {
    // On 25 October 2026 the clock goes from 03:00 back to 02:00, at 01:00 UTC.
    const party = hours([[[7], '00:00', '02:30']]);
    const changes = [at('2026-10-24T20:00Z')];
    for (let index = 0; index < 4; index += 1) {
      changes.push(nextChangeMs(party, changes.at(-1) ?? 0) ?? 0);
    }
    expect(changes.slice(1).map(shown)).toEqual([
      '2026-10-24T22:00Z',
      '2026-10-25T00:30Z',
      '2026-10-25T01:00Z',
      '2026-10-25T01:30Z',
    ]);
  });

  const timeOfDay = fc
    .integer({ min: 0, max: 48 })
    .map(
      (half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`,
    );
  const anyHours = fc.record({
    timeZone: fc.constantFrom(
      'Europe/Amsterdam',
      'America/Havana',
      'Asia/Beirut',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'Pacific/Kiritimati',
      'America/St_Johns',
      'UTC',
    ),
    weekly: fc
      .array(
        fc.record({ day: fc.integer({ min: 1, max: 7 }), from: timeOfDay, until: timeOfDay }),
        {
          maxLength: 8,
        },
      )
      .map((openings) => openings.filter(({ from, until }) => from < until)),
    closedOn: fc.uniqueArray(
      fc
        .integer({ min: 0, max: 800 })
        .map((day) => new Date(at('2026-01-01T00:00Z') + day * DAY_MS).toISOString().slice(0, 10)),
      { maxLength: 10 },
    ),
  });
  const anyMoment = fc.oneof(
    fc.integer({ min: at('2026-01-01T00:00Z'), max: at('2027-12-31T00:00Z') }),
    // Around the turns of the clocks above.
    fc
      .tuple(
        fc.constantFrom(
          '2026-03-08',
          '2026-03-29',
          '2026-04-05',
          '2026-10-04',
          '2026-10-25',
          '2026-11-01',
        ),
        fc.integer({ min: -2 * DAY_MS, max: 2 * DAY_MS }),
      )
      .map(([day, offMs]) => at(`${day}T00:00Z`) + offMs),
  );

  it('change next when they say so and not before, in every time zone', () => {
    fc.assert(
      fc.property(
        anyHours,
        anyMoment,
        fc.float({ min: 0, max: 1, noNaN: true }),
        (any, nowMs, share) => {
          const next = nextChangeMs(any, nowMs);
          const open = openAt(any, nowMs);
          const untilMs = next ?? nowMs + 90 * DAY_MS;
          expect(untilMs).toBeGreaterThan(nowMs);
          const before = Math.floor(nowMs + (untilMs - 1 - nowMs) * share);
          expect([before, untilMs - 1, untilMs].map((ms) => openAt(any, ms))).toEqual([
            open,
            open,
            next === null ? open : !open,
          ]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

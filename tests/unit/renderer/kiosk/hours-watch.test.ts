import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OpeningHours } from '../../../../contract/opening-hours.ts';
import { type NextOpening, watchHours } from '../../../../renderer/kiosk/hours-watch.ts';

const HOURS = OpeningHours.parse({
  timeZone: 'Europe/Oslo',
  weekly: [1, 2].map((day) => ({ day, from: '09:00', until: '17:00' })),
  closedOn: [],
});
const MINUTE_MS = 60_000;

describe('the watch over opening hours', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-11-23T07:58:00Z') });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function watch() {
    const told: (readonly [boolean, NextOpening | null])[] = [];
    const { use } = watchHours(
      () => Date.now(),
      (open, opening) => told.push([open, opening]),
    );
    return { use, told };
  }

  const opensAt = (text: string): NextOpening => ({
    atMs: Date.parse(text),
    timeZone: 'Europe/Oslo',
  });

  it('tells at once where it stands, then each opening and closing, once', () => {
    const { use, told } = watch();
    use(HOURS);
    expect(told).toEqual([[false, opensAt('2026-11-23T08:00:00Z')]]);
    vi.advanceTimersByTime(10 * 60 * MINUTE_MS);
    expect(told.slice(1)).toEqual([
      [true, null],
      [false, opensAt('2026-11-24T08:00:00Z')],
    ]);
  });

  it('notices a clock that is set right', () => {
    const { use, told } = watch();
    use(HOURS);
    vi.setSystemTime(Date.parse('2026-11-24T12:00:00Z'));
    vi.advanceTimersByTime(MINUTE_MS);
    expect(told.at(-1)).toEqual([true, null]);
  });

  it('tells another opening when the clock is set to another closed day', () => {
    const { use, told } = watch();
    use(HOURS);
    vi.setSystemTime(Date.parse('2026-11-23T20:00:00Z'));
    vi.advanceTimersByTime(MINUTE_MS);
    expect(told.slice(1)).toEqual([[false, opensAt('2026-11-24T08:00:00Z')]]);
  });

  it('is open without hours, and leaves no timer behind', () => {
    const { use, told } = watch();
    use(HOURS);
    use(null);
    expect(told.at(-1)).toEqual([true, null]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not know when a place opens that never does', () => {
    const { use, told } = watch();
    use({ ...HOURS, weekly: [] });
    expect(told).toEqual([[false, null]]);
  });
});

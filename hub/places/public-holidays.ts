import type { HolidayRegion } from '../../contract/protocol/places.ts';

const DAY_MS = 24 * 60 * 60_000;
/** A day on which the clock is turned on lasts 23 hours; half a day is none. */
const NEARLY_A_DAY_MS = 0.9 * DAY_MS;

const years = new Map<string, Promise<readonly string[]>>();

/**
 * The public holidays of a region that begin in a year, as days such as `2026-12-25`, in order; none where the region is
 * not known. A holiday that begins the evening before counts from the day after it, and half a day counts as none.
 *
 * The calendars of the world (`date-holidays`) take 13 MB and are loaded when somebody asks the first time; each year of
 * a region is worked out once.
 */
export function publicHolidays(
  { country, state }: HolidayRegion,
  year: number,
): Promise<readonly string[]> {
  const key = `${country} ${state ?? ''} ${year}`;
  const known = years.get(key);
  if (known !== undefined) {
    return known;
  }
  const found = readHolidays(country, state, year);
  years.set(key, found);
  // What could not be loaded may be another time.
  found.catch(() => years.delete(key));
  return found;
}

async function readHolidays(
  country: string,
  state: string | null,
  year: number,
): Promise<readonly string[]> {
  const { default: Holidays } = await import('date-holidays');
  const calendar = state === null ? new Holidays(country) : new Holidays(country, state);
  const days = calendar
    .getHolidays(year)
    .filter(({ type }) => type === 'public')
    .flatMap(({ date, start, end }) => {
      const firstMs = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
      const lastsMs = end.getTime() - start.getTime();
      const count = Math.floor((lastsMs + DAY_MS - NEARLY_A_DAY_MS) / DAY_MS);
      return Array.from({ length: count }, (_, day) => dayOf(firstMs + day * DAY_MS));
    });
  return [...new Set(days)].toSorted();
}

/** Such as `2026-12-25`, in UTC. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

import { sql } from 'kysely';
import type { OpeningHours } from '../../contract/opening-hours.ts';
import type { HolidayRegion } from '../../contract/protocol/places.ts';
import type { AppTransaction } from '../database/database.ts';
import { knownTimeZone } from './hub-time-zone.ts';
import { dayOf, publicHolidays } from './public-holidays.ts';

/** How many locations stand above each other at most. */
const MAX_DEPTH = 32;

/** When a place is open: null, always. */
export type HoursOf = (locationId: string | null) => OpeningHours | null;

/**
 * The opening hours in force at locations: their own or those of the nearest location above them that has some, else the
 * organization's, which also hold for what belongs to no location. Public holidays are closed days, of the region that
 * the location or the nearest above it names: those of the year that `nowMs` is in, the one before it and the one after.
 * A place that is always open is so on holidays too: it has no clock that says when their days begin.
 *
 * One statement, whatever their number.
 *
 * @param nowMs wall clock in milliseconds.
 */
export async function readHours(
  transaction: AppTransaction,
  locationIds: readonly (string | null)[],
  nowMs: number,
): Promise<HoursOf> {
  const wanted = [...new Set(locationIds.filter((id) => id !== null))];
  const { rows } = await sql<HoursRow>`
    with recursive above as (
      select location_id as wanted, parent_id, hours, holidays, 1 as depth
      from locations where location_id = any(${wanted}::uuid[])
      union all
      select a.wanted, l.parent_id, coalesce(a.hours, l.hours), coalesce(a.holidays, l.holidays), a.depth + 1
      from above a join locations l on l.location_id = a.parent_id
      where (a.hours is null or a.holidays is null) and a.depth < ${MAX_DEPTH}
    ), nearest as (
      select distinct on (wanted) wanted, hours, holidays from above order by wanted, depth desc
    )
    select n.wanted, coalesce(n.hours, c.hours) as hours, n.holidays
    from configurations c cross join nearest n
    union all
    select null, c.hours, null from configurations c
  `.execute(transaction);
  const found = new Map<string | null, OpeningHours | null>();
  for (const { wanted: locationId, hours, holidays } of rows) {
    found.set(locationId, await withHolidays(inKnownZone(hours), holidays, nowMs));
  }
  return (locationId) => found.get(locationId) ?? null;
}

/** In a terminal's configuration. */
const MOST_CLOSED_DAYS = 100;

/**
 * Of closed days, what a terminal needs until it asks again: those from this month on, for a year. The same all month, so
 * that its configuration is.
 */
export function closedDaysAhead(hours: OpeningHours, nowMs: number): OpeningHours {
  const now = new Date(nowMs);
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  // The day before the month as well: somewhere it is still that day.
  const first = dayOf(Date.UTC(year, month, 0));
  const last = dayOf(Date.UTC(year + 1, month + 1, 0));
  const ahead = hours.closedOn.filter((day) => first <= day && day <= last);
  return { ...hours, closedOn: ahead.toSorted().slice(0, MOST_CLOSED_DAYS) };
}

function inKnownZone(hours: OpeningHours | null): OpeningHours | null {
  return hours === null ? null : { ...hours, timeZone: knownTimeZone(hours.timeZone) };
}

/** The same hours, closed on the public holidays of the region. */
async function withHolidays(
  hours: OpeningHours | null,
  region: HolidayRegion | null,
  nowMs: number,
): Promise<OpeningHours | null> {
  if (hours === null || region === null) {
    return hours;
  }
  const year = new Date(nowMs).getUTCFullYear();
  const holidays = await Promise.all(
    [year - 1, year, year + 1].map((each) => publicHolidays(region, each)),
  );
  return {
    ...hours,
    closedOn: [...new Set([...hours.closedOn, ...holidays.flat()])].toSorted(),
  };
}

type HoursRow = {
  readonly wanted: string | null;
  readonly hours: OpeningHours | null;
  readonly holidays: HolidayRegion | null;
};

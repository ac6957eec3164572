import { sql } from 'kysely';
import type { OpeningHours } from '../../contract/opening-hours.ts';
import type { HolidayRegion, Place, PlacesReply } from '../../contract/protocol/places.ts';
import type { AppTransaction } from '../database/database.ts';
import { isWithin, withinScope, type Scope } from '../people/scope.ts';

/** The locations of the scope, each with its own hours only, and their touchpoints. */
export async function readPlaces(transaction: AppTransaction, scope: Scope): Promise<PlacesReply> {
  const { rows: locations } = await sql<PlaceRow>`
    ${SELECT_LOCATIONS} where ${withinScope(scope, sql`location_id`)} order by name, location_id
  `.execute(transaction);
  const { rows: touchpoints } = await sql<{ id: string; name: string; location_id: string }>`
    select touchpoint_id as id, name, location_id from touchpoints
    where ${withinScope(scope, sql`location_id`)} order by name, touchpoint_id
  `.execute(transaction);
  return {
    locations: locations.map((row) => toPlace(row, scope)),
    touchpoints: touchpoints.map(({ id, name, location_id: locationId }) => ({
      id,
      name,
      locationId,
    })),
  };
}

/** One that is known to be in the scope. */
export async function readPlace(
  transaction: AppTransaction,
  scope: Scope,
  locationId: string,
): Promise<Place> {
  const { rows } = await sql<PlaceRow>`
    ${SELECT_LOCATIONS} where location_id = ${locationId}::uuid
  `.execute(transaction);
  const row = rows[0];
  if (row === undefined) {
    throw new Error(`The location ${locationId} is gone, although none is ever deleted.`);
  }
  return toPlace(row, scope);
}

type PlaceRow = {
  location_id: string;
  name: string;
  parent_id: string | null;
  hours: OpeningHours | null;
  holidays: HolidayRegion | null;
};

const SELECT_LOCATIONS = sql`select location_id, name, parent_id, hours, holidays from locations`;

function toPlace(row: PlaceRow, scope: Scope): Place {
  return {
    id: row.location_id,
    name: row.name,
    parentId: isWithin(scope, row.parent_id) ? row.parent_id : null,
    hours: row.hours,
    holidays: row.holidays,
  };
}

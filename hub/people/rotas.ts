import { sql } from 'kysely';
import { MAY_HANDLE_ALERTS } from '../../contract/protocol/me.ts';
import type { Shift } from '../../contract/protocol/people.ts';
import type { AppTransaction } from '../database/database.ts';
import { readAbove } from './scope.ts';

/** A location's own shifts, not those of the location above it. */
export async function readShifts(
  transaction: AppTransaction,
  locationId: string,
): Promise<Shift[]> {
  const rows = await transaction
    .selectFrom('shifts')
    .select(['user_id', 'day', 'from_time', 'until_time'])
    .where('location_id', '=', locationId)
    .orderBy('day')
    .orderBy('from_time')
    .orderBy('user_id')
    .execute();
  return rows.map((row) => ({
    userId: row.user_id,
    day: row.day,
    from: row.from_time,
    until: row.until_time,
  }));
}

/** Puts these in the place of a location's shifts. */
export async function replaceShifts(
  transaction: AppTransaction,
  { organizationId, locationId }: { readonly organizationId: string; readonly locationId: string },
  shifts: readonly Shift[],
): Promise<void> {
  // Of two who do so at once the later one waits, and its shifts are those that stay.
  await sql`select from locations where location_id = ${locationId}::uuid for no key update`.execute(
    transaction,
  );
  await transaction.deleteFrom('shifts').where('location_id', '=', locationId).execute();
  if (shifts.length > 0) {
    await transaction
      .insertInto('shifts')
      .values(
        shifts.map(({ userId, day, from, until }) => ({
          organization_id: organizationId,
          location_id: locationId,
          user_id: userId,
          day,
          from_time: from,
          until_time: until,
        })),
      )
      .execute();
  }
}

/** Who may handle alerts at this location. They stay members until the transaction ends. */
export async function readHandlers(
  transaction: AppTransaction,
  locationId: string,
): Promise<ReadonlySet<string>> {
  const above = await readAbove(transaction, [locationId]);
  const { rows } = await sql<{ user_id: string }>`
    select m.user_id from members m
    where exists (
      select from grants g
      where g.organization_id = m.organization_id and g.user_id = m.user_id
        and g.role = any(${[...MAY_HANDLE_ALERTS]}::text[])
        and (g.location_id is null or g.location_id = any(${[...above]}::uuid[])))
    for key share of m
  `.execute(transaction);
  return new Set(rows.map((row) => row.user_id));
}

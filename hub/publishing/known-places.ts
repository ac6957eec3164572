import { sql } from 'kysely';
import type { AppTransaction } from '../database/database.ts';

/** Something names a place that the organization does not have; nothing was changed. */
export class UnknownPlaceError extends Error {
  /** The message is one line that names the place, and what there is instead. */
  override readonly name = 'UnknownPlaceError';
}

/** @throws UnknownPlaceError */
export async function requireOrganization(
  transaction: AppTransaction,
  organizationId: string,
): Promise<void> {
  const known = await transaction.selectFrom('organizations').select('name').executeTakeFirst();
  if (known === undefined) {
    throw new UnknownPlaceError(`organization: there is none with the id ${organizationId}`);
  }
}

/** @throws UnknownPlaceError */
export async function requireTouchpoint(
  transaction: AppTransaction,
  organizationId: string,
  touchpointId: string,
): Promise<void> {
  await requireOrganization(transaction, organizationId);
  const known = await transaction
    .selectFrom('touchpoints')
    .where('touchpoint_id', '=', touchpointId)
    .select('name')
    .executeTakeFirst();
  if (known === undefined) {
    throw await unknownPlace(transaction, 'touchpoints', touchpointId);
  }
}

/**
 * The id of the location that is called so, or has this id.
 *
 * @throws UnknownPlaceError
 */
export async function findLocation(transaction: AppTransaction, nameOrId: string): Promise<string> {
  const { rows } = await sql<{ location_id: string }>`
    select location_id from locations where name = ${nameOrId} or location_id::text = ${nameOrId}
    order by location_id
  `.execute(transaction);
  const [found, second] = rows;
  if (found === undefined) {
    throw new UnknownPlaceError(
      `location: the organization has none called "${nameOrId}"; ${await some(transaction, 'locations')}`,
    );
  }
  if (second !== undefined) {
    const ids = rows.map((row) => row.location_id).join(', ');
    throw new UnknownPlaceError(
      `location: several are called "${nameOrId}"; name one by its id: ${ids}`,
    );
  }
  return found.location_id;
}

const NAMED_AT_MOST = 5;

export async function unknownPlace(
  transaction: AppTransaction,
  field: 'locations' | 'touchpoints',
  id: string,
): Promise<UnknownPlaceError> {
  return new UnknownPlaceError(
    `${field}.${id}: the organization has none with this id; ${await some(transaction, field)}`,
  );
}

/** What there is instead. */
async function some(
  transaction: AppTransaction,
  field: 'locations' | 'touchpoints',
): Promise<string> {
  const { rows } = await sql<{ name: string; id: string }>`
    select name, ${sql.ref(field === 'locations' ? 'location_id' : 'touchpoint_id')} as id
    from ${sql.table(field)} order by name limit ${NAMED_AT_MOST}
  `.execute(transaction);
  const there = rows.map((place) => `${place.name} (${place.id})`).join(', ');
  return there === '' ? 'it has none at all' : `there is ${there}`;
}

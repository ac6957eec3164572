import { sql, type RawBuilder } from 'kysely';
import type { Grant, Role } from '../../contract/protocol/me.ts';
import type { AppTransaction } from '../database/database.ts';

/** At which locations somebody may do something; what belongs to no location is for those who may everywhere. */
export type Scope =
  | { readonly kind: 'everywhere' }
  | { readonly kind: 'at'; readonly locationIds: ReadonlySet<string> };

export const EVERYWHERE: Scope = { kind: 'everywhere' };

/**
 * Where somebody with these grants has one of the roles: at their locations and at all below them.
 *
 * @param roles any of them will do; all roles when left out.
 */
export async function readScope(
  transaction: AppTransaction,
  { grants }: { readonly grants: readonly Grant[] },
  roles?: readonly Role[],
): Promise<Scope> {
  const held = grants.filter(({ role }) => roles === undefined || roles.includes(role));
  const roots = held.flatMap(({ locationId }) => (locationId === null ? [] : [locationId]));
  if (roots.length < held.length) {
    return EVERYWHERE;
  }
  return { kind: 'at', locationIds: await readBelow(transaction, roots) };
}

/** These locations and all below them. */
export async function readBelow(
  transaction: AppTransaction,
  roots: readonly string[],
): Promise<ReadonlySet<string>> {
  if (roots.length === 0) {
    return new Set();
  }
  const { rows } = await sql<{ location_id: string }>`
    with recursive below as (
      select location_id from locations where location_id = any(${roots}::uuid[])
      union
      select l.location_id from locations l join below b on l.parent_id = b.location_id
    )
    select location_id from below
  `.execute(transaction);
  return new Set(rows.map((row) => row.location_id));
}

/** These locations and all above them. */
export async function readAbove(
  transaction: AppTransaction,
  locationIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (locationIds.length === 0) {
    return new Set();
  }
  const { rows } = await sql<{ location_id: string }>`
    with recursive above as (
      select location_id, parent_id from locations where location_id = any(${[...locationIds]}::uuid[])
      union
      select l.location_id, l.parent_id from locations l join above a on l.location_id = a.parent_id
    )
    select location_id from above
  `.execute(transaction);
  return new Set(rows.map((row) => row.location_id));
}

export function isWithin(scope: Scope, locationId: string | null): boolean {
  return scope.kind === 'everywhere' || (locationId !== null && scope.locationIds.has(locationId));
}

/** A condition of a query: that this column names a location of the scope. */
export function withinScope(scope: Scope, column: RawBuilder<unknown>): RawBuilder<boolean> {
  return scope.kind === 'everywhere'
    ? sql<boolean>`true`
    : sql<boolean>`${column} = any(${[...scope.locationIds]}::uuid[])`;
}

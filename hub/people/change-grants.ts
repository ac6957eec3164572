import { sql } from 'kysely';
import type { Grant } from '../../contract/protocol/me.ts';
import type { Member } from '../../contract/protocol/people.ts';
import type { AppTransaction } from '../database/database.ts';
import { decideGrants, type GrantsDecision } from './grant-rules.ts';
import { giveGrants, readMember, takeGrants } from './members.ts';
import { readOverseer } from './overseer.ts';
import type { Person } from './authenticate-person.ts';
import { isWithin, type Scope } from './scope.ts';

export type GrantsOutcome =
  /** Null: nothing is left that the one who asked sees. */
  | { readonly kind: 'changed'; readonly member: Member | null }
  | { readonly kind: 'unknown-person' }
  | Exclude<GrantsDecision, { kind: 'change' }>;

/**
 * Puts these grants in the place of those that `person` sees of somebody; none: takes them all away. Changes of an
 * organization's people run one after another as far as they could take its last admin away.
 */
export async function changeGrants(
  transaction: AppTransaction,
  person: Pick<Person, 'organizationId' | 'grants'>,
  userId: string,
  wanted: readonly Grant[],
  nowMs: number,
): Promise<GrantsOutcome> {
  const admins = await lockAdmins(transaction);
  await sql`select from members where user_id = ${userId}::uuid for update`.execute(transaction);
  const overseer = await readOverseer(transaction, person);
  const member = await readMember(transaction, overseer, userId);
  if (member === null) {
    return { kind: 'unknown-person' };
  }
  const known = await knownLocations(transaction, overseer.scope, wanted);
  const decision = decideGrants({
    giver: overseer,
    current: member.grants,
    wanted,
    isKnown: (locationId) => known.has(locationId),
    otherAdmins: admins.filter((admin) => admin !== userId).length,
  });
  if (decision.kind !== 'change') {
    return decision;
  }
  const id = { organizationId: person.organizationId, userId };
  // Given first: of who has none for a moment the membership would end.
  const { give, take } = decision;
  const replaced = (one: Grant): boolean =>
    give.some(({ locationId }) => locationId === one.locationId);
  await giveGrants(transaction, id, give);
  await takeGrants(
    transaction,
    id,
    take.filter((one) => !replaced(one)),
    nowMs,
  );
  return { kind: 'changed', member: await readMember(transaction, overseer, userId) };
}

/** Who is an admin everywhere; that changes for nobody else until the transaction ends. */
export async function lockAdmins(transaction: AppTransaction): Promise<string[]> {
  const { rows } = await sql<{ user_id: string }>`
    select user_id from grants where role = 'admin' and location_id is null order by user_id for update
  `.execute(transaction);
  return rows.map((row) => row.user_id);
}

/** Of the locations that these grants name, those that there are in the scope. */
export async function knownLocations(
  transaction: AppTransaction,
  scope: Scope,
  grants: readonly Grant[],
): Promise<ReadonlySet<string>> {
  const named = grants.flatMap(({ locationId }) => (locationId === null ? [] : [locationId]));
  const { rows } = await sql<{ location_id: string }>`
    select location_id from locations where location_id = any(${named}::uuid[])
  `.execute(transaction);
  return new Set(
    rows.map((row) => row.location_id).filter((locationId) => isWithin(scope, locationId)),
  );
}

import { sql } from 'kysely';
import { MAY_HANDLE_ALERTS, type Grant } from '../../contract/protocol/me.ts';
import type { Member } from '../../contract/protocol/people.ts';
import type { AppTransaction } from '../database/database.ts';
import { notifyAccessChange } from './access-channel.ts';
import { visibleGrants, type Overseer } from './overseer.ts';
import { readScope, withinScope } from './scope.ts';

/** An account as its owner knows it. */
export type Account = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  /** Whether the address is shown to be theirs. */
  readonly isVerified: boolean;
};

type MemberId = { readonly organizationId: string; readonly userId: string };

/** By name; those who have a role at a place of the overseer. */
export async function readMembers(
  transaction: AppTransaction,
  overseer: Overseer,
): Promise<Member[]> {
  const { rows } = await sql<MemberRow>`
    ${SELECT_MEMBERS} order by m.name, m.email
  `.execute(transaction);
  return rows.map((row) => toMember(row, overseer)).filter(({ grants }) => grants.length > 0);
}

/** Null when there is no such member, or none that the overseer sees. */
export async function readMember(
  transaction: AppTransaction,
  overseer: Overseer,
  userId: string,
): Promise<Member | null> {
  const { rows } = await sql<MemberRow>`
    ${SELECT_MEMBERS} where m.user_id = ${userId}::uuid
  `.execute(transaction);
  const row = rows[0];
  const member = row === undefined ? null : toMember(row, overseer);
  return member === null || member.grants.length === 0 ? null : member;
}

/** All of them, whoever asks. */
export async function readGrants(transaction: AppTransaction, userId: string): Promise<Grant[]> {
  const rows = await transaction
    .selectFrom('grants')
    .select(['role', 'location_id as locationId'])
    .where('user_id', '=', userId)
    .execute();
  return rows;
}

/** Makes somebody a member, again or for the first time, or keeps what is known of the account up to date. */
export async function saveAccount(
  transaction: AppTransaction,
  organizationId: string,
  { userId, name, email, isVerified }: Account,
): Promise<void> {
  await transaction
    .insertInto('members')
    .values({
      organization_id: organizationId,
      user_id: userId,
      name,
      email,
      is_verified: isVerified,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'user_id'])
        .doUpdateSet({ name, email, is_verified: isVerified }),
    )
    .execute();
  await transaction.deleteFrom('former_members').where('user_id', '=', userId).execute();
}

/** At each place somebody has one role: one that is given takes the place of the one there. */
export async function giveGrants(
  transaction: AppTransaction,
  { organizationId, userId }: MemberId,
  grants: readonly Grant[],
): Promise<void> {
  for (const { role, locationId } of grants) {
    await transaction
      .insertInto('grants')
      .values({ organization_id: organizationId, user_id: userId, location_id: locationId, role })
      .onConflict((conflict) =>
        conflict.columns(['organization_id', 'user_id', 'location_id']).doUpdateSet({ role }),
      )
      .execute();
  }
  await sql`select ${notifyAccessChange(userId)}`.execute(transaction);
}

/**
 * Takes these grants away, and with the last of all the membership: profile, shifts and devices go with it. Shifts at
 * places where somebody may not handle alerts any more end.
 *
 * @param nowMs hub time, from which on they belong to those who left.
 */
export async function takeGrants(
  transaction: AppTransaction,
  { organizationId, userId }: MemberId,
  grants: readonly Grant[],
  nowMs: number,
): Promise<void> {
  for (const { role, locationId } of grants) {
    await sql`
      delete from grants where user_id = ${userId}::uuid and role = ${role}
        and location_id is not distinct from ${locationId}::uuid
    `.execute(transaction);
  }
  const left = await readGrants(transaction, userId);
  if (left.length === 0) {
    await transaction.deleteFrom('members').where('user_id', '=', userId).execute();
    await sql`
      insert into former_members (organization_id, user_id, left_at_ms)
      values (${organizationId}::uuid, ${userId}::uuid, ${nowMs}::bigint)
      on conflict do nothing
    `.execute(transaction);
  } else {
    const scope = await readScope(transaction, { grants: left }, MAY_HANDLE_ALERTS);
    await sql`
      delete from shifts where user_id = ${userId}::uuid and not ${withinScope(scope, sql`location_id`)}
    `.execute(transaction);
  }
  await sql`select ${notifyAccessChange(userId)}`.execute(transaction);
}

type MemberRow = {
  user_id: string;
  name: string;
  email: string;
  is_verified: boolean;
  grants: Grant[];
};

const SELECT_MEMBERS = sql`
  select m.user_id, m.name, m.email, m.is_verified, (
    select coalesce(jsonb_agg(
      jsonb_build_object('role', g.role, 'locationId', g.location_id) order by g.location_id nulls first), '[]')
    from grants g where g.organization_id = m.organization_id and g.user_id = m.user_id) as grants
  from members m
`;

function toMember(row: MemberRow, overseer: Overseer): Member {
  const { user_id: userId, name, email, is_verified: isVerified, grants } = row;
  return { userId, name, email, isVerified, grants: visibleGrants(overseer, grants) };
}

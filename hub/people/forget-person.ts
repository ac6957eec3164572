import { sql } from 'kysely';
import { inOrganization, type AppDatabase, type AppTransaction } from '../database/database.ts';
import { lockAdmins } from './change-grants.ts';
import { readGrants, takeGrants } from './members.ts';
import { findOrganizationsOf } from './organizations-of.ts';
import type { SignIn } from './sign-in.ts';

export type Forgetting = {
  readonly database: AppDatabase;
  readonly signIn: Pick<SignIn, 'findAccount' | 'deleteAccount'>;
  /** Wall clock in milliseconds. */
  readonly now: () => number;
};

export type ForgetOutcome =
  | { readonly kind: 'forgotten' | 'unknown' }
  /** The only admin everywhere of the organization with this name; nothing was changed. */
  | { readonly kind: 'last-admin'; readonly organization: string };

/** Somebody who left an organization. */
export type FormerMember = { readonly organizationId: string; readonly userId: string };

/** So that no statement holds the alerts of a place for long. */
const ROWS_AT_ONCE = 1_000;

/**
 * Deletes an account, everything that says how to reach its owner, and the name wherever it stands. A second run goes on
 * where one was cut short: the account goes last.
 */
export async function forgetPerson(hub: Forgetting, email: string): Promise<ForgetOutcome> {
  const account = await hub.signIn.findAccount(email);
  if (account === null) {
    return { kind: 'unknown' };
  }
  const { userId } = account;
  const organizationIds = await findOrganizationsOf(hub.database, userId);
  for (const organizationId of organizationIds) {
    const organization = await inOrganization(hub.database, organizationId, (transaction) =>
      whereLastAdmin(transaction, userId),
    );
    if (organization !== null) {
      return { kind: 'last-admin', organization };
    }
  }
  for (const organizationId of organizationIds) {
    await inOrganization(hub.database, organizationId, async (transaction) => {
      const grants = await readGrants(transaction, userId);
      await takeGrants(transaction, { organizationId, userId }, grants, hub.now());
      await forgetAddress(transaction, account.email, hub.now());
    });
    await forgetNames(hub.database, { organizationId, userId });
  }
  await hub.signIn.deleteAccount(userId);
  return { kind: 'forgotten' };
}

/** Those who left before this moment, the longest ago first, of every organization. */
export async function findFormerMembers(
  { database }: Pick<Forgetting, 'database'>,
  beforeMs: number,
  atMost: number,
): Promise<FormerMember[]> {
  const { rows } = await sql<FormerMember>`
    select organization_id as "organizationId", user_id as "userId"
    from find_former_members(${beforeMs}::bigint, ${atMost}::int)
  `.execute(database);
  return rows;
}

/** Takes the name out of what the organization keeps, and deletes the account unless it belongs to another one. */
export async function forgetFormerMember(hub: Forgetting, former: FormerMember): Promise<void> {
  await forgetNames(hub.database, former);
  if ((await findOrganizationsOf(hub.database, former.userId)).length === 0) {
    await hub.signIn.deleteAccount(former.userId);
  }
}

/** Invitations to it end; those that ended before only lose it. */
async function forgetAddress(
  transaction: AppTransaction,
  email: string,
  nowMs: number,
): Promise<void> {
  await transaction
    .updateTable('invitations')
    .set({ email: '', withdrawn_at_ms: nowMs })
    .where('email', '=', email)
    .execute();
}

async function forgetNames(
  database: AppDatabase,
  { organizationId, userId }: FormerMember,
): Promise<void> {
  let most: number;
  do {
    const { rows } = await sql<{ most: number }>`
      select forget_names(${organizationId}::uuid, ${userId}::uuid, ${ROWS_AT_ONCE}::int) as most
    `.execute(database);
    most = rows[0]?.most ?? 0;
  } while (most > 0);
  await inOrganization(database, organizationId, (transaction) =>
    transaction.deleteFrom('former_members').where('user_id', '=', userId).execute(),
  );
}

/** The organization's name where nobody else is an admin everywhere; otherwise null. */
async function whereLastAdmin(transaction: AppTransaction, userId: string): Promise<string | null> {
  const admins = await lockAdmins(transaction);
  if (!admins.includes(userId) || admins.length > 1) {
    return null;
  }
  const { name } = await transaction
    .selectFrom('organizations')
    .select('name')
    .executeTakeFirstOrThrow();
  return name;
}

import { sql } from 'kysely';
import type { Grant } from '../../contract/protocol/me.ts';
import type { NoticeLanguage } from '../../contract/protocol/people.ts';
import { inOrganization, type AppDatabase, type AppTransaction } from '../database/database.ts';
import { lockAdmins } from './change-grants.ts';
import { isAdminEverywhere, mayGive, RUNS_THE_HUB, type Giver } from './grant-rules.ts';
import { isOpen, tokenHash } from './invitations.ts';
import { giveGrants, readGrants, saveAccount, type Account } from './members.ts';
import { readOverseer } from './overseer.ts';
import { defaultProfile, saveProfile } from './profiles.ts';

/** What a link leads to. */
export type FoundInvitation = {
  readonly organizationId: string;
  readonly invitationId: string;
  readonly organization: string;
  readonly invitedBy: string;
  readonly email: string;
  /** Whether whoever has the link is who the address belongs to: it was mailed, or whoever runs the hub vouches for it. */
  readonly isProof: boolean;
};

/**
 * The invitation behind a link, as long as it can be accepted: it is open, and who invited may still give all of it.
 * Otherwise null, whatever the reason.
 */
export async function findInvitation(
  database: AppDatabase,
  token: string,
  nowMs: number,
): Promise<FoundInvitation | null> {
  const { rows } = await sql<{ organization_id: string; invitation_id: string }>`
    select * from find_invitation(${tokenHash(token)})
  `.execute(database);
  const found = rows[0];
  if (found === undefined) {
    return null;
  }
  const { organization_id: organizationId, invitation_id: invitationId } = found;
  return inOrganization(database, organizationId, async (transaction) => {
    const { rows: open } = await sql<
      OpenRow & { organization: string; invited_by: string; mailed: boolean }
    >`
      select i.email, i.grants, i.language, i.mailed, i.invited_by, i.invited_by_user_id, o.name as organization
      from invitations i join organizations o on o.organization_id = i.organization_id
      where i.invitation_id = ${invitationId}::uuid and ${isOpen(nowMs)}
    `.execute(transaction);
    const row = open[0];
    if (row === undefined) {
      return null;
    }
    const giver = await readInviter(transaction, row.invited_by_user_id);
    return !row.grants.every((grant) => mayGive(giver, grant))
      ? null
      : {
          organizationId,
          invitationId,
          organization: row.organization,
          invitedBy: row.invited_by,
          email: row.email,
          isProof: row.mailed || row.invited_by_user_id === null,
        };
  });
}

/**
 * Takes an account into the organization, once. At places where somebody has a role already, that one stays unless who
 * invited may take it away, and is not that of the last admin everywhere.
 *
 * @returns false when the invitation cannot be accepted any more; the transaction is then to be undone.
 */
export async function acceptInvitation(
  transaction: AppTransaction,
  { organizationId, invitationId }: FoundInvitation,
  account: Account,
  nowMs: number,
): Promise<boolean> {
  const { rows } = await sql<OpenRow>`
    update invitations set accepted_at_ms = ${nowMs}::bigint
    where invitation_id = ${invitationId}::uuid and ${isOpen(nowMs)}
    returning email, grants, language, invited_by_user_id
  `.execute(transaction);
  const row = rows[0];
  if (row === undefined) {
    return false;
  }
  const giver = await readInviter(transaction, row.invited_by_user_id);
  if (!row.grants.every((grant) => mayGive(giver, grant))) {
    return false;
  }
  const admins = await lockAdmins(transaction);
  await sql`select from members where user_id = ${account.userId}::uuid for update`.execute(
    transaction,
  );
  const isLastAdmin = admins.length === 1 && admins[0] === account.userId;
  const held = await readGrants(transaction, account.userId);
  const staying = held.filter(
    (grant) => !mayGive(giver, grant) || (isLastAdmin && isAdminEverywhere(grant)),
  );
  const id = { organizationId, userId: account.userId };
  await saveAccount(transaction, organizationId, account);
  if (held.length === 0) {
    await saveProfile(transaction, id, { ...defaultProfile([]), language: row.language });
  }
  await giveGrants(
    transaction,
    id,
    row.grants.filter((one) => staying.every(({ locationId }) => locationId !== one.locationId)),
  );
  return true;
}

type OpenRow = {
  email: string;
  grants: Grant[];
  language: NoticeLanguage;
  invited_by_user_id: string | null;
};

/** What who invited decides over now. */
async function readInviter(transaction: AppTransaction, userId: string | null): Promise<Giver> {
  return userId === null
    ? RUNS_THE_HUB
    : readOverseer(transaction, { grants: await readGrants(transaction, userId) });
}

import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Grant } from '../../contract/protocol/me.ts';
import type { Invitation, NoticeLanguage } from '../../contract/protocol/people.ts';
import type { AppTransaction } from '../database/database.ts';
import { mayGive, type Giver } from './grant-rules.ts';
import { visibleGrants, type Overseer } from './overseer.ts';

/** How long an invitation can be accepted. */
export const INVITATION_MS = 7 * 24 * 3_600_000;

/** Who invites, and what they decide over; without an account it is whoever runs the hub. */
export type Inviter = {
  readonly userId: string | null;
  readonly name: string;
  readonly giver: Giver;
};

/** Those that can be accepted still, as far as they are for places of the overseer; newest first. */
export async function readInvitations(
  transaction: AppTransaction,
  overseer: Overseer,
  nowMs: number,
): Promise<Invitation[]> {
  const rows = await transaction
    .selectFrom('invitations')
    .select(['invitation_id', 'email', 'grants', 'invited_by', 'created_at_ms', 'expires_at_ms'])
    .where('accepted_at_ms', 'is', null)
    .where('withdrawn_at_ms', 'is', null)
    .where('expires_at_ms', '>', nowMs)
    .orderBy('invitation_id', 'desc')
    .execute();
  return rows
    .map((row) => ({
      id: row.invitation_id,
      email: row.email,
      grants: visibleGrants(overseer, row.grants),
      invitedBy: row.invited_by,
      createdAtMs: row.created_at_ms,
      expiresAtMs: row.expires_at_ms,
    }))
    .filter(({ grants }) => grants.length > 0);
}

/**
 * Invites an address, in the place of what it was invited to before, as far as the inviter may withdraw that.
 *
 * @returns the token as well, which is nowhere else: the hub keeps its hash.
 */
export async function createInvitation(
  transaction: AppTransaction,
  what: {
    readonly id: string;
    readonly organizationId: string;
    readonly email: string;
    readonly grants: readonly Grant[];
    readonly language: NoticeLanguage;
    readonly by: Inviter;
    readonly nowMs: number;
  },
): Promise<{ invitation: Invitation; token: string }> {
  const token = randomBytes(32).toString('base64url');
  const { id, email, by, nowMs } = what;
  const grants = [...what.grants];
  const expiresAtMs = nowMs + INVITATION_MS;
  const earlier = await transaction
    .selectFrom('invitations')
    .select(['invitation_id', 'grants'])
    .where('email', '=', email)
    .where(isOpen(nowMs))
    .forUpdate()
    .execute();
  for (const { invitation_id: earlierId, grants: theirs } of earlier) {
    if (theirs.every((grant) => mayGive(by.giver, grant))) {
      await withdrawInvitation(transaction, earlierId, nowMs);
    }
  }
  await transaction
    .insertInto('invitations')
    .values({
      organization_id: what.organizationId,
      invitation_id: id,
      token_sha256: tokenHash(token),
      email,
      grants: JSON.stringify(grants),
      language: what.language,
      invited_by: by.name,
      invited_by_user_id: by.userId,
      created_at_ms: nowMs,
      expires_at_ms: expiresAtMs,
    })
    .execute();
  return {
    invitation: { id, email, grants, invitedBy: by.name, createdAtMs: nowMs, expiresAtMs },
    token,
  };
}

/** From now on who accepts it has shown that the address is theirs. */
export async function markMailed(transaction: AppTransaction, invitationId: string): Promise<void> {
  await transaction
    .updateTable('invitations')
    .set({ mailed: true })
    .where('invitation_id', '=', invitationId)
    .execute();
}

/** All grants of one that can be accepted still; null when there is none. It stays so until the transaction ends. */
export async function lockInvitation(
  transaction: AppTransaction,
  invitationId: string,
  nowMs: number,
): Promise<Grant[] | null> {
  const { rows } = await sql<{ grants: Grant[] }>`
    select grants from invitations where invitation_id = ${invitationId}::uuid and ${isOpen(nowMs)} for update
  `.execute(transaction);
  return rows[0]?.grants ?? null;
}

export async function withdrawInvitation(
  transaction: AppTransaction,
  invitationId: string,
  nowMs: number,
): Promise<void> {
  await transaction
    .updateTable('invitations')
    .set({ withdrawn_at_ms: nowMs })
    .where('invitation_id', '=', invitationId)
    .execute();
}

/** Where it is accepted, in the console. No server and no proxy on the way is told what is behind the `#`. */
export function invitationUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/join#${token}`;
}

export function isOpen(nowMs: number) {
  return sql<boolean>`
    accepted_at_ms is null and withdrawn_at_ms is null and expires_at_ms > ${nowMs}::bigint`;
}

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

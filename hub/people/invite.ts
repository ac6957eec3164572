import type { Grant } from '../../contract/protocol/me.ts';
import type { Invitation, InvitationRequest, Member } from '../../contract/protocol/people.ts';
import type { AppTransaction } from '../database/database.ts';
import type { Person } from './authenticate-person.ts';
import { knownLocations } from './change-grants.ts';
import { decideGrants, mayGive, type GrantsDecision } from './grant-rules.ts';
import { createInvitation, lockInvitation, withdrawInvitation } from './invitations.ts';
import { readMember } from './members.ts';
import { readOverseer, visibleGrants } from './overseer.ts';

export type InviteOutcome =
  | {
      readonly kind: 'invited';
      readonly invitation: Invitation;
      readonly token: string;
      /** Its name. */
      readonly organization: string;
    }
  | { readonly kind: 'already-member'; readonly member: Member }
  | Exclude<GrantsDecision, { kind: 'change' }>;

/**
 * Invites an address to roles that `person` may give. A member whom they do not see is invited like anybody: accepting
 * adds the roles, and nobody learns who belongs to other places. One whose address is not shown to be theirs is invited
 * as well where that can be mailed: whoever accepts has shown it, and the account is theirs from then on.
 */
export async function invite(
  transaction: AppTransaction,
  person: Person,
  request: InvitationRequest,
  {
    id,
    nowMs,
    canMail,
  }: { readonly id: string; readonly nowMs: number; readonly canMail: boolean },
): Promise<InviteOutcome> {
  const { grants, language } = request;
  const email = request.email.toLowerCase();
  const overseer = await readOverseer(transaction, person);
  const known = await knownLocations(transaction, overseer.scope, grants);
  const decision = decideGrants({
    giver: overseer,
    current: [],
    wanted: grants,
    isKnown: (locationId) => known.has(locationId),
    otherAdmins: 0,
  });
  if (decision.kind !== 'change') {
    return decision;
  }
  const account = await transaction
    .selectFrom('members')
    .select('user_id')
    .where('email', '=', email)
    .executeTakeFirst();
  const member =
    account === undefined ? null : await readMember(transaction, overseer, account.user_id);
  if (member !== null && (member.isVerified || !canMail)) {
    return { kind: 'already-member', member };
  }
  const { organizationId, userId, name } = person;
  const made = await createInvitation(transaction, {
    id,
    organizationId,
    email,
    grants,
    language,
    by: { userId, name, giver: overseer },
    nowMs,
  });
  const { name: organization } = await transaction
    .selectFrom('organizations')
    .select('name')
    .executeTakeFirstOrThrow();
  return { kind: 'invited', ...made, organization };
}

export type WithdrawOutcome =
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'unknown-invitation' }
  | { readonly kind: 'not-theirs'; readonly grant: Grant };

/** Ends an invitation to roles that `person` may give, whoever invited. */
export async function withdraw(
  transaction: AppTransaction,
  person: Person,
  invitationId: string,
  nowMs: number,
): Promise<WithdrawOutcome> {
  const grants = await lockInvitation(transaction, invitationId, nowMs);
  const overseer = await readOverseer(transaction, person);
  if (grants === null || visibleGrants(overseer, grants).length === 0) {
    return { kind: 'unknown-invitation' };
  }
  const foreign = grants.find((grant) => !mayGive(overseer, grant));
  if (foreign !== undefined) {
    return { kind: 'not-theirs', grant: foreign };
  }
  await withdrawInvitation(transaction, invitationId, nowMs);
  return { kind: 'withdrawn' };
}

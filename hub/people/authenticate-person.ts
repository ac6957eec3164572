import { sql } from 'kysely';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Grant, Role } from '../../contract/protocol/me.ts';
import type { HubContext } from '../hub-context.ts';
import { ProblemError } from '../http/problem.ts';
import { webHeaders } from '../http/web-request.ts';

/** Somebody signed in, and where they belong. */
export type Person = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly organizationId: string;
  /** At least one. */
  readonly grants: readonly Grant[];
};

export type PersonCheck =
  | { readonly outcome: 'person'; readonly person: Person; readonly setCookies: readonly string[] }
  | { readonly outcome: 'signed-out' | 'no-organization' };

/** Who these cookies belong to, asked anew each time: a session or a membership that ends is over at once. */
export async function findPerson(
  hub: HubContext,
  headers: Headers,
  how: { prolong: boolean },
): Promise<PersonCheck> {
  const signedIn = await hub.signIn.readSession(headers, how);
  if (signedIn === null) {
    return { outcome: 'signed-out' };
  }
  const { userId, name, email, setCookies } = signedIn;
  const { rows } = await sql<{ organization_id: string; grants: Grant[] }>`
    select * from find_member(${userId}::uuid)
  `.execute(hub.database);
  const member = rows[0];
  if (member === undefined || member.grants.length === 0) {
    return { outcome: 'no-organization' };
  }
  const { organization_id: organizationId, grants } = member;
  return { outcome: 'person', person: { userId, name, email, organizationId, grants }, setCookies };
}

/** The person behind this request; a session about to run out is prolonged in the reply. */
export async function requirePerson(
  hub: HubContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Person> {
  const check = await findPerson(hub, webHeaders(request), { prolong: true });
  switch (check.outcome) {
    case 'person':
      for (const cookie of check.setCookies) {
        reply.header('set-cookie', cookie);
      }
      return check.person;
    case 'signed-out':
      throw new ProblemError(
        {
          type: 'signed-out',
          title: 'Nobody is signed in.',
          status: 401,
          detail: 'Sign in at /api/auth/sign-in/email.',
        },
        { 'www-authenticate': 'Session realm="glimlach"' },
      );
    case 'no-organization':
      throw new ProblemError({
        type: 'no-organization',
        title: 'This account belongs to no organization.',
        status: 403,
        detail: 'Ask whoever runs the hub to add it to one.',
      });
  }
}

/** Refuses with 403 whoever has none of these roles anywhere; where they have it is for `readScope` to say. */
export function requireRole({ grants }: Person, allowed: readonly Role[]): void {
  if (!grants.some(({ role }) => allowed.includes(role))) {
    throw new ProblemError({
      type: 'role-missing',
      title: 'This account may not do this.',
      status: 403,
      detail: `It takes one of the roles ${allowed.join(', ')}; this account has the role ${mainRole(grants)}.`,
    });
  }
}

const MOST_ALLOWING: readonly Role[] = ['admin', 'manager', 'it', 'analyst', 'staff'];

/** The one that allows most. */
export function mainRole(grants: readonly Grant[]): Role {
  return MOST_ALLOWING.find((role) => grants.some((grant) => grant.role === role)) ?? 'staff';
}

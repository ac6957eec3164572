import { z } from 'zod';
import { HubId } from '../../contract/identifiers.ts';
import { MAY_INVITE, type Grant } from '../../contract/protocol/me.ts';
import { GrantsRequest, MemberReply, PeopleReply } from '../../contract/protocol/people.ts';
import { inOrganization } from '../database/database.ts';
import type { HubContext } from '../hub-context.ts';
import { PERSON_SECURITY, problems } from '../http/describe-route.ts';
import type { HubApp } from '../http/hub-app.ts';
import { requireOwnOrigin } from '../http/own-origin.ts';
import { requirePerson, requireRole, type Person } from './authenticate-person.ts';
import { changeGrants, type GrantsOutcome } from './change-grants.ts';
import { readInvitations } from './invitations.ts';
import { readMembers } from './members.ts';
import { readOverseer } from './overseer.ts';
import { refuseGrants } from './refuse-grants.ts';

const MemberParams = z.strictObject({ userId: HubId });

/** Who may do what where. */
export function memberRoutes(app: HubApp, hub: HubContext): void {
  function change(
    person: Person,
    userId: string,
    wanted: readonly Grant[],
  ): Promise<GrantsOutcome> {
    return inOrganization(hub.database, person.organizationId, (transaction) =>
      changeGrants(transaction, person, userId, wanted, hub.now()),
    );
  }

  app.get(
    '/v1/people',
    {
      schema: {
        summary: 'People, and open invitations',
        description: 'Those with a role at the places of the one who asks.',
        tags: ['people'],
        security: PERSON_SECURITY,
        response: { 200: PeopleReply, ...problems(401, 403, 503) },
      },
    },
    async (request, reply) => {
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_INVITE);
      reply.header('cache-control', 'no-store');
      return inOrganization(hub.database, person.organizationId, async (transaction) => {
        const overseer = await readOverseer(transaction, person);
        return {
          people: await readMembers(transaction, overseer),
          invitations: await readInvitations(transaction, overseer, hub.now()),
        };
      });
    },
  );

  app.put(
    '/v1/people/:userId/grants',
    {
      bodyLimit: 16_384,
      schema: {
        summary: 'Say what somebody may do where',
        description:
          'Takes effect at once, also for who is signed in. Roles at places that the one who asks does not see stay.',
        tags: ['people'],
        security: PERSON_SECURITY,
        params: MemberParams,
        body: GrantsRequest,
        response: { 200: MemberReply, ...problems(400, 401, 403, 404, 409, 413, 415, 503) },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_INVITE);
      const outcome = await change(person, request.params.userId, request.body.grants);
      if (outcome.kind !== 'changed') {
        throw refuseGrants(outcome);
      }
      if (outcome.member === null) {
        throw new Error('A person has no grants although some were asked for.');
      }
      return { member: outcome.member };
    },
  );

  app.delete(
    '/v1/people/:userId',
    {
      bodyLimit: 4_096,
      schema: {
        summary: 'Take all roles of somebody away',
        description:
          'With the last role anywhere the membership ends, at once. Nothing that they did is undone; their name and their account go some time later.',
        tags: ['people'],
        security: PERSON_SECURITY,
        params: MemberParams,
        response: {
          204: z.undefined().describe('Done.'),
          ...problems(400, 401, 403, 404, 409, 413, 415, 503),
        },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_INVITE);
      const outcome = await change(person, request.params.userId, []);
      if (outcome.kind !== 'changed') {
        throw refuseGrants(outcome);
      }
      return reply.code(204).send();
    },
  );
}

import { z } from 'zod';
import { HubId } from '../../contract/identifiers.ts';
import { MAY_INVITE } from '../../contract/protocol/me.ts';
import { InvitationReply, InvitationRequest } from '../../contract/protocol/people.ts';
import { inOrganization } from '../database/database.ts';
import type { HubContext } from '../hub-context.ts';
import { createAskingLimit } from '../http/asking-limit.ts';
import { PERSON_SECURITY, problems } from '../http/describe-route.ts';
import { notFound } from '../http/error-replies.ts';
import type { HubApp } from '../http/hub-app.ts';
import { requireOwnOrigin } from '../http/own-origin.ts';
import { ProblemError } from '../http/problem.ts';
import { requirePerson, requireRole } from './authenticate-person.ts';
import { invitationMail } from './invitation-mail.ts';
import { invitationUrl, markMailed } from './invitations.ts';
import { invite, withdraw } from './invite.ts';
import { refuseGrants } from './refuse-grants.ts';

const HOUR_MS = 3_600_000;

/** Asking people in. */
export function invitationRoutes(app: HubApp, hub: HubContext): void {
  const byInviter = createAskingLimit('invitations', { times: 60, windowMs: HOUR_MS });
  const byOrganization = createAskingLimit('invitations', { times: 200, windowMs: HOUR_MS });

  app.post(
    '/v1/people/invitations',
    {
      bodyLimit: 16_384,
      schema: {
        summary: 'Invite somebody',
        description:
          'The link goes by e-mail and is not told; where it cannot be mailed it is told this once, to be handed over, and an account made by it is marked as not verified. It works once within 7 days. It takes the place of what the address was invited to before, as far as the one who asks may withdraw that.',
        tags: ['people'],
        security: PERSON_SECURITY,
        body: InvitationRequest,
        response: {
          200: InvitationReply,
          ...problems(400, 401, 403, 404, 409, 413, 415, 429, 503),
        },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_INVITE);
      byOrganization.count([person.organizationId], hub.now());
      byInviter.count([`${person.organizationId} ${person.userId}`], hub.now());
      const outcome = await inOrganization(hub.database, person.organizationId, (transaction) =>
        invite(transaction, person, request.body, {
          id: hub.newId(),
          nowMs: hub.now(),
          canMail: hub.mailer !== null,
        }),
      );
      if (outcome.kind === 'already-member') {
        throw new ProblemError({
          type: 'already-member',
          title: `${outcome.member.name} belongs to the organization already.`,
          status: 409,
          detail: outcome.member.isVerified
            ? 'Give the role to that person instead.'
            : 'That account was made by a link that was handed over: make sure who it is before giving it a role.',
        });
      }
      if (outcome.kind !== 'invited') {
        throw refuseGrants(outcome);
      }
      const { invitation, token, organization } = outcome;
      const url = invitationUrl(hub.publicUrl, token);
      const { language } = request.body;
      const mail = invitationMail({ ...invitation, organization, url, language });
      const mailing = await hub.mailer?.send(mail);
      if (mailing !== undefined && mailing.kind !== 'sent') {
        // The link can be handed over by other ways.
        request.log.warn({ reason: mailing.error }, 'an invitation could not be mailed');
      }
      const mailed = mailing?.kind === 'sent';
      if (mailed) {
        await inOrganization(hub.database, person.organizationId, (transaction) =>
          markMailed(transaction, invitation.id),
        );
      }
      reply.header('cache-control', 'no-store');
      return { invitation, url: mailed ? null : url, mailed };
    },
  );

  app.delete(
    '/v1/people/invitations/:id',
    {
      bodyLimit: 4_096,
      schema: {
        summary: 'Withdraw an invitation',
        tags: ['people'],
        security: PERSON_SECURITY,
        params: z.strictObject({ id: HubId }),
        response: {
          204: z.undefined().describe('Done.'),
          ...problems(400, 401, 403, 404, 413, 415, 503),
        },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_INVITE);
      const outcome = await inOrganization(hub.database, person.organizationId, (transaction) =>
        withdraw(transaction, person, request.params.id, hub.now()),
      );
      switch (outcome.kind) {
        case 'withdrawn':
          return reply.code(204).send();
        case 'unknown-invitation':
          throw new ProblemError({ ...notFound(), title: 'There is no such invitation.' });
        case 'not-theirs':
          throw refuseGrants(outcome);
      }
    },
  );
}

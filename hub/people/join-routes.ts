import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AcceptReply, AcceptRequest, InvitationOffer } from '../../contract/protocol/people.ts';
import { inOrganization } from '../database/database.ts';
import type { HubContext } from '../hub-context.ts';
import { problems } from '../http/describe-route.ts';
import { clientKey } from '../http/client-key.ts';
import { notFound } from '../http/error-replies.ts';
import type { HubApp } from '../http/hub-app.ts';
import { requireOwnOrigin } from '../http/own-origin.ts';
import { invalidRequest, ProblemError } from '../http/problem.ts';
import { tooManyFailures } from '../http/too-many-failures.ts';
import { acceptInvitation, findInvitation, type FoundInvitation } from './accept-invitation.ts';
import { attemptSignIn, findOrganization, type SignInLimits } from './attempt-sign-in.ts';
import { handOut } from './session-routes.ts';

const TokenParams = z.strictObject({ token: z.string().max(200) });

/** What somebody who holds an invitation's link can do with it. Nobody else learns from it who has an account. */
export function joinRoutes(app: HubApp, hub: HubContext, limits: SignInLimits): void {
  async function find(request: FastifyRequest, token: string): Promise<FoundInvitation> {
    const nowMs = hub.now();
    const address = clientKey(request.ip);
    const waitSeconds = limits.perAddress.retryAfterSeconds(address, nowMs);
    if (waitSeconds !== null) {
      throw tooManyFailures(waitSeconds);
    }
    const invitation = await findInvitation(hub.database, token, nowMs);
    if (invitation === null) {
      limits.perAddress.fail(address, nowMs);
      throw noInvitation();
    }
    return invitation;
  }

  app.get(
    '/v1/invitations/:token',
    {
      schema: {
        summary: 'What an invitation is to',
        tags: ['people'],
        params: TokenParams,
        response: { 200: InvitationOffer, ...problems(400, 404, 429, 503) },
      },
    },
    async (request, reply) => {
      const { organization, invitedBy, email } = await find(request, request.params.token);
      reply.header('cache-control', 'no-store');
      const hasAccount = (await hub.signIn.findAccount(email)) !== null;
      return { organization, invitedBy, email, hasAccount };
    },
  );

  app.post(
    '/v1/invitations/:token/accept',
    {
      bodyLimit: 4_096,
      schema: {
        summary: 'Accept an invitation; the session is a cookie',
        description:
          'Makes the account, or takes the password of the one that the address has. An invitation can be accepted once.',
        tags: ['people'],
        params: TokenParams,
        body: AcceptRequest,
        response: {
          200: AcceptReply,
          ...problems(400, 401, 403, 404, 409, 413, 415, 429, 503),
        },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const invitation = await find(request, request.params.token);
      const { email, organizationId } = invitation;
      const { name, password } = request.body;
      if ((await hub.signIn.findAccount(email)) === null) {
        if (name === null) {
          const message = 'must be said, as the address has no account yet';
          throw new ProblemError(invalidRequest([{ path: '/name', message }]));
        }
        await hub.signIn.ensureUser({ email, name, password });
      }
      // Also of an account just made: another request may have made it first, with a password of its own.
      const { account, setCookies } = await attemptSignIn(hub, limits, request, {
        email,
        password,
      });
      const elsewhere = await findOrganization(hub, account.userId);
      if (elsewhere !== null && elsewhere !== organizationId) {
        throw new ProblemError({
          type: 'other-organization',
          title: 'This account belongs to another organization already.',
          status: 409,
          detail: 'Ask to be invited under another e-mail address.',
        });
      }
      await inOrganization(hub.database, organizationId, async (transaction) => {
        if (!(await acceptInvitation(transaction, invitation, account, hub.now()))) {
          throw noInvitation();
        }
      });
      handOut(reply, setCookies);
      return { success: true as const };
    },
  );
}

function noInvitation(): ProblemError {
  return new ProblemError({
    ...notFound(),
    type: 'no-invitation',
    title: 'This invitation does not exist, or not any more.',
    detail: 'It works once, for 7 days. Ask whoever sent it for another one.',
  });
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  AcceptReply,
  AcceptRequest,
  InvitationOffer,
  OfferRequest,
} from '../../contract/protocol/people.ts';
import { inOrganization } from '../database/database.ts';
import type { HubContext } from '../hub-context.ts';
import { problems } from '../http/describe-route.ts';
import { clientKey } from '../http/client-key.ts';
import { notFound } from '../http/error-replies.ts';
import type { HubApp } from '../http/hub-app.ts';
import { requireOwnOrigin } from '../http/own-origin.ts';
import { invalidRequest, ProblemError } from '../http/problem.ts';
import { tooManyFailures } from '../http/too-many-failures.ts';
import { deleteDevices } from '../push/push-devices.ts';
import { acceptInvitation, findInvitation, type FoundInvitation } from './accept-invitation.ts';
import { attemptSignIn, findOrganization, type SignInLimits } from './attempt-sign-in.ts';
import { lockAdmins } from './change-grants.ts';
import { readGrants, takeGrants } from './members.ts';
import { handOut } from './session-routes.ts';

const BODY_LIMIT = 4_096;

/**
 * What somebody who holds an invitation's link can do with it. Only a link that was mailed tells whether there is an
 * account: whoever made another one has it too.
 */
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

  async function takes(email: string, isProof: boolean): Promise<InvitationOffer['takes']> {
    if (!isProof) {
      return 'either';
    }
    const account = await hub.signIn.findAccount(email);
    return account?.isVerified === true ? 'password' : 'new-account';
  }

  app.post(
    '/v1/invitations/offer',
    {
      bodyLimit: BODY_LIMIT,
      onRequest: keepNowhere,
      schema: {
        summary: 'What an invitation is to',
        description: 'The token is what stands behind the # of its link.',
        tags: ['people'],
        body: OfferRequest,
        response: { 200: InvitationOffer, ...problems(400, 403, 404, 413, 415, 429, 503) },
      },
    },
    async (request) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const { organization, invitedBy, email, isProof } = await find(request, request.body.token);
      return { organization, invitedBy, email, takes: await takes(email, isProof) };
    },
  );

  app.post(
    '/v1/invitations/accept',
    {
      bodyLimit: BODY_LIMIT,
      onRequest: keepNowhere,
      schema: {
        summary: 'Accept an invitation; the session is a cookie',
        description:
          'Makes the account, or takes the password of the one that the address has. An account that was made by a link which was handed over is given to who accepts a mailed one: with another name and password, signed out everywhere, and out of any other organization. An invitation can be accepted once.',
        tags: ['people'],
        body: AcceptRequest,
        response: {
          200: AcceptReply,
          ...problems(400, 401, 403, 404, 409, 413, 415, 429, 503),
        },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const invitation = await find(request, request.body.token);
      const { email, organizationId, isProof } = invitation;
      const { name, password } = request.body;
      if ((await takes(email, isProof)) !== 'password') {
        if (name === null) {
          throw new ProblemError(invalidRequest([{ path: '/name', message: 'must be said' }]));
        }
        const said = { email, name, password };
        const { userId, isVerified } = await hub.signIn.ensureUser({
          ...said,
          isVerified: isProof,
        });
        if (isProof && !isVerified) {
          await hub.signIn.claimAccount(said);
          await leaveOther(hub, userId, organizationId);
        }
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

/**
 * Ends what an account got before its owner had it: devices that hear of alerts, and the membership of another
 * organization, unless that would be left without an admin.
 */
async function leaveOther(hub: HubContext, userId: string, organizationId: string): Promise<void> {
  const memberOf = await findOrganization(hub, userId);
  if (memberOf === null) {
    return;
  }
  await inOrganization(hub.database, memberOf, async (transaction) => {
    await deleteDevices(transaction, userId);
    const admins = await lockAdmins(transaction);
    if (memberOf !== organizationId && admins.some((admin) => admin !== userId)) {
      const id = { organizationId: memberOf, userId };
      await takeGrants(transaction, id, await readGrants(transaction, userId), hub.now());
    }
  });
}

/** Whatever becomes of it: no cache may keep what an invitation was answered. */
async function keepNowhere(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.header('cache-control', 'no-store');
}

function noInvitation(): ProblemError {
  return new ProblemError({
    ...notFound(),
    type: 'no-invitation',
    title: 'This invitation does not exist, or not any more.',
    detail: 'It works once, for 7 days. Ask whoever sent it for another one.',
  });
}

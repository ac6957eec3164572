import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { MeReply } from '../../contract/protocol/me.ts';
import { inOrganization } from '../database/database.ts';
import type { HubContext } from '../hub-context.ts';
import { PERSON_SECURITY, problems } from '../http/describe-route.ts';
import type { HubApp } from '../http/hub-app.ts';
import { requireOwnOrigin } from '../http/own-origin.ts';
import { webRequest } from '../http/web-request.ts';
import { attemptSignIn, keepUpToDate, type SignInLimits } from './attempt-sign-in.ts';
import { mainRole, requirePerson } from './authenticate-person.ts';
import { checkAnswer } from './sign-in-answer.ts';
import { SIGN_IN_PATH } from './sign-in.ts';

const Credentials = z.object({
  email: z.email().max(254),
  password: z.string().min(1).max(128),
  rememberMe: z.boolean().optional(),
});
const Done = z.strictObject({ success: z.literal(true) });

/** Signing in and out, and who is signed in. Nothing else of the sign-in library can be reached from outside. */
export function sessionRoutes(app: HubApp, hub: HubContext, limits: SignInLimits): void {
  app.post(
    `${SIGN_IN_PATH}/sign-in/email`,
    {
      bodyLimit: 4_096,
      schema: {
        summary: 'Sign in; the session is a cookie',
        tags: ['people'],
        body: Credentials,
        response: { 200: Done, ...problems(400, 401, 403, 413, 415, 429, 503) },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const { account, setCookies } = await attemptSignIn(hub, limits, request, request.body);
      await keepUpToDate(hub, account);
      handOut(reply, setCookies);
      return { success: true as const };
    },
  );

  app.post(
    `${SIGN_IN_PATH}/sign-out`,
    {
      bodyLimit: 4_096,
      schema: {
        summary: 'Sign out',
        tags: ['people'],
        security: PERSON_SECURITY,
        response: { 200: Done, ...problems(400, 403, 413, 415, 503) },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const answer = await hub.signIn.handle(webRequest(request, hub.publicUrl, {}));
      await checkAnswer(hub, answer);
      handOut(reply, answer.headers.getSetCookie());
      return { success: true as const };
    },
  );

  app.get(
    '/v1/me',
    {
      schema: {
        summary: 'Who is signed in, and where',
        tags: ['people'],
        security: PERSON_SECURITY,
        response: { 200: MeReply, ...problems(401, 403, 503) },
      },
    },
    async (request, reply) => {
      const person = await requirePerson(hub, request, reply);
      const organization = await inOrganization(
        hub.database,
        person.organizationId,
        (transaction) =>
          transaction
            .selectFrom('organizations')
            .select(['organization_id as id', 'name'])
            .executeTakeFirstOrThrow(),
      );
      reply.header('cache-control', 'no-store');
      return {
        user: { id: person.userId, name: person.name, email: person.email },
        organization,
        role: mainRole(person.grants),
        grants: [...person.grants],
      };
    },
  );
}

/** The session is in them; no cache may keep them. */
export function handOut(reply: FastifyReply, setCookies: readonly string[]): void {
  for (const cookie of setCookies) {
    reply.header('set-cookie', cookie);
  }
  reply.header('cache-control', 'no-store');
}

import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { MeReply } from '../../contract/protocol/me.ts';
import { inOrganization } from '../database/database.ts';
import type { HubContext } from '../hub-context.ts';
import { PERSON_SECURITY, problems } from '../http/describe-route.ts';
import { clientKey } from '../http/client-key.ts';
import { createFailureLimit } from '../http/failure-limit.ts';
import type { HubApp } from '../http/hub-app.ts';
import { ProblemError } from '../http/problem.ts';
import { requireOwnOrigin } from '../http/own-origin.ts';
import { tooManyFailures } from '../http/too-many-failures.ts';
import { webRequest } from '../http/web-request.ts';
import { mainRole, requirePerson } from './authenticate-person.ts';
import { SIGN_IN_PATH } from './sign-in.ts';

const WINDOW_MS = 10 * 60_000;

const Credentials = z.object({
  email: z.email().max(254),
  password: z.string().min(1).max(128),
  rememberMe: z.boolean().optional(),
});
const Done = z.strictObject({ success: z.literal(true) });

/** Signing in and out, and who is signed in. Nothing else of the sign-in library can be reached from outside. */
export function peopleRoutes(app: HubApp, hub: HubContext): void {
  // A guesser may come from many addresses, and a shop full of people from one, so both are counted.
  const perAccount = createFailureLimit({ failures: 30, windowMs: WINDOW_MS });
  const perAddress = createFailureLimit({ failures: 300, windowMs: WINDOW_MS });

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
      const nowMs = hub.now();
      const account = request.body.email.toLowerCase();
      const waitSeconds =
        perAccount.retryAfterSeconds(account, nowMs) ??
        perAddress.retryAfterSeconds(clientKey(request.ip), nowMs);
      if (waitSeconds !== null) {
        throw tooManyFailures(waitSeconds);
      }
      const answer = await hub.signIn.handle(webRequest(request, hub.publicUrl, request.body));
      if (answer.status === 401) {
        perAccount.fail(account, nowMs);
        perAddress.fail(clientKey(request.ip), nowMs);
      }
      await passOn(hub, reply, answer);
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
      await passOn(hub, reply, await hub.signIn.handle(webRequest(request, hub.publicUrl, {})));
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

/** Keeps the cookies of the library's answer, and says its refusals in the hub's own words. */
async function passOn(hub: HubContext, reply: FastifyReply, answer: Response): Promise<void> {
  if (answer.ok) {
    for (const cookie of answer.headers.getSetCookie()) {
      reply.header('set-cookie', cookie);
    }
    reply.header('cache-control', 'no-store');
    return;
  }
  if (answer.status === 401) {
    throw new ProblemError(
      {
        type: 'wrong-credentials',
        title: 'No account has this e-mail address and password.',
        status: 401,
        detail: 'Check both and try again.',
      },
      { 'www-authenticate': 'Session realm="glimlach"' },
    );
  }
  if (answer.status >= 500) {
    // The library answers 500 for whatever the database did; a database that answers leaves the fault with us.
    await hub.pool.query('select 1');
    throw new Error(`Signing in or out failed with ${answer.status}.`);
  }
  throw new ProblemError({
    type: answer.status === 403 ? 'foreign-origin' : 'invalid-request',
    title: 'The request was refused.',
    status: answer.status === 403 ? 403 : 400,
    detail: 'Use the sign-in page of the console.',
  });
}

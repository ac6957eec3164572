import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { z } from 'zod';
import { inOrganization } from '../database/database.ts';
import type { HubContext } from '../hub-context.ts';
import { clientKey } from '../http/client-key.ts';
import { createFailureLimit, type FailureLimit } from '../http/failure-limit.ts';
import { tooManyFailures } from '../http/too-many-failures.ts';
import { webRequest } from '../http/web-request.ts';
import { checkAnswer } from './sign-in-answer.ts';
import type { Account } from './members.ts';
import { SIGN_IN_PATH } from './sign-in.ts';

const WINDOW_MS = 10 * 60_000;

/** A guesser may come from many addresses, and a shop full of people from one, so both are counted. */
export type SignInLimits = { readonly perAccount: FailureLimit; readonly perAddress: FailureLimit };

export function createSignInLimits(): SignInLimits {
  return {
    perAccount: createFailureLimit({ failures: 30, windowMs: WINDOW_MS }),
    perAddress: createFailureLimit({ failures: 300, windowMs: WINDOW_MS }),
  };
}

export type Credentials = {
  readonly email: string;
  readonly password: string;
  readonly rememberMe?: boolean | undefined;
};

const SignedInAnswer = z.object({
  user: z.object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    emailVerified: z.boolean(),
  }),
});

/**
 * Opens a session for who knows the password, wherever the hub asks for it.
 *
 * @returns the cookies to hand out with the reply.
 * @throws ProblemError when the password is wrong, or too many were.
 */
export async function attemptSignIn(
  hub: HubContext,
  { perAccount, perAddress }: SignInLimits,
  request: FastifyRequest,
  credentials: Credentials,
): Promise<{ account: Account; setCookies: string[] }> {
  const nowMs = hub.now();
  const name = credentials.email.toLowerCase();
  const address = clientKey(request.ip);
  const waitSeconds =
    perAccount.retryAfterSeconds(name, nowMs) ?? perAddress.retryAfterSeconds(address, nowMs);
  if (waitSeconds !== null) {
    throw tooManyFailures(waitSeconds);
  }
  const answer = await hub.signIn.handle(
    webRequest(request, hub.publicUrl, credentials, `${SIGN_IN_PATH}/sign-in/email`),
  );
  if (answer.status === 401) {
    perAccount.fail(name, nowMs);
    perAddress.fail(address, nowMs);
  }
  await checkAnswer(hub, answer);
  const { user } = SignedInAnswer.parse(await answer.json());
  return {
    account: {
      userId: user.id,
      name: user.name,
      email: user.email,
      isVerified: user.emailVerified,
    },
    setCookies: answer.headers.getSetCookie(),
  };
}

/** Writes down what an account is called now where that is another than when it was last told. */
export async function keepUpToDate(
  hub: Pick<HubContext, 'database'>,
  { userId, name, email }: Account,
): Promise<void> {
  const organizationId = await findOrganization(hub, userId);
  if (organizationId !== null) {
    await inOrganization(hub.database, organizationId, (transaction) =>
      sql`
        update members set name = ${name}, email = ${email}
        where user_id = ${userId}::uuid and (name, email) is distinct from (${name}, ${email})
      `.execute(transaction),
    );
  }
}

/** The one that an account belongs to; null: none. */
export async function findOrganization(
  { database }: Pick<HubContext, 'database'>,
  userId: string,
): Promise<string | null> {
  const { rows } = await sql<{ organization_id: string }>`
    select organization_id from find_member(${userId}::uuid)
  `.execute(database);
  return rows[0]?.organization_id ?? null;
}

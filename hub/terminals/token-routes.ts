import { sql } from 'kysely';
import { z } from 'zod';
import type { PublicKeyJwk } from '../../contract/protocol/enrolment.ts';
import { TokenError, TokenReply, TokenRequest } from '../../contract/protocol/token.ts';
import { inOrganization } from '../database/database.ts';
import type { HubContext } from '../hub-context.ts';
import { problems } from '../http/describe-route.ts';
import { problemOf, replyWithProblem } from '../http/error-replies.ts';
import { clientKey } from '../http/client-key.ts';
import { createFailureLimit } from '../http/failure-limit.ts';
import type { HubApp } from '../http/hub-app.ts';
import { tooManyFailures } from '../http/too-many-failures.ts';
import { ACCESS_TOKEN_SECONDS, issueAccessToken, sha256 } from './access-token.ts';
import { claimedTerminal, verifyAssertion } from './verify-assertion.ts';

const TOKEN_PATH = '/oauth/token';
const WINDOW_MS = 10 * 60_000;

const Metadata = z.object({
  issuer: z.url(),
  token_endpoint: z.url(),
  grant_types_supported: z.array(z.string()),
  response_types_supported: z.array(z.string()),
  token_endpoint_auth_methods_supported: z.array(z.string()),
  token_endpoint_auth_signing_alg_values_supported: z.array(z.string()),
});

type TokenOutcome =
  | { readonly outcome: 'issued'; readonly token: string }
  | { readonly outcome: 'refused'; readonly detail: string };

/** OAuth 2.0 client credentials for terminals (RFC 6749, RFC 7523) and their description (RFC 8414). */
export function tokenRoutes(app: HubApp, hub: HubContext): void {
  // One terminal with a lost key must not lock out the others behind its address, so both are counted.
  const perTerminal = createFailureLimit({ failures: 30, windowMs: WINDOW_MS });
  const perAddress = createFailureLimit({ failures: 3_000, windowMs: WINDOW_MS });

  app.get(
    '/.well-known/oauth-authorization-server',
    {
      schema: {
        summary: 'Where and how to get access tokens',
        tags: ['terminals'],
        response: { 200: Metadata },
      },
    },
    async () => ({
      issuer: hub.publicUrl,
      token_endpoint: `${hub.publicUrl}${TOKEN_PATH}`,
      grant_types_supported: ['client_credentials'],
      response_types_supported: [],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['ES256'],
    }),
  );

  void app.register(async (scope: HubApp) => {
    acceptForms(scope);
    scope.setErrorHandler(async (error, request, reply) => {
      const { status } = problemOf(error, request).problem;
      if (status === 429 || status >= 500) {
        return replyWithProblem(error, request, reply);
      }
      return reply.code(400).send({
        error: 'invalid_request',
        error_description: 'Send the parameters of RFC 7523 as application/x-www-form-urlencoded.',
      });
    });
    scope.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });
    scope.post(
      TOKEN_PATH,
      {
        bodyLimit: 16_384,
        schema: {
          summary: 'An access token for a terminal',
          tags: ['terminals'],
          consumes: ['application/x-www-form-urlencoded'],
          body: z.union([TokenRequest, z.record(z.string(), z.string())]),
          response: { 200: TokenReply, 400: TokenError, 401: TokenError, ...problems(429, 503) },
        },
      },
      async (request, reply) => {
        const parsed = TokenRequest.safeParse(request.body);
        if (!parsed.success) {
          const unsupported = parsed.error.issues.some(
            (issue) => issue.path[0] === 'grant_type' && 'grant_type' in request.body,
          );
          return reply.code(400).send({
            error: unsupported ? 'unsupported_grant_type' : 'invalid_request',
            error_description: unsupported
              ? 'Only client_credentials is served here.'
              : `These parameters are missing or wrong: ${parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')}.`,
          });
        }
        const nowMs = hub.now();
        const terminalId = claimedTerminal(parsed.data.client_assertion);
        const address = clientKey(request.ip);
        const keys = [`${address} ${terminalId ?? 'nobody'}`, address] as const;
        const waitSeconds =
          perTerminal.retryAfterSeconds(keys[0], nowMs) ??
          perAddress.retryAfterSeconds(keys[1], nowMs);
        if (waitSeconds !== null) {
          throw tooManyFailures(waitSeconds);
        }
        const outcome = await grant(hub, terminalId, parsed.data.client_assertion, nowMs);
        if (outcome.outcome === 'refused') {
          perTerminal.fail(keys[0], nowMs);
          perAddress.fail(keys[1], nowMs);
          return reply
            .code(401)
            .send({ error: 'invalid_client', error_description: outcome.detail });
        }
        return reply.send({
          access_token: outcome.token,
          token_type: 'Bearer',
          expires_in: ACCESS_TOKEN_SECONDS,
        });
      },
    );
  });
}

async function grant(
  hub: HubContext,
  terminalId: string | null,
  assertion: string,
  nowMs: number,
): Promise<TokenOutcome> {
  if (terminalId === null) {
    return { outcome: 'refused', detail: 'The assertion cannot be read.' };
  }
  const { rows } = await sql<{
    organization_id: string;
    public_key: PublicKeyJwk;
    revoked: boolean;
  }>`select * from find_terminal(${terminalId}::uuid)`.execute(hub.database);
  const found = rows[0];
  if (found === undefined) {
    return { outcome: 'refused', detail: 'The hub knows no such terminal; enrol it.' };
  }
  if (found.revoked) {
    return { outcome: 'refused', detail: 'This terminal has been shut out.' };
  }
  const check = await verifyAssertion(assertion, {
    terminalId,
    issuer: hub.publicUrl,
    publicKey: found.public_key,
    nowMs,
  });
  if (!check.ok) {
    return { outcome: 'refused', detail: check.detail };
  }
  const terminal = { organizationId: found.organization_id, terminalId };
  const { jti, expiresAtMs } = check.assertion;
  return inOrganization(hub.database, terminal.organizationId, async (transaction) => {
    await transaction
      .deleteFrom('used_assertions')
      .where('terminal_id', '=', terminalId)
      .where('expires_at_ms', '<', nowMs)
      .execute();
    const used = await transaction
      .insertInto('used_assertions')
      .values({
        organization_id: terminal.organizationId,
        terminal_id: terminalId,
        jti_sha256: sha256(jti),
        expires_at_ms: expiresAtMs,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (used.numInsertedOrUpdatedRows === 0n) {
      return { outcome: 'refused', detail: 'This assertion was used before.' };
    }
    return { outcome: 'issued', token: await issueAccessToken(transaction, terminal, nowMs) };
  });
}

/** A parameter must not come twice (RFC 6749, section 3.2). */
function acceptForms(app: HubApp): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      const entries = [...new URLSearchParams(String(body))];
      const form = Object.fromEntries(entries);
      if (Object.keys(form).length === entries.length) {
        done(null, form);
      } else {
        done(Object.assign(new Error('A parameter came twice.'), { statusCode: 400 }));
      }
    },
  );
}

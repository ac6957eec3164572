import type { FastifyRequest } from 'fastify';
import type { HubContext } from '../hub-context.ts';
import type { HubApp } from '../http/hub-app.ts';
import { ProblemError } from '../http/problem.ts';
import { checkAccessToken, type AuthenticatedTerminal } from './access-token.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on the routes of terminals before their handler runs. */
    terminal: AuthenticatedTerminal | null;
  }
}

const BEARER = /^Bearer ([A-Za-z0-9._~+/-]{1,256}=*)$/i;

/** Lets in requests with a valid access token only (RFC 6750); the body of any other is not read. */
export function authenticateTerminals(app: HubApp, hub: HubContext): void {
  app.decorateRequest('terminal', null);
  app.addHook('onRequest', async (request) => {
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) {
      throw refusal('token-missing', 'There is no access token.', null);
    }
    const check = await checkAccessToken(hub.database, token, hub.now());
    switch (check.outcome) {
      case 'valid':
        request.terminal = check.terminal;
        return;
      case 'unknown':
        throw refusal('token-unknown', 'The hub did not give out this access token.', 'unknown');
      case 'expired':
        throw refusal('token-expired', 'The access token has expired.', 'expired');
      case 'revoked':
        throw refusal('terminal-revoked', 'This terminal has been shut out.', 'revoked');
    }
  });
}

export function terminalOf(request: FastifyRequest): AuthenticatedTerminal {
  if (request.terminal === null) {
    throw new Error(`${request.method} ${request.routeOptions.url ?? ''} lacks authentication.`);
  }
  return request.terminal;
}

function refusal(type: string, title: string, description: string | null): ProblemError {
  const challenge = 'Bearer realm="glimlach"';
  return new ProblemError(
    {
      type,
      title,
      status: 401,
      detail: 'Ask for a new one at /oauth/token and send it as "Authorization: Bearer …".',
    },
    {
      'www-authenticate':
        description === null
          ? challenge
          : `${challenge}, error="invalid_token", error_description="${description}"`,
    },
  );
}

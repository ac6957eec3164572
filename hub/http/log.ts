import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from '../config.ts';

export type HubLog = Logger;

/**
 * The hub's log: one JSON object a line. Requests are logged by method, path and address only; headers, bodies and
 * query strings never are, and what might slip in under these names is cut.
 */
export function createLog(level: LogLevel, destination?: DestinationStream): HubLog {
  const options = {
    level,
    base: null,
    redact: {
      paths: [
        'authorization',
        'cookie',
        'password',
        'email',
        'body',
        'enrolmentKey',
        'client_assertion',
        'access_token',
        'headers',
        '*.authorization',
        '*.cookie',
        '*.password',
        '*.email',
        '*.body',
        '*.enrolmentKey',
        '*.client_assertion',
        '*.access_token',
        '*.headers',
      ],
      censor: '[cut]',
    },
    serializers: { req: describeRequest, res: describeReply, err: describeError },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

function describeRequest(request: { method?: string; url?: string; ip?: string }): object {
  return {
    method: request.method,
    path: withoutSecrets(request.url?.split('?', 1)[0]),
    address: request.ip,
  };
}

/** The address of a visitor's page is all that it takes to open it. */
function withoutSecrets(path: string | undefined): string | undefined {
  return path?.startsWith('/f/') === true ? '/f/[cut]' : path;
}

function describeReply(reply: { statusCode?: number }): object {
  return { status: reply.statusCode };
}

/** PostgreSQL's `detail` and `where` repeat values, so only these are told. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) {
    return { message: String(error) };
  }
  return {
    name: error.name,
    message: error.message,
    ...('code' in error ? { code: error.code } : {}),
    stack: error.stack,
  };
}

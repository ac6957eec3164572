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

type LoggedRequest = {
  readonly method?: string;
  readonly url?: string;
  readonly ip?: string;
  readonly routeOptions?: { readonly url?: string | undefined };
};

function describeRequest(request: LoggedRequest): object {
  return { method: request.method, path: pathWithoutSecrets(request), address: request.ip };
}

const VISITORS_PAGES = '/f/';
/** As long as an invitation's token or a press's, wherever it stands: somebody may have mistyped what is before it. */
const TOKEN = /[\w-]{43,}/g;

/**
 * The address of a visitor's page is all that it takes to open it. The route decides, because a path can be written in
 * many ways; a request that was refused before it had one is cut by its path.
 */
function pathWithoutSecrets({ url, routeOptions }: LoggedRequest): string | undefined {
  const path = url?.split('?', 1)[0];
  return [routeOptions?.url, path].some((one) => one?.startsWith(VISITORS_PAGES) === true)
    ? `${VISITORS_PAGES}[cut]`
    : path?.replaceAll(TOKEN, '[cut]');
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

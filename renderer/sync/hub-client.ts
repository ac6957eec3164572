import type { Instant } from '../../contract/instant.ts';
import {
  HUB_TIME_HEADER,
  PROTOCOL_HEADER,
  PROTOCOL_VERSION,
} from '../../contract/protocol-version.ts';
import { Problem } from '../../contract/protocol/problem.ts';
import type { HubResult } from './hub-result.ts';
import { messageOf } from '../message-of.ts';

/** Tells whether a reply has the right shape: its schema, or something quicker that says the same. */
export type ReplyReader<Value> = {
  safeParse(json: unknown): { success: true; data: Value } | { success: false };
};

export type HubRequest<Value> = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodyInit;
  readonly reply: ReplyReader<Value>;
};

export type HubClient = {
  ask<Value>(request: HubRequest<Value>): Promise<HubResult<Value>>;
};

export type HubClientOptions = {
  readonly hubUrl: string;
  readonly fetch: typeof fetch;
  readonly now: () => Instant;
  /** A reply that takes longer counts as none: a half-open connection never says so itself. */
  readonly timeoutMs: number;
  /** Told the hub's clock with every reply that carries it, refusals included. */
  readonly onHubTime: (sent: Instant, received: Instant, hubTimeMs: number) => void;
};

/** Speaks HTTP with the hub and tells its replies from anybody else's. */
export function createHubClient(options: HubClientOptions): HubClient {
  return {
    async ask(request) {
      const sent = options.now();
      let response: Response;
      let received: Instant;
      let text: string;
      try {
        response = await options.fetch(new URL(request.path, options.hubUrl), {
          method: request.method,
          headers: { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION), ...request.headers },
          ...(request.body === undefined ? {} : { body: request.body }),
          signal: AbortSignal.timeout(options.timeoutMs),
          // For a POST it would be worse than useless: browsers then ask for leave across origins before each one.
          cache: request.method === 'GET' ? 'no-store' : 'default',
          credentials: 'omit',
          redirect: 'error',
        });
        received = options.now();
        text = await response.text();
      } catch (error) {
        return isTimeout(error)
          ? { kind: 'too-slow', detail: `No whole reply from ${options.hubUrl} in time.` }
          : { kind: 'offline', detail: `No reply from ${options.hubUrl}: ${messageOf(error)}.` };
      }
      // Proxies say these two for the hub, and what helps is the same: less at once.
      if (response.status === 413) {
        return { kind: 'too-large' };
      }
      if (response.status === 408) {
        return { kind: 'too-slow', detail: `The request to ${request.path} took too long (408).` };
      }
      const hubTimeMs = hubTimeOf(request.path, response);
      if (hubTimeMs === null) {
        return {
          kind: 'offline',
          detail: `The reply to ${request.path} (${response.status}) is not a hub's; a portal or proxy may be in the way.`,
        };
      }
      options.onHubTime(sent, received, hubTimeMs);
      return readReply(request, response, text, hubTimeMs);
    },
  };
}

/** Null when the reply is not a hub's. */
function hubTimeOf(path: string, { headers }: Response): number | null {
  const hubTimeMs = Number(headers.get(HUB_TIME_HEADER) ?? Number.NaN);
  const speaksProtocol = !path.startsWith('/v1/') || headers.has(PROTOCOL_HEADER);
  return Number.isFinite(hubTimeMs) && speaksProtocol ? hubTimeMs : null;
}

function readReply<Value>(
  request: HubRequest<Value>,
  response: Response,
  text: string,
  hubTimeMs: number,
): HubResult<Value> {
  if (response.status === 304) {
    return { kind: 'not-modified' };
  }
  const json = parseJson(text);
  if (response.ok) {
    const parsed = request.reply.safeParse(json);
    return parsed.success
      ? { kind: 'ok', value: parsed.data, etag: response.headers.get('etag') }
      : {
          kind: 'offline',
          detail: `The reply to ${request.path} does not fit protocol version ${PROTOCOL_VERSION}.`,
        };
  }
  const problem = Problem.safeParse(json);
  return {
    kind: 'refused',
    status: response.status,
    type: problem.success ? problem.data.type : 'unknown',
    detail: problem.success ? problem.data.detail : `The hub answered ${response.status}.`,
    retryAfterMs: retryAfter(response.headers.get('retry-after'), hubTimeMs),
  };
}

/**
 * `Retry-After` in either form (RFC 9110, section 10.2.3); null when absent or unreadable. A date is the hub's, so it
 * is compared with the hub's clock: ours may be years away.
 */
function retryAfter(header: string | null, hubTimeMs: number): number | null {
  if (header === null) {
    return null;
  }
  if (/^\d+$/.test(header.trim())) {
    return Number(header) * 1_000;
  }
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - hubTimeMs);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}

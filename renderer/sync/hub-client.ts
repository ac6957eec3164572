import type { z } from 'zod';
import type { Instant } from '../../contract/instant.ts';
import {
  HUB_TIME_HEADER,
  PROTOCOL_HEADER,
  PROTOCOL_VERSION,
} from '../../contract/protocol-version.ts';
import { Problem } from '../../contract/protocol/problem.ts';
import type { HubResult } from './hub-result.ts';
import { messageOf } from '../message-of.ts';

export type HubRequest<Schema extends z.ZodType> = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodyInit;
  readonly reply: Schema;
};

export type HubClient = {
  ask<Schema extends z.ZodType>(request: HubRequest<Schema>): Promise<HubResult<z.infer<Schema>>>;
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
      let text: string;
      try {
        response = await options.fetch(new URL(request.path, options.hubUrl), {
          method: request.method,
          headers: { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION), ...request.headers },
          ...(request.body === undefined ? {} : { body: request.body }),
          signal: AbortSignal.timeout(options.timeoutMs),
          cache: 'no-store',
          credentials: 'omit',
          redirect: 'error',
        });
        text = await response.text();
      } catch (error) {
        return { kind: 'offline', detail: `No reply from ${options.hubUrl}: ${reasonOf(error)}.` };
      }
      const hubTimeMs = Number(response.headers.get(HUB_TIME_HEADER) ?? Number.NaN);
      if (!Number.isFinite(hubTimeMs)) {
        return {
          kind: 'offline',
          detail: `The reply to ${request.path} (${response.status}) is not a hub's; a portal or proxy may be in the way.`,
        };
      }
      options.onHubTime(sent, options.now(), hubTimeMs);
      return readReply(request, response, text);
    },
  };
}

function readReply<Schema extends z.ZodType>(
  request: HubRequest<Schema>,
  response: Response,
  text: string,
): HubResult<z.infer<Schema>> {
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
  if (response.status === 413) {
    return { kind: 'too-large' };
  }
  const problem = Problem.safeParse(json);
  return {
    kind: 'refused',
    status: response.status,
    type: problem.success ? problem.data.type : 'unknown',
    detail: problem.success ? problem.data.detail : `The hub answered ${response.status}.`,
    retryAfterMs: retryAfter(response.headers.get('retry-after'), Date.now()),
  };
}

/** `Retry-After` in either form (RFC 9110, section 10.2.3); null when absent or unreadable. */
function retryAfter(header: string | null, wallMs: number): number | null {
  if (header === null) {
    return null;
  }
  if (/^\d+$/.test(header.trim())) {
    return Number(header) * 1_000;
  }
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - wallMs);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return 'it took too long';
  }
  return messageOf(error);
}

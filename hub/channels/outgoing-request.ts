import { lookup as lookUpName, type LookupAddress } from 'node:dns';
import { Agent as HttpAgent, request as requestHttp, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { errorCodeOf } from '../database/error-code.ts';
import {
  findAddressFault,
  findHostFault,
  hostOf,
  type DestinationGuard,
} from './destination-guard.ts';

export type OutgoingRequest = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};

/** How it went; `error` names no address. */
export type OutgoingReply =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** What `Retry-After` asks for (RFC 9110, section 10.2.3), in milliseconds; null without it. */
      readonly retryAfterMs: number | null;
      /** As text, of at most {@link MAX_BODY_BYTES}. */
      readonly body: string;
    }
  /** It may go better another time. */
  | { readonly kind: 'failed'; readonly error: string }
  /** The hub does not connect there. */
  | { readonly kind: 'refused'; readonly error: string };

/**
 * Posts to an address that somebody typed into the hub, guarded against being turned on its own network (OWASP
 * Server-Side Request Forgery): the addresses that a name stands for are judged by the guard, each of them, and one that
 * was judged is connected to; no redirect is followed and no proxy used; without TLS only where the guard says
 * `private`. It takes {@link TIME_LIMIT_MS} as a whole at most.
 */
export type PostOutside = (request: OutgoingRequest, signal: AbortSignal) => Promise<OutgoingReply>;

const TIME_LIMIT_MS = 10_000;
const MAX_BODY_BYTES = 65_536;

/** Why an address is not connected to, in the place of an error of the network. */
class RefusedDestination extends Error {
  override readonly name = 'RefusedDestination';
}

/** @param now wall clock in milliseconds. */
export function createPostOutside(
  guard: DestinationGuard,
  now: () => number,
  limitMs = TIME_LIMIT_MS,
): PostOutside {
  return async (request, signal) => {
    const timeUp = AbortSignal.timeout(limitMs);
    try {
      refuse(findAddressFault(request.url, guard));
      const url = new URL(request.url);
      const { response, body } = await exchange(url, request, AbortSignal.any([signal, timeUp]));
      return {
        kind: 'answered',
        status: response.statusCode ?? 0,
        retryAfterMs: readRetryAfter(response.headers['retry-after'], now()),
        body,
      };
    } catch (error) {
      if (error instanceof RefusedDestination) {
        return { kind: 'refused', error: error.message };
      }
      return { kind: 'failed', error: timeUp.aborted ? TOO_SLOW : describeFailure(error) };
    }
  };

  function guardedLookup(isSecure: boolean): LookupFunction {
    return (hostname, options, callback) => {
      lookUpName(hostname, { ...options, all: true }, (error, found) => {
        if (error !== null) {
          callback(error, []);
          return;
        }
        try {
          const addresses = found.map(({ address }) => address);
          refuse(findHostFault(addresses, isSecure, guard));
        } catch (refusal) {
          callback(refusal as Error, []);
          return;
        }
        const [first] = found as [LookupAddress, ...LookupAddress[]];
        if (options.all === true) {
          callback(null, found);
        } else {
          callback(null, first.address, first.family);
        }
      });
    };
  }

  async function exchange(
    url: URL,
    { headers, body }: OutgoingRequest,
    signal: AbortSignal,
  ): Promise<{ response: IncomingMessage; body: string }> {
    const isSecure = url.protocol === 'https:';
    const agent = new (isSecure ? HttpsAgent : HttpAgent)({ keepAlive: false });
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const content = Buffer.from(body);
    const sent = (isSecure ? requestHttps : requestHttp)(
      {
        protocol: url.protocol,
        hostname: hostOf(url),
        port: url.port === '' ? undefined : url.port,
        path: `${url.pathname}${url.search}`,
        method: 'POST',
        headers: { 'user-agent': 'Glimlach', ...headers, 'content-length': content.length },
        // One of its own, so that no proxy of the environment comes in between.
        agent,
        lookup: guardedLookup(isSecure),
        signal,
      },
      resolve,
    );
    sent.on('error', reject);
    sent.end(content);
    try {
      const response = await promise;
      return { response, body: await readStart(response) };
    } finally {
      sent.destroy();
      agent.destroy();
    }
  }
}

const TOO_SLOW = 'There was no answer in time.';

function refuse(fault: string | null): void {
  if (fault !== null) {
    throw new RefusedDestination(`The address ${fault}.`);
  }
}

/** The status has been given: a body that breaks off or comes too slowly takes nothing from that. */
async function readStart(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      sizeBytes += chunk.length;
      if (sizeBytes >= MAX_BODY_BYTES) {
        break;
      }
    }
  } catch {
    // What came so far is what there is.
  }
  return Buffer.concat(chunks).subarray(0, MAX_BODY_BYTES).toString();
}

function readRetryAfter(header: string | undefined, nowMs: number): number | null {
  if (header === undefined) {
    return null;
  }
  const waitMs = /^\d{1,9}$/.test(header.trim())
    ? Number(header) * 1_000
    : Date.parse(header) - nowMs;
  return Number.isNaN(waitMs) ? null : Math.max(0, waitMs);
}

function describeFailure(error: unknown): string {
  const code =
    errorCodeOf(error) ??
    (error instanceof AggregateError ? errorCodeOf(error.errors[0]) : undefined);
  switch (code) {
    case 'ENOTFOUND':
      return 'The name of the address is not known.';
    case 'EAI_AGAIN':
      return 'The name of the address could not be looked up.';
    case 'ECONNREFUSED':
      return 'The other side refused the connection.';
    case 'ABORT_ERR':
      return 'The hub was stopped in the middle of it.';
    default:
      return `The connection failed (${code ?? 'for an unknown reason'}).`;
  }
}

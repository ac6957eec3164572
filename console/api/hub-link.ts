import { z } from 'zod';
import { Problem } from '../../contract/protocol/problem.ts';
import {
  HUB_TIME_HEADER,
  PROTOCOL_HEADER,
  PROTOCOL_VERSION,
} from '../../contract/protocol-version.ts';
import type { HubClock } from './hub-clock.ts';
import type { HubFailure, HubResult } from './hub-result.ts';

const TIMEOUT_MS = 15_000;

type Ask = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> };

type Method = 'POST' | 'PUT';

/** How questions reach the hub, and what comes back. No method rejects but on abort. */
export type HubLink = {
  /** Reads what is at a path. */
  get: <Schema extends z.ZodType>(
    schema: Schema,
    path: string,
    signal?: AbortSignal,
  ) => Promise<HubResult<z.infer<Schema>>>;
  /** Changes something; without a body nothing is sent along. */
  send: <Schema extends z.ZodType>(
    schema: Schema,
    method: Method,
    path: string,
    body?: unknown,
    signal?: AbortSignal,
  ) => Promise<HubResult<z.infer<Schema>>>;
  /** Deletes what is at a path; what the hub says to it is not read. */
  remove: (path: string) => Promise<HubResult<null>>;
  /** Signs in or out: the only part that does not speak the protocol. */
  sendAuth: (path: string, body: unknown) => Promise<HubResult<null>>;
};

/** Calls the hub on the page's own origin, with the session cookie. */
export function createHubLink({
  fetch,
  clock,
}: {
  fetch: typeof globalThis.fetch;
  clock: HubClock;
}): HubLink {
  async function ask(path: string, init: Ask): Promise<HubResult<Response>> {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const caller = init.signal ?? null;
    let response: Response;
    try {
      response = await fetch(path, {
        ...init,
        credentials: 'same-origin',
        cache: 'no-store',
        signal: caller === null ? timeout : AbortSignal.any([caller, timeout]),
        headers: { accept: 'application/json', ...init.headers },
      });
    } catch (error) {
      if (caller?.aborted === true) {
        throw error;
      }
      return { ok: false, failure: { kind: 'unreachable' } };
    }
    clock.hear(response.headers.get(HUB_TIME_HEADER));
    return response.ok
      ? { ok: true, value: response }
      : { ok: false, failure: await failureOf(response) };
  }

  async function askHub<Schema extends z.ZodType>(
    schema: Schema,
    path: string,
    init: Ask = {},
  ): Promise<HubResult<z.infer<Schema>>> {
    const reply = await ask(path, {
      ...init,
      headers: { ...init.headers, [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) },
    });
    if (!reply.ok) {
      return reply;
    }
    if (!reply.value.headers.has(PROTOCOL_HEADER)) {
      return { ok: false, failure: { kind: 'unreachable' } };
    }
    const body = await readJson(reply.value);
    if (body === 'cut-off') {
      return { ok: false, failure: { kind: 'unreachable' } };
    }
    const parsed = schema.safeParse(body.json);
    return parsed.success
      ? { ok: true, value: parsed.data }
      : { ok: false, failure: { kind: 'unreadable' } };
  }

  async function sendAuth(path: string, body: unknown): Promise<HubResult<null>> {
    const reply = await ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return reply.ok ? { ok: true, value: null } : reply;
  }

  return {
    get: (schema, path, signal) => askHub(schema, path, signal === undefined ? {} : { signal }),
    send: (schema, method, path, body, signal) =>
      askHub(schema, path, {
        method,
        ...(signal === undefined ? {} : { signal }),
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      }),
    async remove(path) {
      const reply = await ask(path, {
        method: 'DELETE',
        headers: { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) },
      });
      return reply.ok ? { ok: true, value: null } : reply;
    },
    sendAuth,
  };
}

async function failureOf(response: Response): Promise<HubFailure> {
  switch (response.status) {
    case 401:
      return { kind: 'signed-out' };
    case 403:
      return { kind: (await namesForeignOrigin(response)) ? 'foreign-origin' : 'forbidden' };
    case 404:
      return { kind: 'not-found' };
    case 429: {
      const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
      return {
        kind: 'too-many',
        retryAfterSeconds: Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds) : null,
      };
    }
    default:
  }
  if (response.status >= 500) {
    return { kind: 'hub-error', status: response.status };
  }
  const body = await readJson(response);
  const problem = Problem.safeParse(body === 'cut-off' ? undefined : body.json);
  return problem.success ? { kind: 'refused', problem: problem.data } : { kind: 'unreadable' };
}

/** The hub and its sign-in library each have their own word for it. */
const ForeignOrigin = z.union([
  z.object({ type: z.literal('foreign-origin') }),
  z.object({ code: z.literal('INVALID_ORIGIN') }),
]);

async function namesForeignOrigin(response: Response): Promise<boolean> {
  const body = await readJson(response);
  return body !== 'cut-off' && ForeignOrigin.safeParse(body.json).success;
}

/** What is not JSON reads as undefined, which no schema accepts; a connection lost on the way is something else. */
async function readJson(response: Response): Promise<{ json: unknown } | 'cut-off'> {
  try {
    return { json: (await response.json()) as unknown };
  } catch (error) {
    return error instanceof SyntaxError ? { json: undefined } : 'cut-off';
  }
}

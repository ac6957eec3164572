import { z } from 'zod';
import { AcknowledgeReply, AlertsReply } from '../../contract/protocol/alerts.ts';
import type { Alert } from '../../contract/protocol/alerts.ts';
import {
  FleetReply,
  FleetTerminalReply,
  ParkedReply,
  RetryParkedReply,
} from '../../contract/protocol/fleet.ts';
import { MeReply } from '../../contract/protocol/me.ts';
import { Problem } from '../../contract/protocol/problem.ts';
import {
  HUB_TIME_HEADER,
  PROTOCOL_HEADER,
  PROTOCOL_VERSION,
} from '../../contract/protocol-version.ts';
import type { HubClock } from './hub-clock.ts';
import type { HubFailure, HubResult } from './hub-result.ts';

/** Everything on the board, and the cursor to hear what comes after it. */
export type AlertsSnapshot = { alerts: readonly Alert[]; cursor: string };

/** Which terminals to list. */
export type FleetWanted = {
  /** Part of a name, or empty for all. */
  search: string;
  troubledOnly: boolean;
};

/** The hub as the console sees it. Every method settles with a value or a failure; none rejects but on abort. */
export type HubClient = {
  me: () => Promise<HubResult<MeReply>>;
  /** Every open alert (at most 200) and the latest acknowledged ones. */
  alerts: (signal: AbortSignal) => Promise<HubResult<AlertsSnapshot>>;
  acknowledge: (alertId: string) => Promise<HubResult<Alert>>;
  /** A page of terminals, from the beginning when the cursor is null. */
  fleet: (
    wanted: FleetWanted,
    after: string | null,
    signal: AbortSignal,
  ) => Promise<HubResult<FleetReply>>;
  fleetTerminal: (
    terminalId: string,
    signal: AbortSignal,
  ) => Promise<HubResult<FleetTerminalReply>>;
  parked: (
    terminalId: string,
    after: string | null,
    signal: AbortSignal,
  ) => Promise<HubResult<ParkedReply>>;
  retryParked: (terminalId: string) => Promise<HubResult<RetryParkedReply>>;
  signIn: (credentials: { email: string; password: string }) => Promise<HubResult<null>>;
  signOut: () => Promise<HubResult<null>>;
};

const OPEN_LIMIT = 200;
const ACKNOWLEDGED_LIMIT = 40;
const TIMEOUT_MS = 15_000;

type Ask = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> };

type Reach = { fetch: typeof fetch; clock: HubClock };

/** Calls the hub on the page's own origin, with the session cookie. */
export function createHubClient({ fetch, clock }: Reach): HubClient {
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
      headers: { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) },
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

  async function askAuth(path: string, body: unknown): Promise<HubResult<null>> {
    const reply = await ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return reply.ok ? { ok: true, value: null } : reply;
  }

  return {
    me: () => askHub(MeReply, '/v1/me'),

    async alerts(signal) {
      // Open first: whatever changes between the two requests comes again after the first one's cursor.
      const open = await askHub(AlertsReply, `/v1/alerts?state=open&limit=${OPEN_LIMIT}`, {
        signal,
      });
      if (!open.ok) {
        return open;
      }
      const acknowledged = await askHub(
        AlertsReply,
        `/v1/alerts?state=acknowledged&limit=${ACKNOWLEDGED_LIMIT}`,
        { signal },
      );
      if (!acknowledged.ok) {
        return acknowledged;
      }
      return {
        ok: true,
        value: {
          alerts: [...open.value.alerts, ...acknowledged.value.alerts],
          cursor: open.value.cursor,
        },
      };
    },

    async acknowledge(alertId) {
      const reply = await askHub(
        AcknowledgeReply,
        `/v1/alerts/${encodeURIComponent(alertId)}/acknowledge`,
        { method: 'POST' },
      );
      return reply.ok ? { ok: true, value: reply.value.alert } : reply;
    },

    fleet({ search, troubledOnly }, after, signal) {
      const query = new URLSearchParams({
        ...(search === '' ? {} : { search }),
        ...(troubledOnly ? { only: 'troubled' } : {}),
        ...(after === null ? {} : { after }),
      });
      const asked = query.size === 0 ? '' : `?${query}`;
      return askHub(FleetReply, `${FLEET_PATH}${asked}`, { signal });
    },

    fleetTerminal: (terminalId, signal) =>
      askHub(FleetTerminalReply, terminalPath(terminalId), { signal }),

    parked: (terminalId, after, signal) =>
      askHub(
        ParkedReply,
        `${terminalPath(terminalId)}/parked${after === null ? '' : `?${new URLSearchParams({ after })}`}`,
        { signal },
      ),

    retryParked: (terminalId) =>
      askHub(RetryParkedReply, `${terminalPath(terminalId)}/retry-parked`, { method: 'POST' }),

    async signIn(credentials) {
      const reply = await askAuth('/api/auth/sign-in/email', { ...credentials, rememberMe: true });
      return !reply.ok && reply.failure.kind === 'signed-out'
        ? { ok: false, failure: { kind: 'wrong-credentials' } }
        : reply;
    },

    signOut: () => askAuth('/api/auth/sign-out', {}),
  };
}

const FLEET_PATH = '/v1/fleet/terminals';

function terminalPath(terminalId: string): string {
  return `${FLEET_PATH}/${encodeURIComponent(terminalId)}`;
}

/** Where the browser saves all parked events of a terminal from. */
export function parkedFileAddress(terminalId: string): string {
  return `${terminalPath(terminalId)}/parked.ndjson`;
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

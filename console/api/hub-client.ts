import { AcknowledgeReply, AlertReply, AlertsReply } from '../../contract/protocol/alerts.ts';
import type { Alert, AlertState } from '../../contract/protocol/alerts.ts';
import { MeReply } from '../../contract/protocol/me.ts';
import { createChannelClient } from './channel-client.ts';
import type { ChannelClient } from './channel-client.ts';
import { createFleetClient } from './fleet-client.ts';
import type { FleetClient } from './fleet-client.ts';
import { createHubLink } from './hub-link.ts';
import type { HubClock } from './hub-clock.ts';
import type { HubLink } from './hub-link.ts';
import type { HubResult } from './hub-result.ts';
import { createPeopleClient } from './people-client.ts';
import type { PeopleClient } from './people-client.ts';
import { createRuleClient } from './rule-client.ts';
import type { RuleClient } from './rule-client.ts';

/** Everything on the board, and the cursor to hear what comes after it. */
export type AlertsSnapshot = { alerts: readonly Alert[]; cursor: string };

/** What is asked of the alerts that are over, or not. */
export type AlertsWanted = {
  /** Null: every state. */
  state: AlertState | 'waiting' | null;
  /** A location and all below it; null: everywhere. */
  locationId: string | null;
};

/** The hub as the console sees it. Every method settles with a value or a failure; none rejects but on abort. */
export type HubClient = FleetClient &
  RuleClient &
  ChannelClient &
  PeopleClient & {
    me: () => Promise<HubResult<MeReply>>;
    /** Every alert that waits or is snoozed (at most 200 each) and the latest acknowledged ones. */
    alerts: (signal: AbortSignal) => Promise<HubResult<AlertsSnapshot>>;
    /** Newest first, a page at a time: those older than `before`, the newest when it is null. */
    alertHistory: (
      wanted: AlertsWanted,
      before: string | null,
      signal: AbortSignal,
    ) => Promise<HubResult<readonly Alert[]>>;
    alert: (alertId: string, signal: AbortSignal) => Promise<HubResult<AlertReply>>;
    acknowledge: (alertId: string) => Promise<HubResult<Alert>>;
    handBack: (alertId: string) => Promise<HubResult<Alert>>;
    snooze: (alertId: string, forMs: number) => Promise<HubResult<Alert>>;
    resolve: (alertId: string) => Promise<HubResult<Alert>>;
    reopen: (alertId: string) => Promise<HubResult<Alert>>;
    comment: (alertId: string, text: string) => Promise<HubResult<Alert>>;
    signIn: (credentials: { email: string; password: string }) => Promise<HubResult<null>>;
    signOut: () => Promise<HubResult<null>>;
  };

const WAITING_LIMIT = 200;
const ACKNOWLEDGED_LIMIT = 40;
export const HISTORY_PAGE = 50;

/** Calls the hub on the page's own origin, with the session cookie. */
export function createHubClient(reach: {
  fetch: typeof globalThis.fetch;
  clock: HubClock;
}): HubClient {
  const link = createHubLink(reach);
  return {
    ...createFleetClient(link),
    ...createRuleClient(link),
    ...createChannelClient(link),
    ...createPeopleClient(link),
    ...alertActions(link),

    me: () => link.get(MeReply, '/v1/me'),

    async alerts(signal) {
      // Waiting ones first: whatever changes between the requests comes again after the first one's cursor.
      const waiting = await readState(link, 'waiting', WAITING_LIMIT, signal);
      if (!waiting.ok) {
        return waiting;
      }
      const snoozed = await readState(link, 'snoozed', WAITING_LIMIT, signal);
      if (!snoozed.ok) {
        return snoozed;
      }
      const acknowledged = await readState(link, 'acknowledged', ACKNOWLEDGED_LIMIT, signal);
      if (!acknowledged.ok) {
        return acknowledged;
      }
      return {
        ok: true,
        value: {
          alerts: [waiting, snoozed, acknowledged].flatMap(({ value }) => value.alerts),
          cursor: waiting.value.cursor,
        },
      };
    },

    async alertHistory({ state, locationId }, before, signal) {
      const query = new URLSearchParams({
        limit: String(HISTORY_PAGE),
        ...(state === null ? {} : { state }),
        ...(locationId === null ? {} : { locationId }),
        ...(before === null ? {} : { before }),
      });
      const reply = await link.get(AlertsReply, `/v1/alerts?${query}`, signal);
      return reply.ok ? { ok: true, value: reply.value.alerts } : reply;
    },

    alert: (alertId, signal) => link.get(AlertReply, alertPath(alertId), signal),

    async signIn(credentials) {
      const reply = await link.sendAuth('/api/auth/sign-in/email', {
        ...credentials,
        rememberMe: true,
      });
      return !reply.ok && reply.failure.kind === 'signed-out'
        ? { ok: false, failure: { kind: 'wrong-credentials' } }
        : reply;
    },

    signOut: () => link.sendAuth('/api/auth/sign-out', {}),
  };
}

function alertActions(link: HubLink) {
  const act =
    (action: string) =>
    async (alertId: string, body?: unknown): Promise<HubResult<Alert>> => {
      const reply = await link.send(
        AcknowledgeReply,
        'POST',
        `${alertPath(alertId)}/${action}`,
        body,
      );
      return reply.ok ? { ok: true, value: reply.value.alert } : reply;
    };
  const snooze = act('snooze');
  const comment = act('comments');
  return {
    acknowledge: (alertId: string) => act('acknowledge')(alertId),
    handBack: (alertId: string) => act('hand-back')(alertId),
    resolve: (alertId: string) => act('resolve')(alertId),
    reopen: (alertId: string) => act('reopen')(alertId),
    snooze: (alertId: string, forMs: number) => snooze(alertId, { forMs }),
    comment: (alertId: string, text: string) => comment(alertId, { text }),
  };
}

function readState(
  link: HubLink,
  state: 'waiting' | 'snoozed' | 'acknowledged',
  limit: number,
  signal: AbortSignal,
): Promise<HubResult<AlertsReply>> {
  return link.get(AlertsReply, `/v1/alerts?state=${state}&limit=${limit}`, signal);
}

function alertPath(alertId: string): string {
  return `/v1/alerts/${encodeURIComponent(alertId)}`;
}

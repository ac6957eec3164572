import type { HubReach } from '../../contract/staff-ipc.ts';
import { AuthorizationServerMetadata } from '../../contract/protocol/token.ts';
import type { Instant } from '../../contract/instant.ts';
import { createHubClient } from '../sync/hub-client.ts';
import { describeResult } from '../sync/hub-result.ts';

/** What stands between this terminal and its hub, as far as it can be told. */
export type NetworkTrouble =
  | 'no-hub'
  | 'no-network'
  | 'name'
  | 'refused'
  | 'unreachable'
  | 'certificate'
  | 'certificate-date'
  | 'proxy'
  | 'timeout'
  /** Somebody else answers in the place of the hub: a sign-in page of the network, most often. */
  | 'portal'
  /** The hub answered that it cannot. */
  | 'hub'
  | 'unknown';

export type NetworkFinding =
  | {
      readonly kind: 'reached';
      /** The quickest of a few. */
      readonly roundTripMs: number;
      /** How far the hub's clock is ahead of this terminal's, and how uncertain that is. */
      readonly hubAheadMs: number;
      readonly uncertaintyMs: number;
    }
  | { readonly kind: 'not-reached'; readonly trouble: NetworkTrouble; readonly detail: string };

export type NetworkTestParts = {
  readonly hubUrl: string | null;
  readonly fetch: typeof fetch;
  readonly now: () => Instant;
  /** Null where the shell says no more than that it failed. */
  readonly reachHub: () => Promise<HubReach | null>;
};

const REPLY_WITHIN_MS = 8_000;
const ROUND_TRIPS = 3;

/** Asks the hub a few times as the kiosk itself does; where it does not answer, the shell is asked why. */
export async function testNetwork(parts: NetworkTestParts): Promise<NetworkFinding> {
  const { hubUrl } = parts;
  if (hubUrl === null) {
    return { kind: 'not-reached', trouble: 'no-hub', detail: '' };
  }
  let best: Extract<NetworkFinding, { kind: 'reached' }> | null = null;
  const client = createHubClient({
    hubUrl,
    fetch: parts.fetch,
    now: parts.now,
    timeoutMs: REPLY_WITHIN_MS,
    onHubTime(sent, received, hubTimeMs) {
      const roundTripMs = received.monotonicMs - sent.monotonicMs;
      if (best === null || roundTripMs < best.roundTripMs) {
        const uncertaintyMs = roundTripMs / 2;
        const hubAheadMs = hubTimeMs - (received.wallMs - uncertaintyMs);
        best = { kind: 'reached', roundTripMs, hubAheadMs, uncertaintyMs };
      }
    },
  });
  for (let made = 0; made < ROUND_TRIPS; made += 1) {
    const result = await client.ask({
      method: 'GET',
      path: '/.well-known/oauth-authorization-server',
      reply: AuthorizationServerMetadata,
    });
    if (result.kind !== 'ok') {
      const reach = best === null ? await parts.reachHub().catch(() => null) : null;
      return {
        kind: 'not-reached',
        trouble: result.kind === 'refused' ? 'hub' : troubleOf(reach, result.kind === 'too-slow'),
        detail: describeResult(result),
      };
    }
  }
  return best ?? { kind: 'not-reached', trouble: 'portal', detail: '' };
}

/** Chromium's own names, by what they begin with; the first that fits. */
const TROUBLE_OF: readonly (readonly [string, NetworkTrouble])[] = [
  ['ERR_CERT_DATE_INVALID', 'certificate-date'],
  ['ERR_CERT_', 'certificate'],
  ['ERR_SSL_', 'certificate'],
  ['ERR_BAD_SSL', 'certificate'],
  ['ERR_NAME_', 'name'],
  ['ERR_DNS_', 'name'],
  ['ERR_INTERNET_DISCONNECTED', 'no-network'],
  ['ERR_NETWORK_', 'no-network'],
  ['ERR_CONNECTION_REFUSED', 'refused'],
  ['ERR_CONNECTION_TIMED_OUT', 'timeout'],
  ['ERR_TIMED_OUT', 'timeout'],
  ['ERR_CONNECTION_', 'unreachable'],
  ['ERR_ADDRESS_', 'unreachable'],
  ['ERR_PROXY_', 'proxy'],
  ['ERR_TUNNEL_', 'proxy'],
  ['ERR_MANDATORY_PROXY', 'proxy'],
  ['ERR_REDIRECTED', 'portal'],
  // Led to another address, where the lock of the terminal lets nothing go.
  ['ERR_BLOCKED_', 'portal'],
];

/** @param slow no whole reply came in time */
export function troubleOf(reach: HubReach | null, slow: boolean): NetworkTrouble {
  switch (reach?.outcome) {
    case 'no-hub':
      return 'no-hub';
    case 'answered':
      return reach.ours ? 'hub' : 'portal';
    case 'failed':
      return TROUBLE_OF.find(([prefix]) => reach.error.startsWith(prefix))?.[1] ?? 'unknown';
    case undefined:
      return slow ? 'timeout' : 'unknown';
  }
}

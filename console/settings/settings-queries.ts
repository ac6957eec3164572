import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ChannelKind } from '../../contract/protocol/channels.ts';
import type { DeliveriesWanted } from '../api/channel-client.ts';
import type { HubClient } from '../api/hub-client.ts';
import { valueOf } from '../api/hub-failure-error.ts';
import type { HubResult } from '../api/hub-result.ts';

/** Read anew whenever a page opens; what was read before stays while that fails. */
const READ = { retry: false, networkMode: 'always' } as const;

function read<Value>(
  key: readonly string[],
  ask: (signal: AbortSignal) => Promise<HubResult<Value>>,
  staleTime = 0,
) {
  return queryOptions({
    queryKey: ['settings', ...key],
    queryFn: async ({ signal }) => valueOf(await ask(signal)),
    staleTime,
    ...READ,
  });
}

export function profileQuery(client: HubClient) {
  return read(['profile'], client.profile);
}

export function devicesQuery(client: HubClient) {
  return read(['devices'], client.push);
}

export function rulesQuery(client: HubClient) {
  return read(['rules'], client.rules);
}

export function ruleVersionsQuery(client: HubClient, ruleId: string) {
  return read(['rule-versions', ruleId], (signal) => client.ruleVersions(ruleId, signal));
}

export function policiesQuery(client: HubClient) {
  return read(['policies'], client.policies);
}

export function channelsQuery(client: HubClient) {
  return read(['channels'], client.channels);
}

export function peopleQuery(client: HubClient) {
  return read(['people'], client.people);
}

export function placesQuery(client: HubClient) {
  return read(['places'], client.places);
}

export function rotaQuery(client: HubClient, locationId: string) {
  return read(['rota', locationId], (signal) => client.rota(locationId, signal));
}

/** The same for as long as the page lives: they change with the hub's version. */
export function holidayRegionsQuery(client: HubClient) {
  return read(['holiday-regions'], client.holidayRegions, Infinity);
}

export const DELIVERIES_KEY = ['settings', 'deliveries'];

const LOG_FRESH_MS = 10_000;

export function deliveriesQuery(client: HubClient, wanted: DeliveriesWanted) {
  return infiniteQueryOptions({
    queryKey: [...DELIVERIES_KEY, wanted],
    queryFn: async ({ pageParam, signal }) =>
      valueOf(await client.deliveries(wanted, pageParam, signal)),
    initialPageParam: null as string | null,
    getNextPageParam: ({ before }) => before,
    placeholderData: keepPreviousData,
    refetchInterval: LOG_FRESH_MS,
    ...READ,
  });
}

const POLL_MS = 1_000;

/** How one message fares, asked until it is settled; null while the log does not name it. */
export function deliveryQuery(client: HubClient, sent: { channel: ChannelKind; id: string }) {
  return queryOptions({
    queryKey: ['settings', 'delivery', sent.id],
    queryFn: async ({ signal }) => {
      const wanted = { alertId: null, channel: sent.channel, state: null };
      const { deliveries } = valueOf(await client.deliveries(wanted, null, signal));
      return deliveries.find(({ id }) => id === sent.id) ?? null;
    },
    refetchInterval: ({ state: { data } }) =>
      data?.state === 'sent' || data?.state === 'failed' || data?.state === 'dropped'
        ? false
        : POLL_MS,
    ...READ,
  });
}

import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Delivery } from '../../contract/protocol/channels.ts';
import type { DeliveriesWanted } from '../api/channel-client.ts';
import type { HubClient } from '../api/hub-client.ts';
import { valueOf } from '../api/hub-failure-error.ts';
import type { HubResult } from '../api/hub-result.ts';
import { areSettled } from './test-outcome.ts';

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

/** How these messages fare, asked until all are settled. */
export function faresQuery(
  ids: readonly string[],
  ask: (signal: AbortSignal) => Promise<HubResult<readonly Delivery[]>>,
) {
  return queryOptions({
    queryKey: ['settings', 'fares', ...ids],
    queryFn: async ({ signal }) => valueOf(await ask(signal)).filter(({ id }) => ids.includes(id)),
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && data.length > 0 && areSettled(data) ? false : POLL_MS,
    ...READ,
  });
}

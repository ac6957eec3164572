import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { valueOf } from '../api/hub-failure-error.ts';
import type { HubClient } from '../api/hub-client.ts';
import type { FleetWanted } from '../api/fleet-client.ts';

/** Read anew every half a minute and when the window gains focus; what was read before stays while that fails. */
const KEPT_FRESH = {
  refetchInterval: 30_000,
  refetchOnWindowFocus: 'always',
  retry: false,
  networkMode: 'always',
} as const;

export function fleetQuery(client: HubClient, wanted: FleetWanted) {
  return infiniteQueryOptions({
    queryKey: ['fleet', wanted],
    queryFn: async ({ pageParam, signal }) =>
      valueOf(await client.fleet(wanted, pageParam, signal)),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    ...KEPT_FRESH,
  });
}

export function terminalQuery(client: HubClient, terminalId: string) {
  return queryOptions({
    queryKey: ['fleet-terminal', terminalId],
    queryFn: async ({ signal }) => valueOf(await client.fleetTerminal(terminalId, signal)),
    ...KEPT_FRESH,
  });
}

export function parkedQuery(client: HubClient, terminalId: string) {
  return infiniteQueryOptions({
    queryKey: ['fleet-parked', terminalId],
    queryFn: async ({ pageParam, signal }) =>
      valueOf(await client.parked(terminalId, pageParam, signal)),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    ...KEPT_FRESH,
  });
}

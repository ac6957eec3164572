import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AlertsWanted, HubClient } from '../api/hub-client.ts';
import { HISTORY_PAGE } from '../api/hub-client.ts';
import { valueOf } from '../api/hub-failure-error.ts';

/** Read anew every half a minute and when the window gains focus; what was read before stays while that fails. */
const KEPT_FRESH = {
  refetchInterval: 30_000,
  refetchOnWindowFocus: 'always',
  retry: false,
  networkMode: 'always',
} as const;

export function alertQuery(client: HubClient, alertId: string) {
  return queryOptions({
    queryKey: ['alert', alertId],
    queryFn: async ({ signal }) => valueOf(await client.alert(alertId, signal)),
    ...KEPT_FRESH,
  });
}

/** The messages about one alert, newest first. */
export function messagesQuery(client: HubClient, alertId: string) {
  return infiniteQueryOptions({
    queryKey: ['alert', alertId, 'messages'],
    queryFn: async ({ pageParam, signal }) =>
      valueOf(await client.deliveries({ alertId, channel: null, state: null }, pageParam, signal)),
    initialPageParam: null as string | null,
    getNextPageParam: ({ before }) => before,
    ...KEPT_FRESH,
  });
}

export function historyQuery(client: HubClient, wanted: AlertsWanted) {
  return infiniteQueryOptions({
    queryKey: ['alert-history', wanted],
    queryFn: async ({ pageParam, signal }) =>
      valueOf(await client.alertHistory(wanted, pageParam, signal)),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page.length < HISTORY_PAGE ? null : (page.at(-1)?.id ?? null)),
    placeholderData: keepPreviousData,
    ...KEPT_FRESH,
  });
}

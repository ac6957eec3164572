import { queryOptions } from '@tanstack/react-query';
import type { HubClient } from '../api/hub-client.ts';
import { valueOf } from '../api/hub-failure-error.ts';

/** The locations and touchpoints that the person may see; they change seldom. */
export function placesQuery(client: HubClient) {
  return queryOptions({
    queryKey: ['places'],
    queryFn: async ({ signal }) => valueOf(await client.places(signal)),
    staleTime: 5 * 60_000,
    retry: 2,
    networkMode: 'always',
  });
}

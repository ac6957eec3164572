import { queryOptions } from '@tanstack/react-query';
import type { HubClient } from '../api/hub-client.ts';

/** Who is signed in. A failure is an answer too; the router decides what it means. */
export function meQuery(client: HubClient) {
  return queryOptions({
    queryKey: ['me'],
    queryFn: () => client.me(),
    staleTime: 5 * 60_000,
    retry: false,
  });
}

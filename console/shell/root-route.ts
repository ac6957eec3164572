import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, redirect } from '@tanstack/react-router';
import type { MeReply } from '../../contract/protocol/me.ts';
import type { HubClient } from '../api/hub-client.ts';
import type { HubResult } from '../api/hub-result.ts';
import { meQuery } from '../session/me-query.ts';

export type RouterContext = { queries: QueryClient; client: HubClient };

export const rootRoute = createRootRouteWithContext<RouterContext>()({});

/** Who is signed in, for the loader of a page; whoever is not goes to sign in and comes back. */
export async function requireMe(
  { queries, client }: RouterContext,
  back: string | null,
): Promise<HubResult<MeReply>> {
  const reply = await queries.query(meQuery(client));
  if (reply.ok) {
    return reply;
  }
  queries.removeQueries(meQuery(client));
  if (reply.failure.kind === 'signed-out') {
    throw redirect({ to: '/sign-in', replace: true, search: back === null ? {} : { back } });
  }
  return reply;
}

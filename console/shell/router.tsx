import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  redirect,
} from '@tanstack/react-router';
import { z } from 'zod';
import { AlertsPage } from '../alerts/alerts-page.tsx';
import type { HubClient } from '../api/hub-client.ts';
import { meQuery } from '../session/me-query.ts';
import { SignInPage } from '../session/sign-in-page.tsx';
import { NoEntryPage } from './no-entry-page.tsx';

type RouterContext = { queries: QueryClient; client: HubClient };

const rootRoute = createRootRouteWithContext<RouterContext>()({});

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad() {
    throw redirect({ to: '/alerts', replace: true });
  },
});

const SignInSearch = z.object({ reason: z.enum(['ended']).optional().catch(undefined) });

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { reason?: 'ended' } =>
    SignInSearch.parse(search).reason === 'ended' ? { reason: 'ended' } : {},
  component: SignInPage,
});

const alertsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/alerts',
  async loader({ context: { queries, client } }) {
    const reply = await queries.query(meQuery(client));
    if (reply.ok) {
      return reply;
    }
    queries.removeQueries(meQuery(client));
    if (reply.failure.kind === 'signed-out') {
      throw redirect({ to: '/sign-in', replace: true });
    }
    return reply;
  },
  component: function Alerts() {
    const reply = alertsRoute.useLoaderData();
    return reply.ok ? <AlertsPage me={reply.value} /> : <NoEntryPage failure={reply.failure} />;
  },
});

const routeTree = rootRoute.addChildren([homeRoute, signInRoute, alertsRoute]);

export function createConsoleRouter(context: RouterContext) {
  return createRouter({
    routeTree,
    context,
    scrollRestoration: false,
    defaultNotFoundComponent: () => <NoEntryPage failure={{ kind: 'not-found' }} />,
  });
}

declare module '@tanstack/react-router' {
  // The library's own way to learn the routes.
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}

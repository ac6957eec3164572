import {
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { z } from 'zod';
import { AlertPage } from '../alerts/alert-page.tsx';
import { AlertsLive } from '../alerts/alerts-live.tsx';
import { BoardPage } from '../alerts/board-page.tsx';
import { HistoryPage } from '../alerts/history-page.tsx';
import { HISTORY_STATES } from '../alerts/history-states.ts';
import type { HistoryState } from '../alerts/history-states.ts';
import { WallPage } from '../alerts/wall-page.tsx';
import { HubId } from '../../contract/identifiers.ts';
import { FleetPage } from '../fleet/fleet-page.tsx';
import { TerminalPage } from '../fleet/terminal-page.tsx';
import { SignInPage } from '../session/sign-in-page.tsx';
import { settingsRoutes } from '../settings/settings-routes.tsx';
import { NoEntryPage } from './no-entry-page.tsx';
import { requireMe, rootRoute } from './root-route.ts';
import type { RouterContext } from './root-route.ts';

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad() {
    throw redirect({ to: '/alerts', replace: true });
  },
});

const SignInSearch = z.object({
  reason: z.enum(['ended']).optional().catch(undefined),
  /** Where somebody was going, inside the console. */
  back: z
    .string()
    // A path alone: nothing that a browser would take for another host.
    .regex(/^\/(?![/\\]|sign-in)/)
    .optional()
    .catch(undefined),
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch(search: Record<string, unknown>): { reason?: 'ended'; back?: string } {
    const { reason, back } = SignInSearch.parse(search);
    return { ...(reason === undefined ? {} : { reason }), ...(back === undefined ? {} : { back }) };
  },
  component: SignInPage,
});

const AlertsSearch = z.object({ place: HubId.optional().catch(undefined) });

/** The pages about alerts share one live feed. */
const alertsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/alerts',
  validateSearch(given: Record<string, unknown>): { place?: string | undefined } {
    const { place } = AlertsSearch.parse(given);
    return place === undefined ? {} : { place };
  },
  loader: async ({ context, location }) =>
    requireMe(context, location.href === '/alerts' ? null : location.href),
  component: function Alerts() {
    const reply = alertsRoute.useLoaderData();
    return reply.ok ? (
      <AlertsLive me={reply.value}>
        <Outlet />
      </AlertsLive>
    ) : (
      <NoEntryPage failure={reply.failure} />
    );
  },
});

const boardRoute = createRoute({
  getParentRoute: () => alertsRoute,
  path: '/',
  component: BoardPage,
});

const HistorySearch = z.object({ state: z.enum(HISTORY_STATES).optional().catch(undefined) });

const historyRoute = createRoute({
  getParentRoute: () => alertsRoute,
  path: '/history',
  validateSearch(given: Record<string, unknown>): { state?: HistoryState | undefined } {
    const { state } = HistorySearch.parse(given);
    return state === undefined ? {} : { state };
  },
  component: HistoryPage,
});

const wallRoute = createRoute({
  getParentRoute: () => alertsRoute,
  path: '/wall',
  component: WallPage,
});

const alertRoute = createRoute({
  getParentRoute: () => alertsRoute,
  path: '/$alertId',
  component: AlertPage,
});

const FleetSearch = z.object({
  search: z.string().max(100).optional().catch(undefined),
  only: z.enum(['troubled']).optional().catch(undefined),
});

type FleetSearch = { search?: string; only?: 'troubled' };

function readFleetSearch(given: Record<string, unknown>): FleetSearch {
  const { search, only } = FleetSearch.parse(given);
  return { ...(search === undefined ? {} : { search }), ...(only === undefined ? {} : { only }) };
}

const fleetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/terminals',
  validateSearch: readFleetSearch,
  loader: async ({ context, location }) => requireMe(context, location.href),
  component: function Fleet() {
    const reply = fleetRoute.useLoaderData();
    return reply.ok ? <FleetPage me={reply.value} /> : <NoEntryPage failure={reply.failure} />;
  },
});

const terminalRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/terminals/$terminalId',
  // What was searched for, so that the way back leads to it.
  validateSearch: readFleetSearch,
  loader: async ({ context, location }) => requireMe(context, location.href),
  component: function Terminal() {
    const reply = terminalRoute.useLoaderData();
    return reply.ok ? <TerminalPage me={reply.value} /> : <NoEntryPage failure={reply.failure} />;
  },
});

/** Public: whoever holds an invitation's link has no account yet. */
const joinRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/join',
  component: lazyRouteComponent(() => import('../join/join-page.tsx'), 'JoinPage'),
});

const routeTree = rootRoute.addChildren([
  homeRoute,
  signInRoute,
  joinRoute,
  alertsRoute.addChildren([boardRoute, historyRoute, wallRoute, alertRoute]),
  fleetRoute,
  terminalRoute,
  ...settingsRoutes,
]);

export function createConsoleRouter(context: RouterContext) {
  return createRouter({
    routeTree,
    context,
    scrollRestoration: true,
    defaultNotFoundComponent: () => <NoEntryPage failure={{ kind: 'not-found' }} />,
  });
}

declare module '@tanstack/react-router' {
  // The library's own way to learn the routes.
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}

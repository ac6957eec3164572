import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { ChannelKind, DeliveryState } from '../../contract/protocol/channels.ts';
import { NoEntryPage } from '../shell/no-entry-page.tsx';
import { requireMe, rootRoute } from '../shell/root-route.ts';

// Each page is loaded when somebody goes there; who only handles alerts never loads them.
const ProfilePage = lazyRouteComponent(() => import('./profile/profile-page.tsx'), 'ProfilePage');
const SettingsLayout = lazyRouteComponent(() => import('./settings-layout.tsx'), 'SettingsLayout');

const profileRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/profile',
  loader: async ({ context, location }) => requireMe(context, location.href),
  component: function Profile() {
    const reply = profileRoute.useLoaderData();
    return reply.ok ? <ProfilePage me={reply.value} /> : <NoEntryPage failure={reply.failure} />;
  },
});

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  loader: async ({ context, location }) => requireMe(context, location.href),
  component: function Settings() {
    const reply = settingsRoute.useLoaderData();
    return reply.ok ? <SettingsLayout me={reply.value} /> : <NoEntryPage failure={reply.failure} />;
  },
});

const listRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./settings-page.tsx'), 'SettingsPage'),
});

const rulesRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/rules',
  component: lazyRouteComponent(() => import('./rules/rules-page.tsx'), 'RulesPage'),
});

const ruleRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/rules/$ruleId',
  component: lazyRouteComponent(() => import('./rules/rule-page.tsx'), 'RulePage'),
});

const escalationRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/escalation',
  component: lazyRouteComponent(() => import('./escalation/escalation-page.tsx'), 'EscalationPage'),
});

const policyRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/escalation/$policyId',
  component: lazyRouteComponent(() => import('./escalation/policy-page.tsx'), 'PolicyPage'),
});

const channelsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/channels',
  component: lazyRouteComponent(() => import('./channels/channels-page.tsx'), 'ChannelsPage'),
});

const channelRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/channels/$channelId',
  component: lazyRouteComponent(() => import('./channels/channel-page.tsx'), 'ChannelPage'),
});

const MessagesSearch = z.object({
  channel: ChannelKind.optional().catch(undefined),
  state: DeliveryState.optional().catch(undefined),
});

type MessagesSearch = { channel?: ChannelKind | undefined; state?: DeliveryState | undefined };

const messagesRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/messages',
  validateSearch(given: Record<string, unknown>): MessagesSearch {
    const { channel, state } = MessagesSearch.parse(given);
    return {
      ...(channel === undefined ? {} : { channel }),
      ...(state === undefined ? {} : { state }),
    };
  },
  component: lazyRouteComponent(() => import('./messages/messages-page.tsx'), 'MessagesPage'),
});

const peopleRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/people',
  component: lazyRouteComponent(() => import('./people/people-page.tsx'), 'PeoplePage'),
});

const inviteRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/people/invite',
  component: lazyRouteComponent(() => import('./people/invite-page.tsx'), 'InvitePage'),
});

const personRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/people/$userId',
  component: lazyRouteComponent(() => import('./people/person-page.tsx'), 'PersonPage'),
});

const placesRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/places',
  component: lazyRouteComponent(() => import('./places/places-page.tsx'), 'PlacesPage'),
});

const placeRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/places/$locationId',
  component: lazyRouteComponent(() => import('./places/place-page.tsx'), 'PlacePage'),
});

export const settingsRoutes = [
  profileRoute,
  settingsRoute.addChildren([
    listRoute,
    rulesRoute,
    ruleRoute,
    escalationRoute,
    policyRoute,
    channelsRoute,
    channelRoute,
    messagesRoute,
    peopleRoute,
    inviteRoute,
    personRoute,
    placesRoute,
    placeRoute,
  ]),
] as const;

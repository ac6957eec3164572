import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { NoEntryPage } from '../shell/no-entry-page.tsx';
import { requireMe, rootRoute } from '../shell/root-route.ts';

/** Loaded when somebody goes there; who only handles alerts never loads them. */
const ProfilePage = lazyRouteComponent(() => import('./profile/profile-page.tsx'), 'ProfilePage');

const profileRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/profile',
  loader: async ({ context, location }) => requireMe(context, location.href),
  component: function Profile() {
    const reply = profileRoute.useLoaderData();
    return reply.ok ? <ProfilePage me={reply.value} /> : <NoEntryPage failure={reply.failure} />;
  },
});

export const settingsRoutes = [profileRoute] as const;

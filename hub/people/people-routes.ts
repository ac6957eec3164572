import type { HubContext } from '../hub-context.ts';
import type { HubApp } from '../http/hub-app.ts';
import { createSignInLimits } from './attempt-sign-in.ts';
import { invitationRoutes } from './invitation-routes.ts';
import { joinRoutes } from './join-routes.ts';
import { memberRoutes } from './member-routes.ts';
import { profileRoutes } from './profile-routes.ts';
import { rotaRoutes } from './rota-routes.ts';
import { sessionRoutes } from './session-routes.ts';

/** Signing in, who may do what where, and who is told when. Nothing else of the sign-in library can be reached from outside. */
export function peopleRoutes(app: HubApp, hub: HubContext): void {
  // Wherever a password is asked for, a wrong one counts.
  const limits = createSignInLimits();
  sessionRoutes(app, hub, limits);
  joinRoutes(app, hub, limits);
  memberRoutes(app, hub);
  invitationRoutes(app, hub);
  profileRoutes(app, hub);
  rotaRoutes(app, hub);
}

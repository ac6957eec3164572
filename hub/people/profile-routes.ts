import { Profile, ProfileReply } from '../../contract/protocol/people.ts';
import { inOrganization } from '../database/database.ts';
import { reconsiderHeld } from '../deliveries/catch-up.ts';
import type { HubContext } from '../hub-context.ts';
import { PERSON_SECURITY, problems } from '../http/describe-route.ts';
import type { HubApp } from '../http/hub-app.ts';
import { requireOwnOrigin } from '../http/own-origin.ts';
import { requirePerson } from './authenticate-person.ts';
import { defaultProfile, readProfiles, saveProfile } from './profiles.ts';

/** How whoever is signed in wants to be told. */
export function profileRoutes(app: HubApp, hub: HubContext): void {
  app.get(
    '/v1/me/profile',
    {
      schema: {
        summary: 'How one wants to be told',
        tags: ['people'],
        security: PERSON_SECURITY,
        response: { 200: ProfileReply, ...problems(401, 403, 503) },
      },
    },
    async (request, reply) => {
      const { organizationId, userId } = await requirePerson(hub, request, reply);
      reply.header('cache-control', 'no-store');
      const profiles = await inOrganization(hub.database, organizationId, (transaction) =>
        readProfiles(transaction, [userId]),
      );
      return replyOf(profiles.get(userId) ?? defaultProfile([]));
    },
  );

  app.put(
    '/v1/me/profile',
    {
      bodyLimit: 16_384,
      schema: {
        summary: 'Say how one wants to be told',
        tags: ['people'],
        security: PERSON_SECURITY,
        body: Profile,
        response: { 200: ProfileReply, ...problems(400, 401, 403, 413, 415, 503) },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      await inOrganization(hub.database, person.organizationId, async (transaction) => {
        await saveProfile(transaction, person, request.body);
        await reconsiderHeld(transaction, person.userId, hub.now());
      });
      return replyOf(request.body);
    },
  );

  function replyOf(profile: Profile): ProfileReply {
    return { profile, hasMail: hub.mailer !== null };
  }
}

import {
  TestMessageReply,
  TestMessageRequest,
  TestMessagesReply,
} from '../../contract/protocol/channels.ts';
import { inOrganization, type AppTransaction } from '../database/database.ts';
import type { HubContext } from '../hub-context.ts';
import { createAskingLimit } from '../http/asking-limit.ts';
import { PERSON_SECURITY, problems } from '../http/describe-route.ts';
import type { HubApp } from '../http/hub-app.ts';
import { requireOwnOrigin } from '../http/own-origin.ts';
import { ProblemError } from '../http/problem.ts';
import { requirePerson, type Person } from '../people/authenticate-person.ts';
import { EVERYWHERE } from '../people/scope.ts';
import { readDevices } from '../push/push-devices.ts';
import { addDelivery } from './add-delivery.ts';
import { readDelivery, readTestMessages } from './read-deliveries.ts';

/** Whoever is signed in tries out how they are told. */
export function testMessageRoute(app: HubApp, hub: HubContext): void {
  const tests = createAskingLimit('test messages', { times: 30, windowMs: 600_000 });

  app.post(
    '/v1/me/test-message',
    {
      bodyLimit: 4_096,
      schema: {
        summary: 'Send oneself a test message',
        description: 'By e-mail, or to every device; quiet hours do not hold it.',
        tags: ['people'],
        security: PERSON_SECURITY,
        body: TestMessageRequest,
        response: { 200: TestMessageReply, ...problems(400, 401, 403, 409, 413, 415, 429, 503) },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      const { channel } = request.body;
      tests.count([person.userId], hub.now());
      return inOrganization(hub.database, person.organizationId, async (transaction) => {
        const targetIds =
          channel === 'email' ? emailOf(person) : await devicesOf(transaction, person);
        const deliveries: TestMessageReply['deliveries'] = [];
        for (const targetId of targetIds) {
          const id = hub.newId();
          await addDelivery(transaction, hub.jobs, {
            id,
            organizationId: person.organizationId,
            alertId: null,
            locationId: null,
            reason: 'test',
            level: 0,
            channel,
            targetId,
            userId: person.userId,
            toName: person.name,
            createdAtMs: hub.now(),
          });
          // One's own, wherever one has roles.
          const delivery = await readDelivery(transaction, EVERYWHERE, id);
          if (delivery !== null) {
            deliveries.push(delivery);
          }
        }
        return { deliveries };
      });
    },
  );

  app.get(
    '/v1/me/test-message',
    {
      schema: {
        summary: 'How one’s own test messages fare, newest first',
        description: 'The newest twenty by this way.',
        tags: ['people'],
        security: PERSON_SECURITY,
        querystring: TestMessageRequest,
        response: { 200: TestMessagesReply, ...problems(400, 401, 403, 503) },
      },
    },
    async (request, reply) => {
      const person = await requirePerson(hub, request, reply);
      reply.header('cache-control', 'no-store');
      return inOrganization(hub.database, person.organizationId, async (transaction) => ({
        deliveries: await readTestMessages(transaction, person.userId, request.query.channel),
      }));
    },
  );

  function emailOf({ userId }: Person): string[] {
    if (hub.mailer === null) {
      throw new ProblemError({
        type: 'no-mail-server',
        title: 'This hub sends no e-mail.',
        status: 409,
        detail: 'Whoever runs it can set SMTP_URL.',
      });
    }
    return [userId];
  }
}

async function devicesOf(transaction: AppTransaction, { userId }: Person): Promise<string[]> {
  const devices = await readDevices(transaction, userId);
  if (devices.length === 0) {
    throw new ProblemError({
      type: 'no-device',
      title: 'Messages are pushed to no device yet.',
      status: 409,
      detail: 'Turn them on in the browser or phone that is to show them.',
    });
  }
  return devices.map(({ id }) => id);
}

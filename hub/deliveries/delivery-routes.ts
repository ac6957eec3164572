import { sql } from 'kysely';
import { z } from 'zod';
import { HubId } from '../../contract/identifiers.ts';
import {
  DeliveriesQuery,
  DeliveriesReply,
  DeliveryReply,
} from '../../contract/protocol/channels.ts';
import { MAY_SET_ALERTS, MAY_SET_CHANNELS, Role } from '../../contract/protocol/me.ts';
import type { AppTransaction } from '../database/database.ts';
import type { HubContext } from '../hub-context.ts';
import { createAskingLimit } from '../http/asking-limit.ts';
import { PERSON_SECURITY, problems } from '../http/describe-route.ts';
import { notFound } from '../http/error-replies.ts';
import type { HubApp } from '../http/hub-app.ts';
import { requireOwnOrigin } from '../http/own-origin.ts';
import { ProblemError } from '../http/problem.ts';
import { requirePerson, requireRole } from '../people/authenticate-person.ts';
import { inScope } from '../people/in-scope.ts';
import { withinScope, type Scope } from '../people/scope.ts';
import { addDelivery } from './add-delivery.ts';
import { readDeliveries, readDelivery } from './read-deliveries.ts';

/** Who looks after what is told to whom. */
const MAY_SEE_LOG = [...new Set([...MAY_SET_CHANNELS, ...MAY_SET_ALERTS])];

/** Of one person, and to one target. */
const REPLAYS = { times: 30, windowMs: 600_000 };

/** Every message that went out, or did not. */
export function deliveryRoutes(app: HubApp, hub: HubContext): void {
  const replays = createAskingLimit('messages sent again', REPLAYS);

  app.get(
    '/v1/deliveries',
    {
      schema: {
        summary: 'Messages, newest first',
        description: 'Those of one alert for everybody who sees the alert.',
        tags: ['channels'],
        security: PERSON_SECURITY,
        querystring: DeliveriesQuery,
        response: { 200: DeliveriesReply, ...problems(400, 401, 403, 503) },
      },
    },
    async (request, reply) => {
      const person = await requirePerson(hub, request, reply);
      const roles = request.query.alertId === undefined ? MAY_SEE_LOG : Role.options;
      requireRole(person, roles);
      reply.header('cache-control', 'no-store');
      return inScope(hub, person, roles, (transaction, scope) =>
        readDeliveries(transaction, scope, request.query),
      );
    },
  );

  app.post(
    '/v1/deliveries/:id/replay',
    {
      bodyLimit: 4_096,
      schema: {
        summary: 'Send a message once more',
        description:
          'As a delivery of its own, to where it went before, whatever became of the alert. What consoles were told and summaries of quiet hours cannot be sent again.',
        tags: ['channels'],
        security: PERSON_SECURITY,
        params: z.strictObject({ id: HubId }),
        response: { 200: DeliveryReply, ...problems(400, 401, 403, 404, 413, 415, 429, 503) },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_SEE_LOG);
      return inScope(hub, person, MAY_SEE_LOG, async (transaction, scope) => {
        const earlier = await findReplayable(transaction, scope, request.params.id);
        const id = hub.newId();
        if (earlier !== null) {
          replays.count([person.userId, earlier.target_id], hub.now());
          await addDelivery(transaction, hub.jobs, {
            id,
            organizationId: person.organizationId,
            alertId: earlier.alert_id,
            locationId: earlier.location_id,
            reason: earlier.reason,
            level: earlier.level,
            channel: earlier.channel,
            targetId: earlier.target_id,
            userId: earlier.user_id,
            toName: earlier.to_name,
            createdAtMs: hub.now(),
          });
        }
        const delivery = await readDelivery(transaction, scope, id);
        if (delivery === null) {
          throw new ProblemError({
            ...notFound(),
            title: 'There is no such message that could be sent again.',
          });
        }
        return { delivery };
      });
    },
  );
}

async function findReplayable(transaction: AppTransaction, scope: Scope, deliveryId: string) {
  const found = await transaction
    .selectFrom('deliveries')
    .where('delivery_id', '=', deliveryId)
    .where('channel', '!=', 'console')
    .where('reason', '!=', 'catch-up')
    .where(withinScope(scope, sql`location_id`))
    .selectAll()
    .executeTakeFirst();
  return found ?? null;
}

import { z } from 'zod';
import { HubId } from '../../contract/identifiers.ts';
import { AcknowledgeReply, AlertsQuery, AlertsReply } from '../../contract/protocol/alerts.ts';
import type { Role } from '../../contract/protocol/me.ts';
import { inOrganization } from '../database/database.ts';
import type { HubContext } from '../hub-context.ts';
import { PERSON_SECURITY, problems } from '../http/describe-route.ts';
import { notFound } from '../http/error-replies.ts';
import type { HubApp } from '../http/hub-app.ts';
import { requireOwnOrigin } from '../http/own-origin.ts';
import { ProblemError } from '../http/problem.ts';
import { requirePerson, requireRole } from '../people/authenticate-person.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { readAlerts } from './read-alerts.ts';

/** Those who walk up to the shopper; analysts and IT only look on. */
const MAY_ACKNOWLEDGE: readonly Role[] = ['staff', 'manager', 'admin'];

export function alertRoutes(app: HubApp, hub: HubContext): void {
  app.get(
    '/v1/alerts',
    {
      schema: {
        summary: 'Alerts, newest first',
        description: 'The cursor resumes at `/v1/stream` from this reading on.',
        tags: ['alerts'],
        security: PERSON_SECURITY,
        querystring: AlertsQuery,
        response: { 200: AlertsReply, ...problems(400, 401, 403, 503) },
      },
    },
    async (request, reply) => {
      const { organizationId } = await requirePerson(hub, request, reply);
      reply.header('cache-control', 'no-store');
      return inOrganization(hub.database, organizationId, (transaction) =>
        readAlerts(transaction, request.query),
      );
    },
  );

  app.post(
    '/v1/alerts/:id/acknowledge',
    {
      bodyLimit: 4_096,
      schema: {
        summary: 'Take care of an alert',
        description: 'The first to acknowledge stays; later ones are told who it was.',
        tags: ['alerts'],
        security: PERSON_SECURITY,
        params: z.strictObject({ id: HubId }),
        response: { 200: AcknowledgeReply, ...problems(400, 401, 403, 404, 413, 415, 503) },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_ACKNOWLEDGE);
      const alert = await inOrganization(hub.database, person.organizationId, (transaction) =>
        acknowledgeAlert(transaction, person.organizationId, request.params.id, {
          userId: person.userId,
          name: person.name,
          atMs: hub.now(),
        }),
      );
      if (alert === null) {
        throw new ProblemError({ ...notFound(), title: 'There is no such alert.' });
      }
      return { alert };
    },
  );
}

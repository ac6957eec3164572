import { z } from 'zod';
import { HubId } from '../../contract/identifiers.ts';
import { AcknowledgeReply, AlertsQuery, AlertsReply } from '../../contract/protocol/alerts.ts';
import { MAY_HANDLE_ALERTS } from '../../contract/protocol/me.ts';
import { inOrganization } from '../database/database.ts';
import type { HubContext } from '../hub-context.ts';
import { PERSON_SECURITY, problems } from '../http/describe-route.ts';
import { notFound } from '../http/error-replies.ts';
import type { HubApp } from '../http/hub-app.ts';
import { requireOwnOrigin } from '../http/own-origin.ts';
import { ProblemError } from '../http/problem.ts';
import { requirePerson, requireRole } from '../people/authenticate-person.ts';
import { readScope } from '../people/scope.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { readAlerts } from './read-alerts.ts';

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
      const person = await requirePerson(hub, request, reply);
      reply.header('cache-control', 'no-store');
      const { state: states, ...wanted } = request.query;
      return inOrganization(hub.database, person.organizationId, async (transaction) =>
        readAlerts(transaction, await readScope(transaction, person), { ...wanted, states }),
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
      requireRole(person, MAY_HANDLE_ALERTS);
      const alert = await inOrganization(
        hub.database,
        person.organizationId,
        async (transaction) => {
          const scope = await readScope(transaction, person, MAY_HANDLE_ALERTS);
          return acknowledgeAlert(transaction, person.organizationId, scope, request.params.id, {
            userId: person.userId,
            name: person.name,
            atMs: hub.now(),
          });
        },
      );
      if (alert === null) {
        throw new ProblemError({ ...notFound(), title: 'There is no such alert.' });
      }
      return { alert };
    },
  );
}

import { IdParams } from '../../contract/protocol/alert-rules.ts';
import { AlertReply, AlertsQuery, AlertsReply } from '../../contract/protocol/alerts.ts';
import { inOrganization } from '../database/database.ts';
import type { HubContext } from '../hub-context.ts';
import { PERSON_SECURITY, problems } from '../http/describe-route.ts';
import type { HubApp } from '../http/hub-app.ts';
import { requirePerson } from '../people/authenticate-person.ts';
import { isWithin, readScope } from '../people/scope.ts';
import { handleRoutes } from './handle-routes.ts';
import { noSuchAlert } from './handle-alert.ts';
import { readAlert, readAlerts } from './read-alerts.ts';
import { readHistory } from './read-history.ts';

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

  app.get(
    '/v1/alerts/:id',
    {
      schema: {
        summary: 'An alert and everything that happened to it',
        tags: ['alerts'],
        security: PERSON_SECURITY,
        params: IdParams,
        response: { 200: AlertReply, ...problems(400, 401, 403, 404, 503) },
      },
    },
    async (request, reply) => {
      const person = await requirePerson(hub, request, reply);
      reply.header('cache-control', 'no-store');
      return inOrganization(hub.database, person.organizationId, async (transaction) => {
        const scope = await readScope(transaction, person);
        const alert = await readAlert(transaction, request.params.id);
        if (alert === null || !isWithin(scope, alert.location?.id ?? null)) {
          throw noSuchAlert();
        }
        return { alert, history: await readHistory(transaction, alert.id) };
      });
    },
  );

  handleRoutes(app, hub);
}

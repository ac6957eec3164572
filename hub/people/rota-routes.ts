import { z } from 'zod';
import { HubId } from '../../contract/identifiers.ts';
import { MAY_SET_ALERTS } from '../../contract/protocol/me.ts';
import { Rota } from '../../contract/protocol/people.ts';
import type { HubContext } from '../hub-context.ts';
import { PERSON_SECURITY, problems } from '../http/describe-route.ts';
import type { HubApp } from '../http/hub-app.ts';
import { requireOwnOrigin } from '../http/own-origin.ts';
import { invalidRequest, ProblemError } from '../http/problem.ts';
import { requireLocation } from '../places/require-location.ts';
import { requirePerson, requireRole } from './authenticate-person.ts';
import { inScope } from './in-scope.ts';
import { mergeShifts } from './merge-shifts.ts';
import { readHandlers, readShifts, replaceShifts } from './rotas.ts';

const LocationParams = z.strictObject({ locationId: HubId });

/** Who is on duty when, at one location. */
export function rotaRoutes(app: HubApp, hub: HubContext): void {
  app.get(
    '/v1/rotas/:locationId',
    {
      schema: {
        summary: 'Who is on duty at a location',
        description: 'Its own shifts; without any it has those of the location above it.',
        tags: ['people'],
        security: PERSON_SECURITY,
        params: LocationParams,
        response: { 200: Rota, ...problems(400, 401, 403, 404, 503) },
      },
    },
    async (request, reply) => {
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_SET_ALERTS);
      const { locationId } = request.params;
      reply.header('cache-control', 'no-store');
      return inScope(hub, person, MAY_SET_ALERTS, async (transaction, scope) => {
        await requireLocation(transaction, scope, locationId);
        return { shifts: await readShifts(transaction, locationId) };
      });
    },
  );

  app.put(
    '/v1/rotas/:locationId',
    {
      schema: {
        summary: 'Say who is on duty at a location',
        description:
          'Shifts of one person that meet or overlap become one. Only those who may handle alerts there can be on duty.',
        tags: ['people'],
        security: PERSON_SECURITY,
        params: LocationParams,
        body: Rota,
        response: { 200: Rota, ...problems(400, 401, 403, 404, 413, 415, 503) },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_SET_ALERTS);
      const { locationId } = request.params;
      const { shifts } = request.body;
      return inScope(hub, person, MAY_SET_ALERTS, async (transaction, scope) => {
        await requireLocation(transaction, scope, locationId);
        const handlers = await readHandlers(transaction, locationId);
        const errors = shifts.flatMap(({ userId }, index) =>
          handlers.has(userId)
            ? []
            : [
                {
                  path: `/shifts/${index}/userId`,
                  message: 'must be somebody who may handle alerts at this location',
                },
              ],
        );
        if (errors.length > 0) {
          throw new ProblemError(invalidRequest(errors));
        }
        const at = { organizationId: person.organizationId, locationId };
        await replaceShifts(transaction, at, mergeShifts(shifts));
        return { shifts: await readShifts(transaction, locationId) };
      });
    },
  );
}

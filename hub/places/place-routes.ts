import { z } from 'zod';
import { HubId } from '../../contract/identifiers.ts';
import { MAY_SET_ALERTS, Role } from '../../contract/protocol/me.ts';
import {
  HolidayRegionsReply,
  PlaceHoursRequest,
  PlaceReply,
  PlacesReply,
} from '../../contract/protocol/places.ts';
import { storableJson } from '../database/storable-text.ts';
import type { HubContext } from '../hub-context.ts';
import { PERSON_SECURITY, problems } from '../http/describe-route.ts';
import type { HubApp } from '../http/hub-app.ts';
import { requireOwnOrigin } from '../http/own-origin.ts';
import { invalidRequest, ProblemError } from '../http/problem.ts';
import { requirePerson, requireRole } from '../people/authenticate-person.ts';
import { lookAgainAtAlerts } from '../alerts/look-again.ts';
import { inScope } from '../people/in-scope.ts';
import { readScope } from '../people/scope.ts';
import { countUpConfiguration } from '../publishing/configuration-version.ts';
import { findRegionFault, readHolidayRegions } from './holiday-regions.ts';
import { readPlace, readPlaces } from './read-places.ts';
import { requireLocation } from './require-location.ts';

/** Where somebody may look, and when those places are open. */
export function placeRoutes(app: HubApp, hub: HubContext): void {
  app.get(
    '/v1/places',
    {
      schema: {
        summary: 'Locations and touchpoints',
        description: 'Those at which one has a role, with all below them.',
        tags: ['places'],
        security: PERSON_SECURITY,
        response: { 200: PlacesReply, ...problems(401, 403, 503) },
      },
    },
    async (request, reply) => {
      const person = await requirePerson(hub, request, reply);
      reply.header('cache-control', 'no-store');
      return inScope(hub, person, Role.options, readPlaces);
    },
  );

  app.get(
    '/v1/holiday-regions',
    {
      schema: {
        summary: 'Countries and states whose public holidays are known',
        tags: ['places'],
        security: PERSON_SECURITY,
        response: { 200: HolidayRegionsReply, ...problems(401, 403, 503) },
      },
    },
    async (request, reply) => {
      requireRole(await requirePerson(hub, request, reply), MAY_SET_ALERTS);
      return readHolidayRegions();
    },
  );

  app.put(
    '/v1/places/:locationId/hours',
    {
      schema: {
        summary: 'Say when a location is open',
        description:
          'Its terminals hear of it with their next heartbeat; alerts that wait for opening hours go by it at once.',
        tags: ['places'],
        security: PERSON_SECURITY,
        params: z.strictObject({ locationId: HubId }),
        body: PlaceHoursRequest,
        response: { 200: PlaceReply, ...problems(400, 401, 403, 404, 413, 415, 503) },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_SET_ALERTS);
      const { locationId } = request.params;
      const { hours, holidays } = request.body;
      const fault = holidays === null ? null : await findRegionFault(holidays);
      if (fault !== null) {
        const { field, message } = fault;
        throw new ProblemError(invalidRequest([{ path: `/holidays/${field}`, message }]));
      }
      return inScope(hub, person, MAY_SET_ALERTS, async (transaction, scope) => {
        await requireLocation(transaction, scope, locationId);
        await countUpConfiguration(transaction);
        await transaction
          .updateTable('locations')
          .set({
            hours: hours === null ? null : storableJson(hours),
            holidays: holidays === null ? null : storableJson(holidays),
          })
          .where('location_id', '=', locationId)
          .execute();
        await lookAgainAtAlerts(transaction, hub.now());
        return {
          place: await readPlace(transaction, await readScope(transaction, person), locationId),
        };
      });
    },
  );
}

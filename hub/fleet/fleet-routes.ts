import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { HubId } from '../../contract/identifiers.ts';
import {
  FleetQuery,
  FleetReply,
  FleetTerminalReply,
  ParkedQuery,
  ParkedReply,
  RetryParkedReply,
} from '../../contract/protocol/fleet.ts';
import { MAY_READ_FLEET, MAY_RETRY_PARKED } from '../../contract/protocol/me.ts';
import type { HubContext } from '../hub-context.ts';
import { PERSON_SECURITY, problems } from '../http/describe-route.ts';
import { notFound } from '../http/error-replies.ts';
import type { HubApp } from '../http/hub-app.ts';
import { requireOwnOrigin } from '../http/own-origin.ts';
import { ProblemError } from '../http/problem.ts';
import { requirePerson, requireRole } from '../people/authenticate-person.ts';
import { inScope } from '../people/in-scope.ts';
import { readFleetCursor, readParkedCursor } from './fleet-cursor.ts';
import { parkedFile } from './parked-file.ts';
import { hasTerminal, readParked } from './parked-events.ts';
import { readFleet, readFleetTerminal } from './read-fleet.ts';
import { requestRetry } from './request-retry.ts';

const TerminalParams = z.strictObject({ terminalId: HubId });

/** Where every number a terminal gave out is, and what the hub rejected of it. */
export function fleetRoutes(app: HubApp, hub: HubContext): void {
  app.get(
    '/v1/fleet/terminals',
    {
      schema: {
        summary: 'Terminals and their books',
        description:
          'Those with something unaccounted, lost, cloned or parked, or a button box that needs somebody, come first, then by name. `made = stored + queued + parked + unaccounted`.',
        tags: ['fleet'],
        security: PERSON_SECURITY,
        querystring: FleetQuery,
        response: { 200: FleetReply, ...problems(400, 401, 403, 503) },
      },
    },
    async (request, reply) => {
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_READ_FLEET);
      const { after, limit, search, only } = request.query;
      const position = readFleetCursor(after);
      const filter = { search: search ?? null, troubledOnly: only === 'troubled' };
      reply.header('cache-control', 'no-store');
      return inScope(hub, person, MAY_READ_FLEET, (transaction, scope) =>
        readFleet(transaction, scope, filter, position, limit),
      );
    },
  );

  app.get(
    '/v1/fleet/terminals/:terminalId',
    {
      schema: {
        summary: 'A terminal and the books of its ledgers',
        tags: ['fleet'],
        security: PERSON_SECURITY,
        params: TerminalParams,
        response: { 200: FleetTerminalReply, ...problems(400, 401, 403, 404, 503) },
      },
    },
    async (request, reply) => {
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_READ_FLEET);
      const { terminalId } = request.params;
      reply.header('cache-control', 'no-store');
      const terminal = await inScope(hub, person, MAY_READ_FLEET, (transaction, scope) =>
        readFleetTerminal(transaction, scope, terminalId),
      );
      return terminal ?? noTerminal();
    },
  );

  app.get(
    '/v1/fleet/terminals/:terminalId/parked',
    {
      schema: {
        summary: 'What the hub rejected of a terminal, newest first',
        tags: ['fleet'],
        security: PERSON_SECURITY,
        params: TerminalParams,
        querystring: ParkedQuery,
        response: { 200: ParkedReply, ...problems(400, 401, 403, 404, 503) },
      },
    },
    async (request, reply) => {
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_READ_FLEET);
      const { terminalId } = request.params;
      const position = readParkedCursor(request.query.after);
      reply.header('cache-control', 'no-store');
      const page = await inScope(hub, person, MAY_READ_FLEET, async (transaction, scope) =>
        (await hasTerminal(transaction, scope, terminalId))
          ? readParked(transaction, terminalId, position, request.query.limit)
          : null,
      );
      return page ?? noTerminal();
    },
  );

  app.get(
    '/v1/fleet/terminals/:terminalId/parked.ndjson',
    {
      schema: {
        summary: 'All the hub rejected of a terminal, as a file',
        description: 'One JSON object a line, newest first, each as in `…/parked`.',
        tags: ['fleet'],
        security: PERSON_SECURITY,
        params: TerminalParams,
        response: {
          200: {
            description: 'The file.',
            content: { 'application/x-ndjson': { schema: z.string() } },
          },
          ...problems(400, 401, 403, 404, 503),
        },
      },
    },
    async (request, reply) => {
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_READ_FLEET);
      const { terminalId } = request.params;
      const isTheirs = await inScope(hub, person, MAY_READ_FLEET, (transaction, scope) =>
        hasTerminal(transaction, scope, terminalId),
      );
      if (!isTheirs) {
        return noTerminal();
      }
      const file = await parkedFile(hub.database, person.organizationId, terminalId);
      return sendFile(reply, `parked-${terminalId}.ndjson`, file);
    },
  );

  app.post(
    '/v1/fleet/terminals/:terminalId/retry-parked',
    {
      bodyLimit: 4_096,
      schema: {
        summary: 'Have a terminal send its parked events again',
        description:
          'The terminal hears of it with its next heartbeat. A later request takes the place of an earlier one.',
        tags: ['fleet'],
        security: PERSON_SECURITY,
        params: TerminalParams,
        response: { 200: RetryParkedReply, ...problems(400, 401, 403, 404, 413, 415, 503) },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_RETRY_PARKED);
      const retryParked = hub.newId();
      const asked = await inScope(hub, person, MAY_RETRY_PARKED, (transaction, scope) =>
        requestRetry(transaction, scope, request.params.terminalId, retryParked),
      );
      return asked ? { retryParked } : noTerminal();
    },
  );
}

async function sendFile(
  reply: FastifyReply,
  name: string,
  lines: AsyncIterable<string>,
): Promise<FastifyReply> {
  return reply
    .type('application/x-ndjson')
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(Readable.from(lines));
}

function noTerminal(): never {
  throw new ProblemError({ ...notFound(), title: 'There is no such terminal.' });
}

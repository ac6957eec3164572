import { createHash } from 'node:crypto';
import { z } from 'zod';
import { EventId } from '../../contract/identifiers.ts';
import { HelpReply } from '../../contract/protocol/help.ts';
import { HeartbeatReply, HeartbeatRequest } from '../../contract/protocol/heartbeat.ts';
import { TerminalConfiguration } from '../../contract/terminal-configuration.ts';
import { helpFor } from '../alerts/help-for.ts';
import { inOrganization } from '../database/database.ts';
import { storableJson, storableText } from '../database/storable-text.ts';
import type { HubContext } from '../hub-context.ts';
import { problems, TERMINAL_HEADERS, TERMINAL_SECURITY } from '../http/describe-route.ts';
import type { HubApp } from '../http/hub-app.ts';
import { enterStatements } from '../ingest/ledger-books.ts';
import { terminalOf } from './authenticate-terminal.ts';
import { readConfiguration } from './read-configuration.ts';
import { readVersion } from './read-version.ts';

/** What a terminal asks and tells besides its events; the caller has put authentication before it. */
export function terminalRoutes(app: HubApp, hub: HubContext): void {
  app.get(
    '/v1/terminal/config',
    {
      schema: {
        summary: 'What this terminal asks',
        description: 'Carries an `ETag`; with `If-None-Match` an unchanged one is 304.',
        tags: ['terminals'],
        security: TERMINAL_SECURITY,
        headers: TERMINAL_HEADERS,
        response: {
          200: TerminalConfiguration,
          304: z.undefined().describe('Unchanged.'),
          ...problems(401, 426, 503),
        },
      },
    },
    async (request, reply) => {
      const { organizationId, terminalId } = terminalOf(request);
      const configuration = await inOrganization(hub.database, organizationId, (transaction) =>
        readConfiguration(transaction, terminalId, {
          organizationId,
          keySafe: hub.keySafe,
          publicUrl: hub.publicUrl,
          nowMs: hub.now(),
        }),
      );
      const etag = entityTag(configuration);
      reply.header('etag', etag).header('cache-control', 'no-cache');
      if (matches(request.headers['if-none-match'], etag)) {
        return reply.code(304).send();
      }
      return reply.send(configuration);
    },
  );

  app.get(
    '/v1/terminal/help/:pressId',
    {
      schema: {
        summary: 'Whether somebody comes to the visitor who pressed',
        description: 'An id that the hub does not know is nobody’s: it may not have arrived yet.',
        tags: ['terminals'],
        security: TERMINAL_SECURITY,
        headers: TERMINAL_HEADERS,
        params: z.strictObject({ pressId: EventId }),
        response: { 200: HelpReply, ...problems(400, 401, 426, 503) },
      },
    },
    async (request, reply) => {
      const { organizationId } = terminalOf(request);
      reply.header('cache-control', 'no-store');
      return inOrganization(hub.database, organizationId, async (transaction) =>
        helpFor(transaction, request.params.pressId),
      );
    },
  );

  app.post(
    '/v1/terminal/heartbeat',
    {
      bodyLimit: 262_144,
      schema: {
        summary: 'How this terminal is',
        tags: ['terminals'],
        security: TERMINAL_SECURITY,
        headers: TERMINAL_HEADERS,
        body: HeartbeatRequest,
        response: { 200: HeartbeatReply, ...problems(400, 401, 413, 415, 426, 503) },
      },
    },
    async (request) => {
      const sender = terminalOf(request);
      const nowMs = hub.now();
      return inOrganization(hub.database, sender.organizationId, async (transaction) => {
        await enterStatements(transaction, sender, request.body.ledgers, nowMs);
        // Before the terminal's row, which whoever changes the configuration locks after it.
        const configurationVersion = await readVersion(transaction, {
          organizationId: sender.organizationId,
          keySafe: hub.keySafe,
          nowMs,
        });
        const { retry_parked: retryParked } = await transaction
          .updateTable('terminals')
          .set({
            heartbeat: storableJson(request.body),
            heartbeat_at_ms: nowMs,
            shell: request.body.shell,
            app_version: storableText(request.body.appVersion),
          })
          .where('terminal_id', '=', sender.terminalId)
          .returning('retry_parked')
          .executeTakeFirstOrThrow();
        return { hubTimeMs: nowMs, configurationVersion, retryParked };
      });
    },
  );
}

function entityTag(configuration: TerminalConfiguration): string {
  const hash = createHash('sha256').update(JSON.stringify(configuration)).digest('base64url');
  return `"${configuration.version}-${hash.slice(0, 22)}"`;
}

/** RFC 9110, section 13.1.2; comparison is weak. */
function matches(header: string | undefined, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.some((tag) => tag === etag || tag === '*');
}

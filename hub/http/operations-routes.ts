import { z } from 'zod';
import type { HubContext } from '../hub-context.ts';
import { problems } from './describe-route.ts';
import type { HubApp } from './hub-app.ts';

const Health = z.strictObject({ status: z.literal('ok') });

/** What those who run the hub ask it. */
export function operationsRoutes(app: HubApp, hub: HubContext): void {
  app.get(
    '/healthz',
    {
      schema: {
        summary: 'Whether the process answers',
        tags: ['operations'],
        response: { 200: Health },
      },
    },
    async () => ({ status: 'ok' as const }),
  );

  app.get(
    '/readyz',
    {
      schema: {
        summary: 'Whether the database answers too',
        tags: ['operations'],
        response: { 200: Health, ...problems(503) },
      },
    },
    async () => {
      await hub.pool.query('select 1');
      return { status: 'ok' as const };
    },
  );

  app.get(
    '/metrics',
    {
      schema: {
        summary: 'Prometheus metrics',
        tags: ['operations'],
        response: {
          200: {
            description: 'Text exposition format.',
            content: { 'text/plain': { schema: z.string() } },
          },
        },
      },
    },
    async (_request, reply) => {
      const text = await hub.metrics.registry.metrics();
      return reply.type(hub.metrics.registry.contentType).send(text);
    },
  );

  app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('application/json').send(JSON.stringify(app.swagger())),
  );
}

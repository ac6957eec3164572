import { z } from 'zod';
import { StreamCursor, type AlertMessage } from '../../contract/protocol/alerts.ts';
import { inOrganization } from '../database/database.ts';
import { isDatabaseUnavailable } from '../database/database-error.ts';
import type { HubContext } from '../hub-context.ts';
import { PERSON_SECURITY, problems } from '../http/describe-route.ts';
import type { HubApp } from '../http/hub-app.ts';
import { invalidRequest, ProblemError } from '../http/problem.ts';
import { webHeaders } from '../http/web-request.ts';
import { endSoon, send, watchDrain } from './event-stream.ts';
import { findPerson, requirePerson, type Person } from '../people/authenticate-person.ts';
import { isWithin, readScope, type Scope } from '../people/scope.ts';

const RECONNECT_MS = 1_000;
const MAX_CURSOR = 2n ** 64n - 1n;

/** Server-sent events (WHATWG HTML, section 9.2): every change of the organization's alerts, as it commits. */
export function streamRoute(app: HubApp, hub: HubContext): void {
  app.get(
    '/v1/stream',
    {
      // Without a body there would be nothing to wait for.
      exposeHeadRoute: false,
      schema: {
        summary: 'Alerts as they change',
        description:
          '`text/event-stream` of `event: alert`. Resume with `Last-Event-ID` or `?cursor=`; without either it begins now. Ends when the session does, and when the places change at which one has a role.',
        tags: ['alerts'],
        security: PERSON_SECURITY,
        querystring: z.object({ cursor: StreamCursor.optional() }),
        headers: z.object({ 'last-event-id': z.string().optional() }),
        response: {
          200: {
            description: 'The stream.',
            content: { 'text/event-stream': { schema: z.string() } },
          },
          ...problems(400, 401, 403, 503),
        },
      },
    },
    async (request, reply) => {
      const person = await requirePerson(hub, request, reply);
      const cursor = readCursor(request.headers['last-event-id'], request.query.cursor);
      const headers = webHeaders(request);
      let scope = await scopeOf(hub, person);
      reply.hijack();
      const { raw } = reply;
      if (raw.destroyed) {
        // They left while the session was read: nothing will tell again that the connection closed.
        return;
      }
      raw.writeHead(200, {
        ...withoutUndefined(reply.getHeaders()),
        // A stream that ends takes its connection along, so that a hub can stop.
        connection: 'close',
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      raw.write(`retry: ${RECONNECT_MS}\n\n`);
      hub.metrics.streams.inc();
      const drained = watchDrain(raw);

      const leaveUnlessWelcome = async (): Promise<void> => {
        try {
          const now = await stillWelcome(hub, headers, person.organizationId);
          if (now === 'not-welcome') {
            endSoon(raw);
          } else if (now !== 'unknown') {
            scope = now;
          }
        } catch (error) {
          request.log.error({ err: error }, 'stream ended: its session cannot be read');
          endSoon(raw);
        }
      };
      const unwatch = hub.access.watch(person.userId, {
        // Whoever may still listen comes back within a second and misses nothing, with the grants of then.
        changed: () => endSoon(raw),
        look: leaveUnlessWelcome,
      });
      let unsubscribe: (() => void) | undefined;
      let asking = false;
      // Of changes elsewhere nothing is told when it happens, not even that there was one.
      let untold: string | null = null;
      let knowsWhere = false;
      const ping = setInterval(() => {
        send(raw, untold === null ? ': ping\n\n' : `: ping\nid: ${untold}\n\n`);
        untold = null;
        if (!asking) {
          asking = true;
          void leaveUnlessWelcome().finally(() => {
            asking = false;
          });
        }
      }, hub.streamPingMs);
      // Whatever keeps this hub running, it is not a stream.
      ping.unref();
      raw.on('error', (error) => request.log.debug({ err: error }, 'stream broke'));
      raw.on('close', () => {
        clearInterval(ping);
        unwatch();
        unsubscribe?.();
        hub.metrics.streams.dec();
      });

      // Once more, now that it is watched: the grants may have changed since they were read.
      await leaveUnlessWelcome();
      if (raw.destroyed || raw.writableEnded) {
        return;
      }
      unsubscribe = hub.feed.subscribe(person.organizationId, cursor, {
        tell: ({ cursor: id, alert }) => {
          if (alert === null && !knowsWhere) {
            knowsWhere = true;
            untold = null;
            send(raw, `id: ${id}\n\n`);
          } else if (alert === null || !isWithin(scope, alert.location?.id ?? null)) {
            untold = id;
          } else {
            untold = null;
            const message: AlertMessage = { alert };
            send(raw, `event: alert\nid: ${id}\ndata: ${JSON.stringify(message)}\n\n`);
          }
        },
        sees: (locationId) => isWithin(scope, locationId),
        drained,
        end: () => endSoon(raw),
      });
      hub.consoles.opened(person.organizationId, scope);
    },
  );
}

function readCursor(header: string | undefined, query: string | undefined): string | null {
  const text = header === undefined || header === '' ? query : header;
  if (text === undefined) {
    return null;
  }
  const parsed = StreamCursor.safeParse(text);
  if (!parsed.success || BigInt(parsed.data) > MAX_CURSOR) {
    const path = text === header ? '/last-event-id' : '/cursor';
    throw new ProblemError(
      invalidRequest([{ path, message: 'must be a cursor the hub gave out' }]),
    );
  }
  return parsed.data;
}

/** What they may see from now on. While the database is away nobody is sent off: their sessions may be fine. */
async function stillWelcome(
  hub: HubContext,
  headers: Headers,
  organizationId: string,
): Promise<Scope | 'not-welcome' | 'unknown'> {
  try {
    const check = await findPerson(hub, headers, { prolong: false });
    return check.outcome === 'person' && check.person.organizationId === organizationId
      ? await scopeOf(hub, check.person)
      : 'not-welcome';
  } catch (error) {
    if (isDatabaseUnavailable(error)) {
      return 'unknown';
    }
    throw error;
  }
}

function scopeOf(hub: HubContext, person: Person): Promise<Scope> {
  return inOrganization(hub.database, person.organizationId, (transaction) =>
    readScope(transaction, person),
  );
}

function withoutUndefined(
  headers: Readonly<Record<string, number | string | string[] | undefined>>,
): Record<string, number | string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

import type { FastifyBaseLogger } from 'fastify';
import { sql, type RawBuilder } from 'kysely';
import type { AlertFeed } from '../alerts/alert-feed.ts';
import { isDatabaseUnavailable } from '../database/database-error.ts';
import { inOrganization, type AppDatabase, type AppTransaction } from '../database/database.ts';
import { send } from '../database/pipeline.ts';
import type { HubMetrics } from '../http/metrics.ts';
import { withinScope, type Scope } from '../people/scope.ts';
import { readConsoleCall } from './console-calls.ts';

/**
 * Marks what the consoles of this hub have been told. Their streams tell them, of every hub by itself; each hub whose
 * streams did adds their number, and the first one makes the delivery sent. What no console was open for is sent once
 * one opens, or dropped if somebody took care of it before.
 */
export type Consoles = {
  /** See `notifyConsoles`. */
  called(payload: string): void;
  /** Calls may have been lost. */
  catchUp(): void;
  /** A console with this scope reads what is so and follows the stream from now on. */
  opened(organizationId: string, scope: Scope): void;
  /** Waits for what is under way. */
  stop(): Promise<void>;
};

export function createConsoles({
  database,
  feed,
  metrics,
  now,
  log,
}: {
  readonly database: AppDatabase;
  readonly feed: Pick<AlertFeed, 'countTold' | 'organizations'>;
  readonly metrics: Pick<HubMetrics, 'deliveries'>;
  /** Wall clock in milliseconds. */
  readonly now: () => number;
  readonly log: FastifyBaseLogger;
}): Consoles {
  const running = new Set<Promise<void>>();

  function start(work: () => Promise<void>): void {
    const done: Promise<void> = work()
      .catch((error: unknown) => {
        // What is not marked now is when the next console opens.
        if (!isDatabaseUnavailable(error)) {
          log.error({ err: error }, 'what consoles were told could not be marked');
        }
      })
      .finally(() => running.delete(done));
    running.add(done);
  }

  async function markTold(organizationId: string, deliveryId: string): Promise<void> {
    const row = await inOrganization(database, organizationId, (transaction) =>
      transaction
        .selectFrom('deliveries')
        .where('delivery_id', '=', deliveryId)
        .select('location_id')
        .executeTakeFirst(),
    );
    const count = row === undefined ? 0 : await feed.countTold(organizationId, row.location_id);
    if (count > 0) {
      await mark(organizationId, sql`delivery_id = ${deliveryId}::uuid`, count);
    }
  }

  async function mark(
    organizationId: string,
    which: RawBuilder<unknown>,
    count: number,
  ): Promise<void> {
    const newly = await inOrganization(database, organizationId, async (transaction) => {
      await send(transaction, DROP_UNNEEDED);
      return markSent(transaction, which, count, now());
    });
    if (newly > 0) {
      metrics.deliveries.inc({ channel: 'console', outcome: 'sent' }, newly);
    }
  }

  return {
    called(payload) {
      const call = readConsoleCall(payload);
      if (call !== null) {
        start(() => markTold(call.organizationId, call.deliveryId));
      }
    },
    catchUp() {
      for (const organizationId of feed.organizations()) {
        start(async () => {
          const queued = await inOrganization(database, organizationId, (transaction) =>
            transaction
              .selectFrom('deliveries')
              .where('channel', '=', 'console')
              .where('state', '=', 'queued')
              .select('delivery_id')
              .execute(),
          );
          for (const { delivery_id: deliveryId } of queued) {
            await markTold(organizationId, deliveryId);
          }
        });
      }
    },
    opened(organizationId, scope) {
      const inSight = sql`state = 'queued' and ${withinScope(scope, sql`location_id`)}`;
      start(() => mark(organizationId, inSight, 1));
    },
    async stop() {
      await Promise.all(running);
    },
  };
}

/** @returns how many nobody had told before. */
async function markSent(
  transaction: AppTransaction,
  which: RawBuilder<unknown>,
  count: number,
  nowMs: number,
): Promise<number> {
  const { rows } = await sql`
    with told as (
      update deliveries set state = 'sent', sent_at_ms = coalesce(sent_at_ms, ${nowMs}::bigint),
        to_name = (to_name::int + ${count}::int)::text
      where channel = 'console' and state in ('queued', 'sent') and ${which}
      returning organization_id, delivery_id
    ), noted as (
      insert into delivery_attempts (organization_id, delivery_id, number, at_ms, error, took_ms)
      select organization_id, delivery_id, 1, ${nowMs}::bigint, null, 0 from told
      on conflict do nothing
      returning delivery_id
    )
    select from noted
  `.execute(transaction);
  return rows.length;
}

/** Of what no console has been told yet, what somebody took care of. */
const DROP_UNNEEDED = sql`
  update deliveries d set state = 'dropped'
  from alerts a
  where d.channel = 'console' and d.state = 'queued' and a.alert_id = d.alert_id
    and (a.acknowledged_at_ms is not null or a.resolved_at_ms is not null)
`;

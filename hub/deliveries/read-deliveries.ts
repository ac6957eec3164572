import { sql } from 'kysely';
import type { z } from 'zod';
import type {
  ChannelKind,
  DeliveriesQuery,
  DeliveriesReply,
  Delivery,
} from '../../contract/protocol/channels.ts';
import type { AppTransaction } from '../database/database.ts';
import { withinScope, type Scope } from '../people/scope.ts';

/** The log of messages, newest first, of the scope only. */
export async function readDeliveries(
  transaction: AppTransaction,
  scope: Scope,
  { alertId, channel, state, before, limit }: z.infer<typeof DeliveriesQuery>,
): Promise<DeliveriesReply> {
  const { rows } = await sql<Delivery>`
    ${SELECT_DELIVERIES}
    where ${withinScope(scope, sql`d.location_id`)}
      and ${alertId === undefined ? sql`true` : sql`d.alert_id = ${alertId}::uuid`}
      and ${channel === undefined ? sql`true` : sql`d.channel = ${channel}`}
      and ${state === undefined ? sql`true` : sql`d.state = ${state}`}
      and ${before === undefined ? sql`true` : sql`d.delivery_id < ${before}::uuid`}
    order by d.delivery_id desc limit ${limit + 1}
  `.execute(transaction);
  const deliveries = rows.slice(0, limit);
  return {
    deliveries,
    before: rows.length > limit ? (deliveries.at(-1)?.id ?? null) : null,
  };
}

/** Null where there is none in the scope. */
export async function readDelivery(
  transaction: AppTransaction,
  scope: Scope,
  deliveryId: string,
): Promise<Delivery | null> {
  const { rows } = await sql<Delivery>`
    ${SELECT_DELIVERIES}
    where d.delivery_id = ${deliveryId}::uuid and ${withinScope(scope, sql`d.location_id`)}
  `.execute(transaction);
  return rows[0] ?? null;
}

const TEST_MESSAGES = 20;

/** What somebody sent themselves, newest first. */
export async function readTestMessages(
  transaction: AppTransaction,
  userId: string,
  channel: ChannelKind,
): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    ${SELECT_DELIVERIES}
    where d.user_id = ${userId}::uuid and d.reason = 'test' and d.channel = ${channel}
    order by d.delivery_id desc limit ${TEST_MESSAGES}
  `.execute(transaction);
  return rows;
}

const SELECT_DELIVERIES = sql`
  select d.delivery_id as id, d.alert_id as "alertId", d.reason, d.level, d.channel, d.to_name as "to", d.state,
    d.created_at_ms as "createdAtMs", d.sent_at_ms as "sentAtMs", d.next_at_ms as "nextAtMs",
    coalesce((
      select json_agg(json_build_object('atMs', a.at_ms, 'error', a.error, 'tookMs', a.took_ms) order by a.number)
      from delivery_attempts a
      where a.organization_id = d.organization_id and a.delivery_id = d.delivery_id), '[]') as attempts
  from deliveries d
`;

import { sql } from 'kysely';
import type { AppTransaction } from '../database/database.ts';

const MINUTE_MS = 60_000;

/**
 * When a channel that takes so many messages a minute has room for this one: now, or a minute after the message that
 * many places before it. Whatever the hubs and their number, no more go out within any minute, and they go in the order
 * in which they asked. The slot is taken once the transaction commits; a message keeps the one it has.
 *
 * No slot is later than those that are still to come take, a minute for each so many of them: a clock that jumped ahead
 * for a while wrote down others, and would hold messages until its time comes.
 *
 * @returns hub time in milliseconds.
 */
export async function takeSlot(
  transaction: AppTransaction,
  of: { readonly deliveryId: string; readonly targetId: string; readonly perMinute: number },
  nowMs: number,
): Promise<number> {
  // One after another, also of several hubs.
  await sql`
    select from channels where channel_id = ${of.targetId}::uuid for update
  `.execute(transaction);
  const { rows } = await sql<{ slot_at_ms: number }>`
    update deliveries set slot_at_ms = least(
      coalesce(slot_at_ms, greatest(${nowMs}::bigint,
        (select slot_at_ms + ${MINUTE_MS}::bigint from deliveries
          where target_id = ${of.targetId}::uuid and slot_at_ms is not null
          order by slot_at_ms desc offset ${of.perMinute - 1} limit 1))),
      (select ${nowMs}::bigint + ${MINUTE_MS}::bigint * (1 + count(*) / ${of.perMinute}::int) from deliveries
        where target_id = ${of.targetId}::uuid and slot_at_ms > ${nowMs}::bigint))
    where delivery_id = ${of.deliveryId}::uuid
    returning slot_at_ms
  `.execute(transaction);
  return rows[0]?.slot_at_ms ?? nowMs;
}

import { sql } from 'kysely';
import type { ChannelKind, DeliveryState } from '../../contract/protocol/channels.ts';
import type { AppTransaction } from '../database/database.ts';
import type { DeliverJob } from '../jobs/jobs.ts';
import { addDeliverJobs } from './deliver-jobs.ts';
import type { BegunTry, Delivering } from './delivering.ts';
import type { DeliveryRow } from './delivery-way.ts';
import { endTry } from './end-try.ts';
import { readContent } from './read-content.ts';
import { takeSlot } from './take-slot.ts';

/** Longer than a try takes. Somebody who died in the middle of one is waited for until then. */
const TRY_WITHIN_MS = 13_000;
/** A job is due by the clock of the database, which may be a little ahead of the hub's. */
const EARLY_BY_MS = 500;

/** Nothing is to be sent now. */
export type NotBegun = {
  readonly kind: /** Nobody needs it any more. */
    | 'dropped'
    /** There is nowhere to send it. */
    | 'failed'
    /** It was sent or given up, another hub is at it, or it is not its turn yet; then a job comes back to it. */
    | 'not-now';
  readonly channel: ChannelKind;
};

/**
 * Makes a delivery this hub's for as long as a try takes. It waits for whoever holds the row: a hub that vanished in the
 * middle holds it until PostgreSQL ends its transaction, and what it was about to do is for this one then.
 */
export async function beginTry(
  transaction: AppTransaction,
  { jobs, ways, readCatchUp }: Delivering,
  { organizationId, deliveryId }: DeliverJob,
  nowMs: number,
): Promise<BegunTry | NotBegun> {
  const { rows } = await sql<LockedRow>`
    select delivery_id as id, organization_id as "organizationId", alert_id as "alertId", reason, level, channel,
      target_id as "targetId", user_id as "userId", by_hand as "byHand", created_at_ms as "createdAtMs", state, next_at_ms as "nextAtMs", slot_at_ms as "slotAtMs",
      (select count(*)::int from delivery_attempts a where a.organization_id = d.organization_id
        and a.delivery_id = d.delivery_id) as attempts
    from deliveries d where delivery_id = ${deliveryId}::uuid
    for update
  `.execute(transaction);
  const row = rows[0];
  if (row === undefined || row.state !== 'queued' || row.channel === 'console') {
    return { kind: 'not-now', channel: row?.channel ?? 'console' };
  }
  const { state: _, nextAtMs, slotAtMs, attempts, ...delivery } = row;
  const { channel } = row;
  const comeBack = async (atMs: number): Promise<NotBegun> => {
    await addDeliverJobs(transaction, jobs, organizationId, [delivery], {
      afterMs: atMs - nowMs,
      triedBefore: attempts > 0,
    });
    return { kind: 'not-now', channel };
  };
  // A slot is looked at again: the clock that it was taken by may have been wrong.
  if (nextAtMs !== null && nextAtMs !== slotAtMs && nextAtMs > nowMs + EARLY_BY_MS) {
    return comeBack(nextAtMs);
  }
  const toTell = await readContent(transaction, delivery, readCatchUp, nowMs);
  if (toTell === null) {
    await sql`
      update deliveries set state = 'dropped', next_at_ms = null where delivery_id = ${deliveryId}::uuid
    `.execute(transaction);
    return { kind: 'dropped', channel };
  }
  const way = ways[channel];
  const number = attempts + 1;
  const destination = await way.findDestination(transaction, delivery, nowMs);
  if (destination === null) {
    await endTry(
      transaction,
      jobs,
      { delivery, number, way },
      {
        after: { kind: 'failed', forget: false },
        error: 'It was turned off, or removed, before the message went out.',
        tookMs: 0,
        nowMs,
      },
    );
    return { kind: 'failed', channel };
  }
  const { perMinute } = destination;
  const slotMs =
    perMinute === null
      ? nowMs
      : await takeSlot(transaction, { deliveryId, targetId: delivery.targetId, perMinute }, nowMs);
  const isItsTurn = slotMs <= nowMs + EARLY_BY_MS;
  await sql`
    update deliveries set next_at_ms = ${isItsTurn ? nowMs + TRY_WITHIN_MS : slotMs}::bigint
    where delivery_id = ${deliveryId}::uuid
  `.execute(transaction);
  return isItsTurn
    ? { kind: 'begun', delivery, number, toTell, way, destination }
    : comeBack(slotMs);
}

type LockedRow = DeliveryRow & {
  readonly state: DeliveryState;
  readonly nextAtMs: number | null;
  readonly slotAtMs: number | null;
  readonly attempts: number;
};

import { sql } from 'kysely';
import type { DeliveryReason, DeliveryState } from '../../contract/protocol/channels.ts';
import type { AppTransaction } from '../database/database.ts';
import { send } from '../database/pipeline.ts';
import type { JobRank, Jobs } from '../jobs/jobs.ts';
import { notifyConsoles } from './console-calls.ts';
import { addDeliverJobs, type QueuedDelivery } from './deliver-jobs.ts';
import type { Target } from './find-targets.ts';
import { quietUntil } from './quiet-until.ts';

/** Something that happened to an alert, and who is to hear of it. */
export type DeliveryPlan = {
  readonly organizationId: string;
  readonly alert: { readonly id: string; readonly locationId: string | null };
  readonly reason: Exclude<DeliveryReason, 'catch-up' | 'test'>;
  /** Of the escalation; 0 first. */
  readonly level: number;
  /** What this is, such as the alert, the reason and the level: planned twice, it is told once. */
  readonly occasion: string;
  readonly targets: readonly Target[];
  readonly rank: JobRank;
  /** Hub time. */
  readonly nowMs: number;
  readonly newId: () => string;
};

/**
 * Writes down a delivery for each of its targets, and the jobs that send them, all in this transaction: once it commits,
 * each goes out. Somebody's quiet hours hold theirs until the summary when they end.
 */
export async function planDeliveries(
  transaction: AppTransaction,
  jobs: Jobs,
  plan: DeliveryPlan,
): Promise<void> {
  const { organizationId, alert, nowMs } = plan;
  const rows = plan.targets.map((target) => ({
    delivery_id: plan.newId(),
    channel: target.channel,
    target_id: target.targetId,
    user_id: target.userId,
    to_name: target.toName,
    ...beginning(target, nowMs),
  }));
  const { rows: written } = await sql<QueuedDelivery & { state: DeliveryState }>`
    insert into deliveries (organization_id, delivery_id, alert_id, location_id, reason, level, occasion, channel,
      target_id, user_id, to_name, state, created_at_ms, next_at_ms)
    select ${organizationId}::uuid, x.delivery_id, ${alert.id}::uuid, ${alert.locationId}::uuid, ${plan.reason},
      ${plan.level}, ${plan.occasion}, x.channel, x.target_id, x.user_id, x.to_name, x.state, ${nowMs}::bigint,
      x.next_at_ms
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(delivery_id uuid, channel text, target_id uuid,
      user_id uuid, to_name text, state text, next_at_ms bigint)
    order by x.delivery_id
    on conflict (organization_id, occasion, channel, target_id) do nothing
    returning delivery_id as id, channel, target_id as "targetId", state
  `.execute(transaction);
  const queued = written.filter(({ state }) => state === 'queued');
  await addDeliverJobs(
    transaction,
    jobs,
    organizationId,
    queued.filter(({ channel }) => channel !== 'console'),
    { rank: plan.rank },
  );
  for (const { id } of queued.filter(({ channel }) => channel === 'console')) {
    await send(transaction, sql`select ${notifyConsoles(organizationId, id)}`);
  }
}

function beginning(
  { quiet }: Target,
  nowMs: number,
): { readonly state: 'held' | 'queued'; readonly next_at_ms: number | null } {
  const until = quietUntil(quiet, nowMs);
  switch (until) {
    case 'now':
      // Not a moment of this hub's clock: another hub's may be behind, and sends it all the same.
      return { state: 'queued', next_at_ms: null };
    case 'never':
      return { state: 'held', next_at_ms: null };
    default:
      return { state: 'held', next_at_ms: until.atMs };
  }
}

import { sql } from 'kysely';
import type { PolicyContent } from '../../contract/alert-rule.ts';
import type {
  ChannelKind,
  DeliveryReason,
  DeliveryState,
} from '../../contract/protocol/channels.ts';
import type { QuietHours } from '../../contract/protocol/people.ts';
import type { AppTransaction } from '../database/database.ts';
import { send, sendTogether } from '../database/pipeline.ts';
import type { Listener } from '../escalation/audience.ts';
import type { JobRank, Jobs } from '../jobs/jobs.ts';
import { notifyConsoles } from './console-calls.ts';
import { addDeliverJobs, type QueuedDelivery } from './deliver-jobs.ts';
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
  /** Each by e-mail, where the hub has a mail server, and on each of their devices, as their profile says. */
  readonly people: readonly Listener[];
  readonly hasMail: boolean;
  /** As in a policy: all shared channels that reach to the place of the alert, or of them these. */
  readonly channels: PolicyContent['levels'][number]['channels'];
  readonly rank: JobRank;
  /** Hub time. */
  readonly nowMs: number;
  readonly newId: () => string;
};

type Target = {
  readonly channel: ChannelKind;
  readonly target_id: string;
  readonly user_id: string | null;
  readonly to_name: string;
  readonly quiet: QuietHours | null;
};

/**
 * Writes down a delivery for everybody who is to hear of it, and the jobs that send them, all in this transaction: once
 * it commits, each goes out. Somebody's quiet hours hold theirs until the summary when they end; those of
 * whoever is on duty do not.
 *
 * Consoles are one delivery, which no job sends: their streams tell them, and the hubs whose streams did mark it.
 */
export async function planDeliveries(
  transaction: AppTransaction,
  jobs: Jobs,
  plan: DeliveryPlan,
): Promise<void> {
  const { organizationId, alert, nowMs } = plan;
  const targets = [...(await findTargets(transaction, plan)), consoleOf(organizationId)];
  const rows = targets.map((target) => ({
    delivery_id: plan.newId(),
    channel: target.channel,
    target_id: target.target_id,
    user_id: target.user_id,
    to_name: target.to_name,
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

async function findTargets(
  transaction: AppTransaction,
  { people, hasMail, channels, alert }: DeliveryPlan,
): Promise<Target[]> {
  const onDuty = people.flatMap(({ userId, isOnDuty }) => (isOnDuty ? [userId] : []));
  const wanted = channels === 'all' ? sql`true` : sql`c.channel_id = any(${[...channels]}::uuid[])`;
  const [{ rows: own }, { rows: shared }] = await sendTogether<[Target, Target]>(
    transaction,
    sql`
      with told as (
        select m.organization_id, m.user_id, m.name,
          case when m.user_id <> all(${onDuty}::uuid[]) then p.quiet end as quiet,
          coalesce(p.email, true) as by_email, coalesce(p.push, true) as by_push
        from members m left join profiles p on p.organization_id = m.organization_id and p.user_id = m.user_id
        where m.user_id = any(${people.map(({ userId }) => userId)}::uuid[])
      )
      select 'push' as channel, d.device_id as target_id, t.user_id, t.name as to_name, t.quiet
        from told t join push_devices d on d.organization_id = t.organization_id and d.user_id = t.user_id
        where t.by_push
      union all
      select 'email', t.user_id, t.user_id, t.name, t.quiet from told t where t.by_email and ${hasMail}
    `,
    sql`
      with recursive above as (
        select location_id, parent_id from locations where location_id = ${alert.locationId}::uuid
        union
        select l.location_id, l.parent_id from locations l join above a on l.location_id = a.parent_id
      )
      select c.kind as channel, c.channel_id as target_id, null as user_id, c.name as to_name, null as quiet
      from channels c
      where c.enabled and c.gone_at_ms is null and c.deleted_at_ms is null and ${wanted}
        and (c.location_id is null or c.location_id in (select location_id from above))
    `,
  );
  return [...own, ...shared];
}

/** One for all, told in the number of them. */
function consoleOf(organizationId: string): Target {
  return {
    channel: 'console',
    target_id: organizationId,
    user_id: null,
    to_name: '0',
    quiet: null,
  };
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

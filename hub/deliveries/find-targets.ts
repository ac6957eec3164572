import { sql } from 'kysely';
import type { PolicyContent } from '../../contract/alert-rule.ts';
import type { ChannelKind } from '../../contract/protocol/channels.ts';
import type { QuietHours } from '../../contract/protocol/people.ts';
import type { AppTransaction } from '../database/database.ts';
import { sendTogether } from '../database/pipeline.ts';
import type { Listener } from '../escalation/audience.ts';

/** Where a message goes. */
export type Target = {
  readonly channel: ChannelKind;
  /** The device, the person or the channel; of consoles the organization. */
  readonly targetId: string;
  /** Null where nobody's account stands for it. */
  readonly userId: string | null;
  /** What that is called now. */
  readonly toName: string;
  /** That hold messages there; of whoever is on duty none do. */
  readonly quiet: QuietHours | null;
};

/** Who and what is to be told at a place. */
export type ToFind = {
  /** The place and all above it; none for what belongs to no place. */
  readonly locationIds: readonly string[];
  /** Each by e-mail and on each of their devices, as their profile says. */
  readonly people: readonly Listener[];
  /** As in a policy: all shared channels that reach to the place, or of them these. */
  readonly channels: PolicyContent['levels'][number]['channels'];
  /** Whether the hub has a mail server. */
  readonly hasMail: boolean;
};

/** The ways to them that there are now: none to a channel that is turned off, gone, deleted or of another place. */
export async function findTargets(
  transaction: AppTransaction,
  { locationIds, people, channels, hasMail }: ToFind,
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
      select 'push' as channel, d.device_id as "targetId", t.user_id as "userId", t.name as "toName", t.quiet
        from told t join push_devices d on d.organization_id = t.organization_id and d.user_id = t.user_id
        where t.by_push
      union all
      select 'email', t.user_id, t.user_id, t.name, t.quiet from told t where t.by_email and ${hasMail}
    `,
    sql`
      select c.kind as channel, c.channel_id as "targetId", null as "userId", c.name as "toName", null as quiet
      from channels c
      where c.enabled and c.gone_at_ms is null and c.deleted_at_ms is null and ${wanted}
        and (c.location_id is null or c.location_id = any(${[...locationIds]}::uuid[]))
    `,
  );
  return [...own, ...shared];
}

/** Consoles are one delivery, which no job sends: their streams tell them, and the hubs whose streams did count them. */
export function consoleOf(organizationId: string): Target {
  return {
    channel: 'console',
    targetId: organizationId,
    userId: null,
    toName: '0',
    quiet: null,
  };
}

import { sql } from 'kysely';
import type { Alert } from '../../contract/protocol/alerts.ts';
import type { ChannelKind } from '../../contract/protocol/channels.ts';
import type { QuietHours } from '../../contract/protocol/people.ts';
import { readAlertsById } from '../alerts/read-alerts.ts';
import type { AppTransaction } from '../database/database.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { readGrants } from '../people/members.ts';
import { readProfiles } from '../people/profiles.ts';
import { isWithin, readScope } from '../people/scope.ts';
import { addDeliverJobs } from './deliver-jobs.ts';
import { quietUntil } from './quiet-until.ts';
import type { ReadCatchUp } from './read-content.ts';
import { HUB_TIME_ZONE, knownTimeZone } from '../places/hub-time-zone.ts';

/** Where messages are held: somebody's mail, or one of their devices. */
export type HeldAt = {
  readonly organizationId: string;
  readonly channel: ChannelKind;
  readonly targetId: string;
};

type CatchingUp = {
  readonly jobs: Jobs;
  readonly newId: () => string;
  /** Hub time. */
  readonly nowMs: number;
};

type HeldRow = { delivery_id: string; alert_id: string; user_id: string; to_name: string };

/**
 * Ends the quiet hours of messages that are held: one summary takes their place, if any of the alerts they tell of
 * still waits. Should it be quiet again, or longer than it was when they were held, they wait on.
 *
 * What another hub is at is passed by.
 */
export async function catchUp(
  transaction: AppTransaction,
  { organizationId, channel, targetId }: HeldAt,
  { jobs, newId, nowMs }: CatchingUp,
): Promise<void> {
  const { rows: held } = await sql<HeldRow>`
    select delivery_id, alert_id, user_id, to_name from deliveries
    where state = 'held' and channel = ${channel} and target_id = ${targetId}::uuid
      and next_at_ms <= ${nowMs}::bigint
    order by delivery_id
    for update skip locked
  `.execute(transaction);
  const [first] = held;
  if (first === undefined) {
    return;
  }
  const profile = (await readProfiles(transaction, [first.user_id])).get(first.user_id);
  const ids = held.map((row) => row.delivery_id);
  const until = quietUntil(profile?.quiet ?? null, nowMs);
  if (until !== 'now') {
    await sql`
      update deliveries set next_at_ms = ${until === 'never' ? null : until.atMs}::bigint
      where delivery_id = any(${ids}::uuid[])
    `.execute(transaction);
    return;
  }
  const isOn = channel === 'email' ? profile?.email : profile?.push;
  const { waiting } = await readTold(
    transaction,
    first.user_id,
    held.map((row) => row.alert_id),
  );
  const summaryId = isOn === true && waiting.length > 0 ? newId() : null;
  await sql`
    update deliveries set state = 'dropped', next_at_ms = null, summary_id = ${summaryId}::uuid
    where delivery_id = any(${ids}::uuid[])
  `.execute(transaction);
  if (summaryId === null) {
    return;
  }
  await transaction
    .insertInto('deliveries')
    .values({
      organization_id: organizationId,
      delivery_id: summaryId,
      reason: 'catch-up',
      occasion: `catch-up ${summaryId}`,
      channel,
      target_id: targetId,
      user_id: first.user_id,
      to_name: first.to_name,
      state: 'queued',
      created_at_ms: nowMs,
      next_at_ms: nowMs,
    })
    .execute();
  await addDeliverJobs(transaction, jobs, organizationId, [{ id: summaryId, channel, targetId }]);
}

/** What a summary has to tell when it goes out; null: meanwhile nothing waits any more. */
export const readCatchUp: ReadCatchUp = async (transaction, { id, userId }) => {
  const { rows } = await sql<{ alert_id: string }>`
    select distinct alert_id from deliveries where summary_id = ${id}::uuid
  `.execute(transaction);
  if (userId === null) {
    return null;
  }
  const told = await readTold(
    transaction,
    userId,
    rows.map((row) => row.alert_id),
  );
  const profile = (await readProfiles(transaction, [userId])).get(userId);
  return told.waiting.length === 0
    ? null
    : { content: { kind: 'catch-up', ...told }, timeZone: clockOf(profile?.quiet ?? null) };
};

/** Somebody's quiet hours changed: whether they still hold what they held is looked at anew. */
export async function reconsiderHeld(
  transaction: AppTransaction,
  userId: string,
  nowMs: number,
): Promise<void> {
  await sql`
    update deliveries set next_at_ms = ${nowMs}::bigint
    where state = 'held' and user_id = ${userId}::uuid
  `.execute(transaction);
}

/** Of these alerts those that wait, newest first, and the number of the others; all where somebody still has a role. */
async function readTold(
  transaction: AppTransaction,
  userId: string,
  alertIds: readonly string[],
): Promise<{ readonly waiting: readonly Alert[]; readonly handled: number }> {
  const scope = await readScope(transaction, { grants: await readGrants(transaction, userId) });
  const alerts = (await readAlertsById(transaction, alertIds)).filter(({ location }) =>
    isWithin(scope, location?.id ?? null),
  );
  const waiting = alerts.filter(({ state }) => state === 'open' || state === 'escalated');
  return { waiting, handled: alerts.length - waiting.length };
}

function clockOf(quiet: QuietHours | null): string {
  return quiet === null ? HUB_TIME_ZONE : knownTimeZone(quiet.timeZone);
}

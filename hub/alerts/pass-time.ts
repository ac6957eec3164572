import { sql } from 'kysely';
import { inOrganization } from '../database/database.ts';
import type { HubContext } from '../hub-context.ts';
import { changeAlert } from './change-alert.ts';
import { tellingWork, type TellingHub } from './tell-notices.ts';

/** Asked for at once; when there are as many, it asks again without waiting. */
const AT_ONCE = 100;
const PUT_OFF_MS = 60_000;

type Clock = Pick<HubContext, 'database' | 'now'> & TellingHub;

/**
 * Lets the time that has passed be felt by alerts: snoozed ones wake, those that nobody takes are told of again, and
 * further. Any number of hubs share the work: an alert that one of them holds the others pass by. One alert's failure
 * holds up no other: it is told of, and is due again a minute later, behind those that were not looked at yet.
 */
export async function passTime(
  hub: Clock,
  failed: (error: unknown) => void,
  stopping: AbortSignal,
): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ organization_id: string; alert_id: string }>`
      select organization_id, alert_id from find_due_alerts(${hub.now()}::bigint, ${AT_ONCE}::int)
    `.execute(hub.database);
    let passed = 0;
    for (const { organization_id: organizationId, alert_id: alertId } of rows) {
      if (stopping.aborted) {
        return;
      }
      try {
        passed += await passTimeOf(hub, organizationId, alertId);
      } catch (error) {
        failed(error);
        passed += await putOff(hub, organizationId, alertId);
      }
    }
    if (rows.length < AT_ONCE || passed === 0) {
      return;
    }
  }
}

/** @returns how many, 0 or 1. */
async function passTimeOf(hub: Clock, organizationId: string, alertId: string): Promise<number> {
  const changed = await inOrganization(hub.database, organizationId, async (transaction) => {
    const nowMs = hub.now();
    const work = tellingWork(hub, organizationId, nowMs);
    const which = sql<boolean>`a.alert_id = ${alertId}::uuid and a.due_at_ms <= ${nowMs}::bigint`;
    return changeAlert(transaction, work, which, { kind: 'tick' }, 'skip');
  });
  return changed.outcome === 'none' ? 0 : 1;
}

/**
 * One that failed; what it came to was undone.
 *
 * @returns how many, 0 or 1.
 */
async function putOff(hub: Clock, organizationId: string, alertId: string): Promise<number> {
  const nowMs = hub.now();
  const { numAffectedRows = 0n } = await inOrganization(
    hub.database,
    organizationId,
    async (transaction) =>
      sql`
        update alerts set due_at_ms = ${nowMs + PUT_OFF_MS}::bigint
        where alert_id = ${alertId}::uuid and due_at_ms <= ${nowMs}::bigint
      `.execute(transaction),
  );
  return Number(numAffectedRows);
}

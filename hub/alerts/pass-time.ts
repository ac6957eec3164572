import { sql } from 'kysely';
import { inOrganization } from '../database/database.ts';
import type { HubContext } from '../hub-context.ts';
import { changeAlert } from './change-alert.ts';
import { tellingWork, type TellingHub } from './tell-notices.ts';

/** Asked for at once; when there are as many, it asks again without waiting. */
const AT_ONCE = 100;

type Clock = Pick<HubContext, 'database' | 'now'> & TellingHub;

/**
 * Lets the time that has passed be felt by alerts: snoozed ones wake, those that nobody takes are told of again, and
 * further. Any number of hubs share the work: an alert that one of them holds the others pass by. One alert's failure
 * holds up no other; it is told of, and is still due.
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

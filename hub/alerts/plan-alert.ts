import { sql } from 'kysely';
import { inOrganization } from '../database/database.ts';
import { send } from '../database/pipeline.ts';
import type { HubContext } from '../hub-context.ts';
import type { JobKinds } from '../jobs/jobs.ts';
import { dueAtMs, type AlertNotice } from './alert-machine.ts';
import { hoursThatCount } from './change-alert.ts';
import { holdAlert, termsOf, type HeldAlert } from './held-alert.ts';
import { tellNotices, tellingWork, type TellingHub } from './tell-notices.ts';

/**
 * Finds out who is to hear of what an ingest wrote down, and until when it waits for them: there is no time to do so
 * while the press is stored. Done twice, they hear once.
 */
export async function planAlert(
  hub: Pick<HubContext, 'database' | 'now'> & TellingHub,
  { organizationId, alertId, reason, atMs, sinceMs = 0 }: JobKinds['alert'],
): Promise<void> {
  const nowMs = hub.now();
  await inOrganization(hub.database, organizationId, async (transaction) => {
    const held = await holdAlert(transaction, sql`a.alert_id = ${alertId}::uuid`);
    if (held === null) {
      return;
    }
    const work = tellingWork(hub, organizationId, nowMs);
    await tellNotices(transaction, work, held, [noticeOf(reason, held)], { atMs, sinceMs });
    const due = dueAtMs(held.status, termsOf(held, await hoursThatCount(transaction, held, nowMs)));
    if (due !== held.dueAtMs) {
      await send(
        transaction,
        sql`update alerts set due_at_ms = ${due}::bigint where alert_id = ${alertId}::uuid`,
      );
    }
  });
}

function noticeOf(reason: JobKinds['alert']['reason'], { status }: HeldAlert): AlertNotice {
  switch (reason) {
    case 'opened':
      return { reason, fromLevel: 0, level: 0 };
    case 'help-asked':
      return { reason, fromLevel: 0, level: status.level };
  }
}

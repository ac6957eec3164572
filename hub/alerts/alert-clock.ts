import { sql } from 'kysely';
import { inOrganization } from '../database/database.ts';
import type { HubContext } from '../hub-context.ts';
import { changeAlert } from './change-alert.ts';

export type AlertClock = {
  /** Takes no more alerts; resolves when nothing runs any more. */
  stop(): Promise<void>;
};

/** Asked for at once; when there are as many, it asks again without waiting. */
const AT_ONCE = 100;

/**
 * Lets time pass for alerts: snoozed ones wake, those that nobody takes are told of again, and further. It asks again
 * the given while after it is done, and any number of hubs share the work: an alert that one of them holds the others
 * pass by. One alert's failure holds up no other; it is told of and tried again.
 */
export function startAlertClock(
  hub: Pick<HubContext, 'database' | 'jobs' | 'newId' | 'now'>,
  everyMs: number,
  failed: (error: unknown) => void,
): AlertClock {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function passTime(): Promise<void> {
    for (;;) {
      const { rows } = await sql<{ organization_id: string; alert_id: string }>`
        select organization_id, alert_id from find_due_alerts(${hub.now()}::bigint, ${AT_ONCE}::int)
      `.execute(hub.database);
      let passed = 0;
      for (const { organization_id: organizationId, alert_id: alertId } of rows) {
        if (stopped) {
          return;
        }
        passed += await letPass(organizationId, alertId);
      }
      if (rows.length < AT_ONCE || passed === 0) {
        return;
      }
    }
  }

  /** @returns how many, 0 or 1. */
  async function letPass(organizationId: string, alertId: string): Promise<number> {
    try {
      const changed = await inOrganization(hub.database, organizationId, async (transaction) => {
        const nowMs = hub.now();
        const work = { organizationId, jobs: hub.jobs, newId: hub.newId, nowMs };
        const which = sql<boolean>`a.alert_id = ${alertId}::uuid and a.due_at_ms <= ${nowMs}::bigint`;
        return changeAlert(transaction, work, which, { kind: 'tick' }, 'skip');
      });
      return changed.outcome === 'none' ? 0 : 1;
    } catch (error) {
      failed(error);
      return 0;
    }
  }

  function schedule(): void {
    if (!stopped) {
      timer = setTimeout(() => {
        running = passTime().catch(failed).finally(schedule);
      }, everyMs);
      timer.unref();
    }
  }

  schedule();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

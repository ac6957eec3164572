import { sql } from 'kysely';
import type { ChannelKind } from '../../contract/protocol/channels.ts';
import { inOrganization } from '../database/database.ts';
import type { HubContext } from '../hub-context.ts';
import { catchUp } from './catch-up.ts';

export type CatchUpClock = {
  /** Begins no more summaries; resolves when nothing runs any more. */
  stop(): Promise<void>;
};

/** The others follow at once. */
const AT_ONCE = 100;

/**
 * Ends quiet hours when they are over: it asks again the given while after it is done. Any number of hubs share the work,
 * and one person's failure holds up nobody else.
 */
export function startCatchUpClock(
  hub: Pick<HubContext, 'database' | 'jobs' | 'newId' | 'now'>,
  everyMs: number,
  failed: (error: unknown) => void,
): CatchUpClock {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function endQuietHours(): Promise<void> {
    const { rows } = await sql<{
      organization_id: string;
      channel: ChannelKind;
      target_id: string;
    }>`
      select organization_id, channel, target_id
      from find_held_deliveries(${hub.now()}::bigint, ${AT_ONCE}::int)
    `.execute(hub.database);
    for (const { organization_id: organizationId, channel, target_id: targetId } of rows) {
      if (stopped) {
        return;
      }
      try {
        await inOrganization(hub.database, organizationId, (transaction) =>
          catchUp(
            transaction,
            { organizationId, channel, targetId },
            { jobs: hub.jobs, newId: hub.newId, nowMs: hub.now() },
          ),
        );
      } catch (error) {
        failed(error);
      }
    }
  }

  function schedule(): void {
    if (!stopped) {
      timer = setTimeout(() => {
        running = endQuietHours().catch(failed).finally(schedule);
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

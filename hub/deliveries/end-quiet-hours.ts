import { sql } from 'kysely';
import type { ChannelKind } from '../../contract/protocol/channels.ts';
import { inOrganization } from '../database/database.ts';
import type { HubContext } from '../hub-context.ts';
import { catchUp } from './catch-up.ts';

/** The others follow in the next round. */
const AT_ONCE = 100;

/** Ends quiet hours that are over. Any number of hubs share the work, and one person's failure holds up nobody else. */
export async function endQuietHours(
  hub: Pick<HubContext, 'database' | 'jobs' | 'newId' | 'now'>,
  failed: (error: unknown) => void,
  stopping: AbortSignal,
): Promise<void> {
  const { rows } = await sql<{
    organization_id: string;
    channel: ChannelKind;
    target_id: string;
  }>`
    select organization_id, channel, target_id
    from find_held_deliveries(${hub.now()}::bigint, ${AT_ONCE}::int)
  `.execute(hub.database);
  for (const { organization_id: organizationId, channel, target_id: targetId } of rows) {
    if (stopping.aborted) {
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

import { sql } from 'kysely';
import type { AppTransaction } from '../database/database.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { AfterTry } from './after-try.ts';

import { addDeliverJobs } from './deliver-jobs.ts';
import type { BegunTry } from './delivering.ts';

/** Writes down how a try went, and the job of the next one where there is to be one. */
export async function endTry(
  transaction: AppTransaction,
  jobs: Jobs,
  { delivery, number, way }: Pick<BegunTry, 'delivery' | 'number' | 'way'>,
  {
    after,
    error,
    tookMs,
    nowMs,
  }: {
    readonly after: AfterTry;
    readonly error: string | null;
    readonly tookMs: number;
    readonly nowMs: number;
  },
): Promise<void> {
  const { id, organizationId } = delivery;
  // Should two hubs have sent it after all, the first to come back tells how it went.
  const { rows } = await sql`
    insert into delivery_attempts (organization_id, delivery_id, number, at_ms, error, took_ms)
    values (${organizationId}::uuid, ${id}::uuid, ${number}, ${nowMs}::bigint, ${error}, ${tookMs})
    on conflict do nothing
    returning number
  `.execute(transaction);
  if (rows.length === 0) {
    return;
  }
  switch (after.kind) {
    case 'sent':
      await sql`
        update deliveries set state = 'sent', sent_at_ms = ${nowMs}::bigint, next_at_ms = null
        where delivery_id = ${id}::uuid
      `.execute(transaction);
      return;
    case 'again':
      await sql`
        update deliveries set next_at_ms = ${nowMs + after.afterMs}::bigint, slot_at_ms = null
        where delivery_id = ${id}::uuid
      `.execute(transaction);
      await addDeliverJobs(transaction, jobs, organizationId, [delivery], {
        afterMs: after.afterMs,
        triedBefore: true,
      });
      return;
    case 'failed':
      await sql`
        update deliveries set state = 'failed', next_at_ms = null where delivery_id = ${id}::uuid
      `.execute(transaction);
      if (after.forget) {
        await way.forget(transaction, delivery, nowMs);
      }
  }
}

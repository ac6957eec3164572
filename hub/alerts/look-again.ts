import { sql } from 'kysely';
import type { AppTransaction } from '../database/database.ts';

/**
 * When alerts are due was worked out by opening hours that are others now: the clock works it out anew for all of the
 * organization, at once, after whatever was due before.
 *
 * @param nowMs hub time.
 */
export async function lookAgainAtAlerts(transaction: AppTransaction, nowMs: number): Promise<void> {
  await sql`update alerts set due_at_ms = ${nowMs}::bigint where due_at_ms > ${nowMs}::bigint`.execute(
    transaction,
  );
}

import { sql } from 'kysely';
import type { AppTransaction } from '../database/database.ts';

/**
 * When alerts are due was worked out by opening hours that are others now: the clock works it out anew for all of the
 * organization, at once.
 */
export async function lookAgainAtAlerts(transaction: AppTransaction): Promise<void> {
  await sql`update alerts set due_at_ms = 0 where due_at_ms > 0`.execute(transaction);
}

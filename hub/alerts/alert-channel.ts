import { sql } from 'kysely';
import type { AppTransaction } from '../database/database.ts';

/** The NOTIFY channel on which hubs tell each other that an organization's alerts changed. */
export const ALERT_CHANNEL = 'glimlach_alerts';

/** Heard by every hub once the transaction commits. The payload is the organization's id and nothing else. */
export async function notifyAlertChange(
  transaction: AppTransaction,
  organizationId: string,
): Promise<void> {
  await sql`select pg_notify(${ALERT_CHANNEL}, ${organizationId})`.execute(transaction);
}

import { sql } from 'kysely';
import type { AppTransaction } from '../database/database.ts';
import { send } from '../database/pipeline.ts';

/** Two keys of a lock; the first says what for. */
const SETTINGS_LOCK = 4_715_007;

/**
 * Rules name policies, policies name channels, and there are so many of each at most: whoever makes, changes or deletes
 * one waits here for who does so, until that transaction ends. What is read afterwards stays so until it is acted on.
 */
export async function holdAlertSettings(
  transaction: AppTransaction,
  organizationId: string,
): Promise<void> {
  await send(
    transaction,
    sql`select pg_advisory_xact_lock(${SETTINGS_LOCK}, hashtext(${organizationId}))`,
  );
}

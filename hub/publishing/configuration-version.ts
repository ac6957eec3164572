import { sql } from 'kysely';
import type { AppTransaction } from '../database/database.ts';

/**
 * Counts up the version of what the organization's terminals are configured with, by which they learn that something
 * changed. Also locks the configuration until the transaction ends, so that changes count one by one.
 *
 * @returns the new version.
 */
export async function countUpConfiguration(transaction: AppTransaction): Promise<number> {
  const { version } = await transaction
    .updateTable('configurations')
    .set({ version: sql`version + 1` })
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

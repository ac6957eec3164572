import { sql } from 'kysely';
import type { AppDatabase } from '../database/database.ts';

/** Where an account belongs, or did until a while ago: wherever something may stand that is its owner's. */
export async function findOrganizationsOf(
  database: AppDatabase,
  userId: string,
): Promise<string[]> {
  const { rows } = await sql<{ organization_id: string }>`
    select organization_id from find_organizations_of(${userId}::uuid)
  `.execute(database);
  return rows.map((row) => row.organization_id);
}

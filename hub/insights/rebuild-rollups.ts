import { sql } from 'kysely';
import { inOrganization, type AppDatabase } from '../database/database.ts';
import { addToRollups, COUNTED_COLUMNS, holdRollupsAlone, pressSums } from './rollup-sql.ts';

/** How many events one statement counts, so that none runs into the statement timeout. */
const EVENTS_AT_ONCE = 100_000;

export type DayRange = {
  /** UTC, YYYY-MM-DD. */
  readonly from: string;
  /** The last day, inclusive. */
  readonly through: string;
};

/**
 * Makes an organization's rollups of these days anew from its raw events, with the result that ingest would have had.
 * Ingest of that organization waits meanwhile, about as long as reading all its events takes: they are kept in the
 * order of their ids, and the clock behind an id may have been wrong.
 *
 * @returns how many events were read.
 */
export async function rebuildRollups(
  database: AppDatabase,
  organizationId: string,
  days: DayRange,
): Promise<number> {
  return inOrganization(database, organizationId, async (transaction) => {
    await sql`select ${holdRollupsAlone(organizationId)}`.execute(transaction);
    await sql`
      delete from hourly_rollups where day between ${days.from}::date and ${days.through}::date
    `.execute(transaction);
    let read = 0;
    let last: string | null = null;
    do {
      const page: { rows: { events: number; last: string | null }[] } = await sql<{
        events: number;
        last: string | null;
      }>`
        with page as materialized (
          select id, ${COUNTED_COLUMNS} from events where ${last}::uuid is null or id > ${last}::uuid
          order by id limit ${EVENTS_AT_ONCE}
        ), sums as (${pressSums(sql`page`)}), added as (${addToRollups(
          organizationId,
          sql`(select * from sums where day between ${days.from}::date and ${days.through}::date)`,
        )})
        select count(*) as events, (select id from page order by id desc limit 1) as last from page
      `.execute(transaction);
      read += page.rows[0]?.events ?? 0;
      last = page.rows[0]?.last ?? null;
    } while (last !== null);
    return read;
  });
}

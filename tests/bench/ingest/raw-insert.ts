import { Pool, type QueryConfig } from 'pg';
import { EVENT_COLUMNS, type EventRow } from './event-load.ts';

/** The floor: the same rows put into a table like `events`, and nothing else. */
export type RawInsert = {
  /** Stores each list of batches on a connection of its own, one batch after another, each in its own transaction. */
  run(lists: readonly (readonly (readonly EventRow[])[])[]): Promise<void>;
  /** How many rows there are. */
  count(): Promise<number>;
  close(): Promise<void>;
};

const COLUMNS = EVENT_COLUMNS.join(', ');

/**
 * A table with the columns, index and partitions of `app.events` in the same database, without row-level security,
 * and one prepared statement that holds all rows of a batch as `values`. Lists handed to `unnest`, and JSON to
 * `json_to_recordset`, were tried and are no faster with this driver.
 */
export async function openRawInsert(databaseUrl: string, connections: number): Promise<RawInsert> {
  const pool = new Pool({ connectionString: databaseUrl, max: connections });
  await copyTable(pool);
  return {
    async run(lists) {
      await Promise.all(
        lists.map(async (batches) => {
          const client = await pool.connect();
          try {
            for (const rows of batches) {
              await client.query(insertOf(rows));
            }
          } finally {
            client.release();
          }
        }),
      );
    },
    async count() {
      const { rows } = await pool.query<{ count: string }>('select count(*) from floor.events');
      return Number(rows[0]?.count ?? 0);
    },
    close: () => pool.end(),
  };
}

async function copyTable(pool: Pool): Promise<void> {
  await pool.query(`
    create schema floor;
    create table floor.events (like app.events including all) partition by range (id);
    do $$ declare part record; begin
      for part in
        select c.relname as name, pg_get_expr(c.relpartbound, c.oid) as bound
        from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'app.events'::regclass
      loop
        execute format('create table floor.%I partition of floor.events %s', part.name, part.bound);
      end loop;
    end $$`);
}

const texts = new Map<number, string>();

/** The same text for the same number of rows, so that it is written, parsed and planned once. */
function insertOf(rows: readonly EventRow[]): QueryConfig {
  const text = texts.get(rows.length) ?? insertText(rows.length);
  texts.set(rows.length, text);
  return { name: `insert ${rows.length}`, text, values: rows.flat() };
}

function insertText(rows: number): string {
  const width = EVENT_COLUMNS.length;
  const tuples = Array.from({ length: rows }, (_, row) => {
    const places = Array.from({ length: width }, (__, column) => `$${row * width + column + 1}`);
    return `(${places.join(',')})`;
  });
  return `insert into floor.events (${COLUMNS}) values ${tuples.join(',')}`;
}

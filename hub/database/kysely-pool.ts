import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { isReadTimeout } from './database-error.ts';

/**
 * The pool as Kysely uses it. A connection that did not answer in time is closed at once: whoever got it next, and
 * already the rollback, would wait behind the question that is still open.
 */
export function kyselyPool(pool: Pool): PostgresPool {
  return {
    options: pool.options,
    connect: async () => closedWhenSilent(await pool.connect()),
    end: () => pool.end(),
  };
}

function closedWhenSilent(client: PoolClient): PostgresPoolClient {
  async function query(text: string, values: readonly unknown[]): Promise<unknown> {
    try {
      return await client.query(text, [...values]);
    } catch (error) {
      if (isReadTimeout(error)) {
        void client.end();
      }
      throw error;
    }
  }
  return {
    // Of its two forms the other takes a cursor, and none is configured.
    query: query as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy),
  };
}

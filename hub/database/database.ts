import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import { Pool, types } from 'pg';
import type { AppSchema } from './app-schema.ts';
import { sqlStateOf } from './database-error.ts';
import { kyselyPool } from './kysely-pool.ts';
import { send } from './pipeline.ts';

export type AppDatabase = Kysely<AppSchema>;
export type AppTransaction = Transaction<AppSchema>;

const INT8 = 20;
const STATEMENT_TIMEOUT_MS = 30_000;
/**
 * When a connection that does not answer is given up: later than the server would have given up the statement. Of
 * statements on their way together each waits for those before it as well.
 */
const ANSWER_WITHIN_MS = 35_000;
const KEEP_ALIVE_MS = 10_000;
const TRANSACTION_ATTEMPTS = 4;
/** Deadlock and serialization failure (PostgreSQL manual, appendix A): running again is the remedy. */
const RETRYABLE = new Set(['40P01', '40001']);

/**
 * Connections that act as `role` and see `schema` from their first statement; see
 * `docs/adr/0012-roles-by-startup-option.md`. `bigint` is read as a number: every one we keep is below 2^53.
 */
export function createPool(
  databaseUrl: string,
  as: {
    role: 'glimlach_app' | 'glimlach_auth';
    schema: 'app' | 'auth';
    size: number;
    answerWithinMs?: number;
  },
  onError: (error: Error) => void,
): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    pipeline: true,
    application_name: `glimlach ${as.schema}`,
    options: startupOptions(as),
    max: as.size,
    connectionTimeoutMillis: 5_000,
    query_timeout: as.answerWithinMs ?? ANSWER_WITHIN_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8 ? Number : types.getTypeParser(oid, format),
    },
  });
  // An idle connection that is lost is replaced at the next use. A pool that ends waits for none of its connections: where
  // the server goes next, each may still hear that, and nothing is lost by it.
  pool.on('error', (error) => {
    if (!pool.ending) {
      onError(error);
    }
  });
  // One in use tells its loss by the question that is open, and besides by an event that the pool does not listen to then:
  // unheard, it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

export function startupOptions(as: { role: string; schema: string }): string {
  return `-c role=${as.role} -c search_path=${as.schema} -c statement_timeout=${STATEMENT_TIMEOUT_MS} -c idle_in_transaction_session_timeout=30s`;
}

export function createAppDatabase(pool: Pool): AppDatabase {
  return new Kysely<AppSchema>({ dialect: new PostgresDialect({ pool: kyselyPool(pool) }) });
}

/**
 * One transaction that sees and writes this organization's rows only. Runs `work` again when PostgreSQL asks for it,
 * so `work` keeps its effects inside the transaction.
 */
export async function inOrganization<T>(
  database: AppDatabase,
  organizationId: string,
  work: (transaction: AppTransaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transaction().execute(async (transaction) => {
        await send(
          transaction,
          sql`select set_config('app.organization_id', ${organizationId}, true)`,
        );
        return work(transaction);
      });
    } catch (error) {
      if (attempt === TRANSACTION_ATTEMPTS || !RETRYABLE.has(sqlStateOf(error) ?? '')) {
        throw error;
      }
    }
  }
}

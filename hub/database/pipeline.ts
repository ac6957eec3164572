import type { CompiledQuery, QueryResult, RawBuilder, Transaction } from 'kysely';
import type { AppSchema } from './app-schema.ts';

/**
 * Statements on their way without waiting for the ones before them. Each wait is a turn of two processes, and with a
 * database elsewhere a trip through the network; a person waits for the last of them. PostgreSQL takes the statements
 * one after another all the same, each with a snapshot of its own; once one has failed, those behind it fail too.
 */

/** Parameters of statements that nobody waits for, by which the connection knows them. */
const unread = new WeakSet<readonly unknown[]>();

/** Whether a statement with these parameters was sent by {@link send}. */
export function isUnread(parameters: readonly unknown[]): boolean {
  return unread.has(parameters);
}

/**
 * Sends a statement whose answer is of no interest. If it fails, the next one that is waited for tells, or the commit.
 *
 * @param query with plain values only: one that cannot be written down fails here alone, and the rest is committed.
 */
export async function send(
  transaction: Transaction<AppSchema>,
  query: RawBuilder<unknown>,
): Promise<void> {
  await sendCompiled(transaction, query.compile(transaction));
}

/** {@link send} for a statement that a library wrote. */
export async function sendCompiled(
  transaction: Transaction<AppSchema>,
  compiled: CompiledQuery,
): Promise<void> {
  unread.add(compiled.parameters);
  await transaction.executeQuery(compiled);
}

/** Sends statements together. Rejects with the error of the first that failed. */
export async function sendTogether<Rows extends readonly unknown[]>(
  transaction: Transaction<AppSchema>,
  ...queries: { readonly [Index in keyof Rows]: RawBuilder<Rows[Index]> }
): Promise<{ [Index in keyof Rows]: QueryResult<Rows[Index]> }> {
  return transaction
    .getExecutor()
    .provideConnection((connection) =>
      Promise.all(queries.map((query) => connection.executeQuery(query.compile(transaction)))),
    ) as Promise<{ [Index in keyof Rows]: QueryResult<Rows[Index]> }>;
}

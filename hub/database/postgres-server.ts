import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { ConfigError } from '../config-error.ts';
import { errorCodeOf } from './error-code.ts';
import { exists, USER, type PostgresFolder } from './postgres-folder.ts';
import { hasSurvivors, processAt, readPostmaster } from './postmaster.ts';

const ADOPTION_TIMEOUT_MS = 60_000;
const POLL_MS = 100;
const STOP_TIMEOUT_MS = 60_000;
const STOP_POLL_MS = 20;

/** Of the superuser, on loopback. */
export function connectionUrl(
  { password }: PostgresFolder,
  port: number,
  database: string,
): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;
}

/**
 * The port of a server that is there already, once it answers; null when there is none.
 *
 * @throws ConfigError when there is one that will not have us.
 */
export async function adoptServer(cluster: PostgresFolder): Promise<number | null> {
  const deadline = Date.now() + ADOPTION_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const left = await readPostmaster(cluster.path);
    if (left === null) {
      return null;
    }
    switch (await processAt(left.pid)) {
      case 'none':
        // The file stays: by it a new server sees whether processes of the old one still write.
        return null;
      case 'other':
        if (!(await hasSurvivors(cluster.path))) {
          await rm(join(cluster.path, 'postmaster.pid'), { force: true });
          return null;
        }
        break;
      case 'postgres':
        if (left.port !== null && (await answers(connectionUrl(cluster, left.port, 'postgres')))) {
          return left.port;
        }
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
  // A server that dies under the question is told by its answer.
  client.on('error', () => undefined);
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

/** Resolves once it answers; rejects when it does not start, such as on a port that is taken. */
export async function startServer(cluster: PostgresFolder, port: number): Promise<void> {
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

async function control(cluster: PostgresFolder, args: readonly string[]): Promise<void> {
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

/** Rolls back what runs and resolves once the server is gone, at once when there is none. */
export async function stopServer(cluster: PostgresFolder): Promise<void> {
  const left = await readPostmaster(cluster.path);
  if (left === null || (await processAt(left.pid)) !== 'postgres') {
    return;
  }
  if (process.platform === 'win32') {
    await control(cluster, ['stop', '-w', '-t', '60', '-m', 'fast']);
    return;
  }
  // A fast shutdown (PostgreSQL manual, section 18.5); the server removes its lock file last.
  process.kill(left.pid, 'SIGINT');
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (
    (await readPostmaster(cluster.path)) !== null &&
    (await processAt(left.pid)) === 'postgres'
  ) {
    if (Date.now() > deadline) {
      throw new Error(`PostgreSQL (process ${left.pid}) did not stop; read ${cluster.log}.`);
    }
    await delay(STOP_POLL_MS);
  }
}

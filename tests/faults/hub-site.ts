import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { findFreePort } from '../../hub/database/free-port.ts';
import { USER } from '../../hub/database/postgres-folder.ts';
import { processAt, readPostmaster } from '../../hub/database/postmaster.ts';
import { type HubProcess, startHubProcess } from '../support/hub-process.ts';
import { killTree, processTree } from '../support/process-tree.ts';
import { createHubBooks, type HubBooks } from './hub-books.ts';
import { freezeFor, signal } from './process-signals.ts';
import { until } from './until.ts';

const run = promisify(execFile);

const BACK_WITHIN_MS = 60_000;
/** Thank-yous so short and heartbeats so frequent as a terminal allows: a run meets more of everything. */
const PACE = 'update app.configurations set thanks_ms = 500, heartbeat_ms = 2000';

/** A hub process with the PostgreSQL it starts itself, on a disk that is really synced; and what can happen to both. */
export type HubSite = {
  readonly url: string;
  readonly demo: HubProcess['demo'];
  kill(): Promise<void>;
  freeze(forMs: number): Promise<void>;
  /** @param whole all of its processes, or the first one alone. */
  killDatabase(whole: boolean): Promise<void>;
  freezeDatabase(forMs: number): Promise<void>;
  /** Stops the hub cleanly until `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Keeps a copy of the database as it is; the one before is forgotten. */
  backUp(): Promise<void>;
  /** Comes back as it was at the backup. */
  restore(): Promise<void>;
  /** As superuser, past row-level security. */
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Its statement of every ledger: where each number is. */
  readonly books: HubBooks;
  /** Resolves when hub and database answer. */
  ready(): Promise<void>;
  output(): string;
  /** Ends everything it started. */
  end(): Promise<void>;
};

export async function startHubSite(folder: string): Promise<HubSite> {
  const port = await findFreePort();
  const postgres = path.join(folder, 'postgres');
  const cluster = path.join(postgres, 'cluster');
  const backup = path.join(folder, 'backup');
  const outputs: string[] = [];
  const start = (): Promise<HubProcess> =>
    startHubProcess({
      dataDir: folder,
      port,
      // Where the receivers of its messages are.
      env: { GLIMLACH_PRIVATE_DESTINATIONS: '127.0.0.1' },
    });
  let hub = await start();
  const { url, demo } = hub;
  await query(PACE);

  /** A hub that was killed leaves its database running, and the next one takes it over. */
  async function startAgain(): Promise<void> {
    outputs.push(hub.output());
    hub = await start();
  }

  async function databasePid(): Promise<number> {
    const left = await readPostmaster(cluster);
    if (left === null || (await processAt(left.pid)) !== 'postgres') {
      throw new Error('PostgreSQL does not run.');
    }
    return left.pid;
  }

  async function query<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const server = await readPostmaster(cluster);
    const password = await readFile(path.join(postgres, 'password'), 'utf8');
    const client = new Client({
      host: '127.0.0.1',
      port: server?.port ?? 0,
      user: USER,
      password: password.trim(),
      database: 'glimlach',
      connectionTimeoutMillis: 5_000,
    });
    // A server that is killed under a question is told by the question itself.
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query(text, [...values])).rows as Row[];
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  const ready = async (): Promise<void> => {
    await until('the hub is ready', BACK_WITHIN_MS, async () => {
      const reply = await fetch(new URL('/readyz', url), { signal: AbortSignal.timeout(2_000) });
      await reply.arrayBuffer();
      return reply.ok ? true : null;
    });
  };

  /** Runs an action on the files of a database that was shut down cleanly. */
  async function whileStopped(action: () => Promise<unknown>): Promise<void> {
    await hub.stop();
    await action();
    await startAgain();
    await ready();
  }

  const site: HubSite = {
    url,
    demo,
    async kill() {
      await hub.kill9();
      await startAgain();
      await ready();
    },
    async freeze(forMs) {
      await freezeFor(processTree(hub.pid), forMs);
    },
    async killDatabase(whole) {
      const pid = await databasePid();
      if (whole) {
        await killTree(pid);
      } else {
        signal(pid, 'SIGKILL');
      }
      await until('PostgreSQL runs again', BACK_WITHIN_MS, async () =>
        (await databasePid()) === pid ? null : query('select 1'),
      );
      await ready();
    },
    async freezeDatabase(forMs) {
      await freezeFor(processTree(await databasePid()), forMs);
      await ready();
    },
    stop: () => hub.stop(),
    async start() {
      await startAgain();
      await ready();
    },
    backUp: () =>
      whileStopped(async () => {
        await rm(backup, { recursive: true, force: true });
        await run('cp', ['-a', cluster, backup]);
      }),
    restore: () =>
      whileStopped(async () => {
        await rm(cluster, { recursive: true });
        await run('cp', ['-a', backup, cluster]);
      }),
    query,
    books: createHubBooks(url, demo),
    ready,
    output: () => [...outputs, hub.output()].join('\n'),
    async end() {
      await hub.kill9();
      const left = await readPostmaster(cluster);
      if (left !== null && (await processAt(left.pid)) === 'postgres') {
        await killTree(left.pid);
      }
    },
  };
  return site;
}

import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { errorCodeOf } from './error-code.ts';
import { findPostgresAccount, requireReachable, type PostgresAccount } from './postgres-account.ts';
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts';

const runFile = promisify(execFile);

/** The superuser of the cluster. */
export const USER = 'glimlach';

/** A folder with a PostgreSQL cluster, and what it takes to run a server on it. */
export type PostgresFolder = {
  readonly binaries: PostgresBinaries;
  readonly account: PostgresAccount | null;
  readonly folder: string;
  /** Of the cluster itself. */
  readonly path: string;
  readonly log: string;
  readonly password: string;
  readonly settings: Readonly<Record<string, string>>;
};

/**
 * Makes the folder, and the cluster in it, where there is none yet.
 *
 * @throws ConfigError when this machine or account cannot run PostgreSQL there.
 */
export async function preparePostgresFolder(options: {
  folder: string;
  settings?: Readonly<Record<string, string>> | undefined;
}): Promise<PostgresFolder> {
  const binaries = await findPostgresBinaries();
  const account = await findPostgresAccount();
  const folder = resolve(options.folder);
  const path = join(folder, 'cluster');
  await mkdir(folder, { recursive: true, mode: 0o755 });
  if (account !== null) {
    await chown(folder, account.uid, account.gid);
    await requireReachable(path, account, 'the database is kept');
    await requireReachable(binaries.postgres, account, 'the PostgreSQL programs are');
  }
  const place = { binaries, account, folder, path };
  return {
    ...place,
    log: join(folder, 'server.log'),
    password: await initialiseOnce(place),
    settings: options.settings ?? {},
  };
}

/** Makes the cluster in a folder beside its place and moves it there whole, so that a kill half-way leaves nothing. */
async function initialiseOnce(
  cluster: Pick<PostgresFolder, 'binaries' | 'account' | 'folder' | 'path'>,
): Promise<string> {
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

export async function exists(path: string): Promise<boolean> {
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

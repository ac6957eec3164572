import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ConfigError } from '../config-error.ts';

const run = promisify(execFile);

/** The operating-system account PostgreSQL runs under; PostgreSQL refuses to run as root. */
export type PostgresAccount = { readonly uid: number; readonly gid: number };

/**
 * Null when the hub runs as an ordinary user and PostgreSQL may simply share its account. As root: the account
 * `postgres`, created when the machine has none.
 */
export async function findPostgresAccount(): Promise<PostgresAccount | null> {
  if (process.getuid?.() !== 0) {
    return null;
  }
  const existing = await readAccount();
  if (existing !== null) {
    return existing;
  }
  try {
    await run('groupadd', ['--force', '--system', 'postgres']);
    await run('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres']);
  } catch (error) {
    throw new ConfigError(
      `PostgreSQL cannot run as root and the account "postgres" could not be created (${String(error)}); start the hub as an ordinary user or set DATABASE_URL.`,
    );
  }
  const created = await readAccount();
  if (created === null) {
    throw new ConfigError(
      'The account "postgres" was created but cannot be read; start the hub as an ordinary user or set DATABASE_URL.',
    );
  }
  return created;
}

async function readAccount(): Promise<PostgresAccount | null> {
  try {
    const [user, group] = await Promise.all([
      run('id', ['-u', 'postgres']),
      run('id', ['-g', 'postgres']),
    ]);
    return { uid: Number(user.stdout), gid: Number(group.stdout) };
  } catch {
    // `id` fails when there is no such account.
    return null;
  }
}

/** Throws a {@link ConfigError} naming the first folder on the way to `path` that the account may not enter. */
export async function requireReachable(
  path: string,
  account: PostgresAccount,
  purpose: string,
): Promise<void> {
  for (const folder of ancestors(resolve(path))) {
    const { mode, uid, gid } = await stat(folder);
    const mayEnter =
      uid === account.uid
        ? (mode & 0o100) !== 0
        : gid === account.gid
          ? (mode & 0o010) !== 0
          : (mode & 0o001) !== 0;
    if (!mayEnter) {
      throw new ConfigError(
        `PostgreSQL runs as "postgres" and may not enter ${folder}, where ${purpose}; run "chmod o+x ${folder}", choose another folder, start the hub as an ordinary user, or set DATABASE_URL.`,
      );
    }
  }
}

function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [...ancestors(parent), parent];
}

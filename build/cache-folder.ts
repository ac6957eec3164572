import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/** Where this account keeps what was fetched once and is used by every run, outside any project. */
export function cacheFolder(): string {
  return path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'glimlach');
}

/** An empty folder of this process in the cache, for work in progress; those of processes that died go. */
export async function partialFolder(purpose: string): Promise<string> {
  const cache = cacheFolder();
  await mkdir(cache, { recursive: true });
  await sweepAbandoned(cache);
  const partial = path.join(cache, `${purpose}.${process.pid}.partial`);
  await mkdir(partial, { recursive: true });
  return partial;
}

/**
 * Moves a finished folder to its place, so that runs side by side never see a half-made one; when another run was
 * first, that run's folder stands.
 *
 * @param proof a file that a whole folder holds.
 */
export async function publish(partial: string, target: string, proof: string): Promise<void> {
  try {
    await rename(partial, target);
  } catch (error) {
    if (!existsSync(path.join(target, proof))) {
      throw error;
    }
    await rm(partial, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function sweepAbandoned(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const pid = /\.(\d+)\.partial$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) {
      await rm(path.join(cache, name), { recursive: true, force: true });
    }
  }
}

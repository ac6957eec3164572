import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')
        .split(' ')
        .filter((one) => one !== '')
        .map(Number),
    );
  } catch {
    // The process ended while it was looked at: it has no children any more.
    return [];
  }
}

/** A process and everything it started, as it is now, itself first. Linux only. */
export function processTree(pid: number): readonly number[] {
  return [pid, ...childrenOf(pid).flatMap((child) => processTree(child))];
}

/** Linux only; a dead process that nobody collected does not run. */
export function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/**
 * What a power cut does to a process and everything it started: SIGKILL to all of them at once.
 * Resolves when none of them runs any more; throws when one is still there after ten seconds.
 */
export async function killTree(pid: number): Promise<void> {
  const pids = processTree(pid);
  for (const one of pids) {
    try {
      process.kill(one, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) {
        throw error;
      }
    }
  }
  for (let waitedMs = 0; pids.some(isRunning); waitedMs += 20) {
    if (waitedMs > 10_000) {
      throw new Error(`Processes ${pids.filter(isRunning).join(', ')} outlived SIGKILL.`);
    }
    await delay(20);
  }
}

import { setTimeout as delay } from 'node:timers/promises';

/** Sends a signal to one process; one that has ended meanwhile needs none. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) {
      throw error;
    }
  }
}

/** Stops processes where they stand, and lets them go on after so long. */
export async function freezeFor(pids: readonly number[], forMs: number): Promise<void> {
  try {
    for (const each of pids) {
      signal(each, 'SIGSTOP');
    }
    await delay(forMs);
  } finally {
    for (const each of pids) {
      signal(each, 'SIGCONT');
    }
  }
}

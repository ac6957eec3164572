import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCodeOf } from './error-code.ts';

/**
 * What `postmaster.pid` says of the server on a cluster (PostgreSQL source, `pidfile.h`): line 1 its process, line 4
 * its port. Null when there is no such file; the server removes it last.
 */
export async function readPostmaster(
  clusterPath: string,
): Promise<{ pid: number; port: number | null } | null> {
  let text: string;
  try {
    text = await readFile(join(clusterPath, 'postmaster.pid'), 'utf8');
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') {
      return null;
    }
    throw error;
  }
  const lines = text.split('\n');
  const port = Number(lines[3]);
  return { pid: Number(lines[0]), port: Number.isInteger(port) && port > 0 ? port : null };
}

/** Whether this process is there and, where the system can tell, is PostgreSQL rather than a reused number. */
export async function runsPostgres(pid: number): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 0) {
    return false;
  }
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCodeOf(error) !== 'EPERM') {
      return false;
    }
  }
  if (process.platform !== 'linux') {
    return true;
  }
  try {
    return (await readFile(`/proc/${pid}/comm`, 'utf8')).trim() === 'postgres';
  } catch {
    // It ended between the two questions.
    return false;
  }
}

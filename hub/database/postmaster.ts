import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
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

/** What runs under this number: PostgreSQL, as far as the system can tell; something else that got the number; nothing. */
export async function processAt(pid: number): Promise<'postgres' | 'other' | 'none'> {
  if (!Number.isInteger(pid) || pid <= 0) {
    return 'none';
  }
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCodeOf(error) !== 'EPERM') {
      return 'none';
    }
  }
  if (process.platform !== 'linux') {
    return 'postgres';
  }
  const found = await readProcess(pid);
  if (found === null) {
    return 'none';
  }
  // A dead process that nobody collected keeps its number and its name.
  return found.name === 'postgres' && found.state !== 'Z' ? 'postgres' : 'other';
}

/**
 * Whether processes of a server that lost its first one still work on this cluster; a new server must wait for them.
 * Only Linux tells.
 */
export async function hasSurvivors(clusterPath: string): Promise<boolean> {
  if (process.platform !== 'linux') {
    return false;
  }
  const folder = await realpath(clusterPath);
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const working = await Promise.all(
    pids.map(async (pid) => {
      try {
        return (await readlink(`/proc/${pid}/cwd`)) === folder;
      } catch {
        // It ended, or is none of ours.
        return false;
      }
    }),
  );
  return working.includes(true);
}

/** As `/proc/PID/stat` has it (proc(5)): the name in parentheses, then the state. Null when it is gone. */
async function readProcess(pid: number): Promise<{ name: string; state: string } | null> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    const end = text.lastIndexOf(')');
    return { name: text.slice(text.indexOf('(') + 1, end), state: text.charAt(end + 2) };
  } catch {
    // It ended between the two questions.
    return null;
  }
}

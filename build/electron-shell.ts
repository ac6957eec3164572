import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './project-root.ts';

const electronFolder = path.join(projectRoot, 'node_modules/electron');

/** How long Electron's own download may take. */
const downloadLimitMs = 180_000;

/** The project's Electron as its installer laid it down; null while it is not there. */
function installedElectron(): string | null {
  const record = path.join(electronFolder, 'path.txt');
  if (!existsSync(record)) {
    return null;
  }
  const executable = path.join(electronFolder, 'dist', readFileSync(record, 'utf8').trim());
  return existsSync(executable) ? executable : null;
}

/** Why Electron's own installer did not bring it; null when it did. */
async function download(): Promise<string | null> {
  console.log('Fetching Electron (once) …');
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(electronFolder, 'install.js')], {
      cwd: projectRoot,
      stdio: 'ignore',
      timeout: downloadLimitMs,
    });
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) =>
      resolve(
        code === 0
          ? null
          : signal === null
            ? 'its download cannot be reached'
            : `its download took more than ${downloadLimitMs / 1_000} s`,
      ),
    );
  });
}

/** The path of a runnable Electron, fetching it on the first call; or why there is none. */
export async function findElectron(): Promise<
  | { readonly found: true; readonly executable: string }
  | { readonly found: false; readonly reason: string }
> {
  const present = installedElectron();
  if (present !== null) {
    return { found: true, executable: present };
  }
  const problem = await download();
  const executable = installedElectron();
  return executable === null
    ? {
        found: false,
        reason: `Electron is not installed: ${problem ?? 'its installer left nothing'}`,
      }
    : { found: true, executable };
}

/** Starts the built terminal in Electron. `env` is added to this process's environment; undefined takes out. */
export function startElectron(
  executable: string,
  env: Readonly<Record<string, string | undefined>>,
): ChildProcess {
  return spawn(executable, [projectRoot], {
    cwd: projectRoot,
    stdio: 'inherit',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined, ...env },
  });
}

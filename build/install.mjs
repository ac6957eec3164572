// Plain JavaScript without dependencies: it runs on the machine's own Node (20 or later) before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Why `node_modules` does not hold what the lock file asks for; null when it does.
 * npm leaves its own copy of the lock file in `node_modules`, so the two are compared package by package. Packages
 * that npm may leave out on this platform are not missed.
 *
 * @param {Record<string, { version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }>} wanted the `packages` of package-lock.json
 * @param {Record<string, { version?: string }> | null} installed the `packages` of node_modules/.package-lock.json
 * @returns {string | null}
 */
export function staleBecause(wanted, installed) {
  if (installed === null) {
    return 'nothing is installed yet';
  }
  for (const [place, entry] of Object.entries(wanted)) {
    if (place === '') {
      continue;
    }
    const found = installed[place];
    if (found === undefined) {
      if (entry.optional === true || entry.devOptional === true || entry.peer === true) {
        continue;
      }
      return `${place} is missing`;
    }
    if (found.version !== entry.version) {
      return `${place} is ${found.version}, the lock file says ${entry.version}`;
    }
  }
  return null;
}

/** The project's own Node. @param {string} root @returns {string} */
export function projectNode(root) {
  return path.join(
    root,
    'node_modules/node/bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
}

/** @param {string} file @returns {Record<string, any> | null} */
function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : null;
}

/**
 * Brings `node_modules` in line with package-lock.json by `npm ci`; does nothing when it is. Throws one clear line.
 * @param {string} root the project's folder
 */
export function ensureInstalled(root) {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 20) {
    throw new Error(`Node ${process.versions.node} is too old: install Node 20 or later.`);
  }
  const wanted = packagesOf(path.join(root, 'package-lock.json')) ?? {};
  const installed = packagesOf(path.join(root, 'node_modules/.package-lock.json'));
  const stale =
    staleBecause(wanted, installed) ??
    (existsSync(projectNode(root)) ? null : 'the project’s own Node is missing');
  if (stale === null) {
    return;
  }
  console.log(`Installing dependencies (${stale}) …`);
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (result.error !== undefined || result.status !== 0) {
    throw new Error(
      `npm ci did not finish (${result.error?.message ?? `exit code ${result.status}`}): see its output above; it needs npm and the package registry.`,
    );
  }
  if (!existsSync(projectNode(root))) {
    throw new Error(
      'npm ci left out the project’s own Node: allow install scripts (npm config set ignore-scripts false) and run npm ci.',
    );
  }
}

/**
 * The environment for what runs next: the project's Node and tools come first on the path.
 * @param {string} root
 * @returns {NodeJS.ProcessEnv}
 */
export function projectEnvironment(root) {
  return {
    ...process.env,
    PATH: `${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
  };
}

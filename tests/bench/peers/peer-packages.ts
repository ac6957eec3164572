import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cacheFolder, partialFolder, publish } from '../../../build/cache-folder.ts';

const execute = promisify(execFile);
const PROOF = 'node_modules/.package-lock.json';

/**
 * The folder in whose `node_modules` the peers lie: what `packages/package.json` pins, with the checksums of
 * its lock file. Fetched on the first call and reused by every later one, outside this project's own packages.
 *
 * Install scripts do not run: LevelDB comes built inside its package.
 */
export async function preparePeers(): Promise<string> {
  const pinned = createHash('sha256')
    .update(await readFile(pin('package-lock.json')))
    .digest('hex')
    .slice(0, 12);
  const target = path.join(cacheFolder(), `bench-peers-${pinned}`);
  if (existsSync(path.join(target, PROOF))) {
    return target;
  }
  console.log('Fetching the peers to compare with (PouchDB, workbox; 50 MB, once) …');
  const partial = await partialFolder(`bench-peers-${pinned}`);
  for (const name of ['package.json', 'package-lock.json']) {
    await copyFile(pin(name), path.join(partial, name));
  }
  await execute('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: partial });
  await publish(partial, target, PROOF);
  return target;
}

function pin(name: string): string {
  return fileURLToPath(new URL(`packages/${name}`, import.meta.url));
}

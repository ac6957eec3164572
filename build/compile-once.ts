import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder, partialFolder, publish } from './cache-folder.ts';
import { ensureCommand, ensureDebianPackages } from './debian-packages.ts';
import { projectRoot } from './project-root.ts';

const execute = promisify(execFile);

const firmwareFolder = path.join(projectRoot, 'hardware/firmware');
const MONTH_MS = 30 * 24 * 60 * 60 * 1_000;

/** How a program is compiled. */
export type Recipe = {
  /** Names the program in the cache. */
  readonly name: string;
  readonly compiler: { readonly command: string; readonly packageName: string };
  /** Also by their Debian packages, where there are such. */
  readonly packages: readonly string[];
  /** Folders under `hardware/firmware` whose files are compiled or included. */
  readonly folders: readonly string[];
  /** Makes `output` from the sources. */
  readonly arguments: (sources: readonly string[], output: string) => readonly string[];
  /** The result. */
  readonly output: string;
};

/**
 * Compiles once for the same sources, arguments and compiler, and answers with the path of the result in the cache.
 * @throws Error of one line when a Debian package is missing; of what the compiler says when the sources are wrong.
 */
export async function compileOnce(recipe: Recipe): Promise<string> {
  if (existsSync('/etc/debian_version')) {
    ensureDebianPackages(recipe.packages);
  }
  const compiler = ensureCommand(recipe.compiler.command, recipe.compiler.packageName);
  const files = await filesIn(recipe.folders);
  const sources = files.filter((file) => /\.(c|cpp)$/.test(file));
  const hash = createHash('sha256').update(await outputOf(compiler, ['--version']));
  hash.update(JSON.stringify(recipe.arguments(sources, recipe.output)));
  for (const file of files) {
    hash.update(file).update(await readFile(file));
  }
  const family = `firmware-${recipe.name}-`;
  const target = path.join(cacheFolder(), `${family}${hash.digest('hex').slice(0, 16)}`);
  const result = path.join(target, recipe.output);
  if (!existsSync(result)) {
    const partial = await partialFolder(`${family}${randomUUID()}`);
    await outputOf(compiler, recipe.arguments(sources, path.join(partial, recipe.output)));
    await publish(partial, target, recipe.output);
    await sweepOld(family);
  }
  return result;
}

async function filesIn(folders: readonly string[]): Promise<string[]> {
  const listed = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(path.join(firmwareFolder, folder));
      return names.toSorted().map((name) => path.join(firmwareFolder, folder, name));
    }),
  );
  return listed.flat();
}

/** Results of sources that are long gone. */
async function sweepOld(family: string): Promise<void> {
  const cache = cacheFolder();
  for (const name of await readdir(cache)) {
    const folder = path.join(cache, name);
    if (
      name.startsWith(family) &&
      !name.endsWith('.partial') &&
      Date.now() - (await stat(folder)).mtimeMs > MONTH_MS
    ) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

/** Runs a program to its end and answers with what it printed; throws what it said when it failed. */
export async function outputOf(command: string, args: readonly string[]): Promise<string> {
  const { stdout } = await execute(command, args, { maxBuffer: 16 * 1024 * 1024 });
  return stdout;
}

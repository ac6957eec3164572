import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConfigError } from './config-error.ts';

/**
 * Makes the hub's data folder where it is missing. Level by level: a recursive mkdir never ends in a place such as
 * /proc, where making a folder fails as if its parent were missing.
 *
 * @param folder absolute.
 * @throws ConfigError that names the setting, when the folder cannot be made or is something else.
 */
export async function makeDataFolder(folder: string): Promise<void> {
  const found = await kindOf(folder);
  if (found === 'folder') {
    return;
  }
  if (found === 'other') {
    throw new ConfigError(
      `The hub cannot start: GLIMLACH_DATA_DIR needs a folder, and ${folder} is none.`,
    );
  }
  await makeDataFolder(dirname(folder));
  try {
    await mkdir(folder, { mode: 0o755 });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    if (code !== 'EEXIST') {
      throw new ConfigError(
        `The hub cannot start: the folder ${folder} for GLIMLACH_DATA_DIR cannot be made (${code}). ` +
          'Choose one that this account may write to.',
      );
    }
  }
}

async function kindOf(path: string): Promise<'folder' | 'other' | 'missing'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'other';
  } catch (error) {
    // A file where a folder should be on the way: the level above says so.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return 'missing';
    }
    throw new ConfigError(
      `The hub cannot start: GLIMLACH_DATA_DIR cannot be read at ${path} (${code ?? 'unknown error'}).`,
    );
  }
}

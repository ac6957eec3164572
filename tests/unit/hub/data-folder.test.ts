import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../../../hub/config-error.ts';
import { makeDataFolder } from '../../../hub/data-folder.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

describe('the data folder', () => {
  let folder: TemporaryFolder;

  beforeEach(async () => {
    folder = await temporaryFolder('data-folder');
  });

  afterEach(() => folder.remove());

  it('is made with all that is missing above it, and left alone when it is there', async () => {
    const wanted = path.join(folder.path, 'a/b/c');
    await makeDataFolder(wanted);
    await makeDataFolder(wanted);
    expect((await stat(wanted)).isDirectory()).toBe(true);
  });

  it('is refused in one line that names the setting where it is a file, or lies below one', async () => {
    const file = path.join(folder.path, 'file');
    await writeFile(file, '');
    for (const wanted of [file, path.join(file, 'below')]) {
      await expect(makeDataFolder(wanted)).rejects.toThrow(ConfigError);
      await expect(makeDataFolder(wanted)).rejects.toThrow(/GLIMLACH_DATA_DIR.*\/file is none\.$/);
    }
  });

  it.skipIf(process.platform !== 'linux')('is refused where nothing can be made', async () => {
    await expect(makeDataFolder('/proc/glimlach/data')).rejects.toThrow(
      /\/proc\/glimlach for GLIMLACH_DATA_DIR cannot be made/,
    );
  });
});

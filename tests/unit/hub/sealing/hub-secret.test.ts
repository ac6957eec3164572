import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../../../../hub/config-error.ts';
import { readSecretFile } from '../../../../hub/sealing/hub-secret.ts';
import { temporaryFolder, type TemporaryFolder } from '../../../support/temporary-folder.ts';

describe('The secret of a hub with its own database', () => {
  let folder: TemporaryFolder;
  let file: string;

  beforeEach(async () => {
    folder = await temporaryFolder('secret');
    file = path.join(folder.path, 'secret');
  });
  afterEach(() => folder.remove());

  it('is made once, for its user only, and is the same from then on', async () => {
    const secret = await readSecretFile(folder.path);
    expect(secret.length).toBeGreaterThanOrEqual(32);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readSecretFile(folder.path)).toBe(secret);
    expect((await readFile(file, 'utf8')).trim()).toBe(secret);
  });

  it('is refused in one line that names its file when it is too short or cannot be had', async () => {
    await writeFile(file, 'cut off\n');
    await expect(readSecretFile(folder.path)).rejects.toThrow(ConfigError);
    await expect(readSecretFile(folder.path)).rejects.toThrow(`${file} holds fewer than 32`);
    const below = path.join(folder.path, 'none');
    await expect(readSecretFile(below)).rejects.toThrow(/none\/secret cannot be made \(ENOENT\)/);
  });
});

import { spawnSync } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
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

  it('can be made after a start that was cut while it was written', async () => {
    const program = fileURLToPath(
      new URL('../../../../hub/sealing/hub-secret.ts', import.meta.url),
    );
    const start = `import(${JSON.stringify(program)}).then((m) => m.readSecretFile(process.argv[1]))`;
    // Files may be made, and not a byte written.
    const cut = spawnSync('sh', [
      '-c',
      'ulimit -f 0; exec "$0" -e "$1" "$2"',
      process.execPath,
      start,
      folder.path,
    ]);
    expect(cut.stderr.toString()).toContain('cannot be made (EFBIG)');
    expect(await readdir(folder.path)).toEqual([]);
    expect((await readSecretFile(folder.path)).length).toBeGreaterThanOrEqual(32);
  });

  it('is one to all that make it at the same moment', async () => {
    const secrets = await Promise.all(
      Array.from({ length: 20 }, async () => readSecretFile(folder.path)),
    );
    expect(new Set(secrets).size).toBe(1);
    expect(await readdir(folder.path)).toEqual(['secret']);
  });

  it('is refused in one line that names its file when it is too short or cannot be had', async () => {
    await writeFile(file, 'cut off\n');
    await expect(readSecretFile(folder.path)).rejects.toThrow(ConfigError);
    await expect(readSecretFile(folder.path)).rejects.toThrow(`${file} holds fewer than 32`);
    const below = path.join(folder.path, 'none');
    await expect(readSecretFile(below)).rejects.toThrow(/none\/secret cannot be made \(ENOENT\)/);
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readButtons } from '../../../electron/read-buttons.ts';

describe('the buttons of a terminal', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'glimlach-buttons-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are none when nothing is set, and one box where only its port is', async () => {
    expect([
      await readButtons({ serialPath: null, buttonsFile: null }),
      await readButtons({ serialPath: 'auto', buttonsFile: null }),
    ]).toEqual([
      { ok: true, buttons: { boxes: [] } },
      { ok: true, buttons: { boxes: [{ driver: 'glimlach', port: 'auto' }] } },
    ]);
  });

  it('come from the file that was named', async () => {
    const buttonsFile = join(folder, 'boxes.json');
    await writeFile(
      buttonsFile,
      '{ "boxes": [{ "driver": "glimlach", "port": "auto" }], "keypad": { "keys": { "F13": 2 } } }',
    );
    expect(await readButtons({ serialPath: null, buttonsFile })).toEqual({
      ok: true,
      buttons: { boxes: [{ driver: 'glimlach', port: 'auto' }], keypad: { keys: { F13: 2 } } },
    });
  });

  it('are refused with the file and the field when something is wrong', async () => {
    const buttonsFile = join(folder, 'boxes.json');
    const read = readButtons({ serialPath: null, buttonsFile });
    const missing = await read;
    await writeFile(
      buttonsFile,
      '{ "boxes": [{ "driver": "glimlach", "port": "auto", "baud": 1 }] }',
    );
    const misspelt = await readButtons({ serialPath: null, buttonsFile });
    expect([missing, misspelt]).toEqual([
      {
        ok: false,
        problem: expect.stringContaining(
          `GLIMLACH_BOXES: the file ${buttonsFile} cannot be read: ENOENT`,
        ),
      },
      {
        ok: false,
        problem: `GLIMLACH_BOXES: ${buttonsFile}: boxes.0: Unrecognized key: "baud".`,
      },
    ]);
  });
});

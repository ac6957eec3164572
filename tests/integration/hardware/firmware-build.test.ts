import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../../build/firmware-output.ts';
import { buildFirmware } from '../../../build/firmware-programs.ts';
import { projectRoot } from '../../../build/project-root.ts';

const run = (...args: readonly string[]): Promise<{ stdout: string; stderr: string }> =>
  promisify(execFile)(process.execPath, ['build/firmware.ts', ...args], { cwd: projectRoot });

describe('npm run firmware', () => {
  it('makes the images that are flashed and says in a line what they take of the chip', async () => {
    const { stdout } = await run('--serial', 'GB-TEST-1');
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(
        /^dist\/firmware\/button-box\.hex: flash \d+ of 32768 bytes \(\d+ %\), RAM \d+ of 2048 bytes \(\d+ %\) before the stack, EEPROM 980 of 1024 bytes \(96 %\)$/,
      ),
      'dist/firmware/serial-GB-TEST-1.eep: the serial number GB-TEST-1, for the EEPROM',
      '',
    ]);
    const flash = await readFile(path.join(projectRoot, 'dist/firmware/button-box.hex'), 'latin1');
    expect(flash).toMatch(/^(:[0-9A-F]+\s+)+:00000001FF\s*$/);
  }, 120_000);

  it('leaves the stack more than the largest frame and everything under it takes', async () => {
    const { ramBytes } = await sizeOf(await buildFirmware());
    expect(2_048 - ramBytes).toBeGreaterThan(700);
  }, 120_000);

  it.each(['', 'a b', '-x', '"; rm', 'x'.repeat(65)])(
    'refuses "%s" as a serial number',
    async (serial) => {
      await expect(run(`--serial=${serial}`)).rejects.toMatchObject({
        stderr: `firmware: "${serial}" cannot be a serial number: use 1 to 64 letters, digits, dots, hyphens and underscores, a letter or digit first.\n`,
      });
    },
  );
});

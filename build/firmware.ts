import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { endWithOneLine } from './end-with-one-line.ts';
import {
  isSerialNumber,
  sizeLine,
  sizeOf,
  writeEepromImage,
  writeFlashImage,
} from './firmware-output.ts';
import { buildFirmware, buildSerialNumber } from './firmware-programs.ts';
import { projectRoot } from './project-root.ts';

const usage = 'npm run firmware -- [--serial NUMBER]';

// `npm run firmware -- [--serial NUMBER]`: the button box's program, ready to be flashed (docs/button-box.md).
await endWithOneLine('firmware', async () => {
  const serial = serialAsked(process.argv.slice(2));
  const folder = path.join(projectRoot, 'dist/firmware');
  await mkdir(folder, { recursive: true });

  const elf = await buildFirmware();
  await copyFile(elf, path.join(folder, 'button-box.elf'));
  await writeFlashImage(elf, path.join(folder, 'button-box.hex'));
  console.log(`dist/firmware/button-box.hex: ${sizeLine(await sizeOf(elf))}`);

  if (serial !== null) {
    const image = `serial-${serial}.eep`;
    await writeEepromImage(await buildSerialNumber(serial), path.join(folder, image));
    console.log(`dist/firmware/${image}: the serial number ${serial}, for the EEPROM`);
  }
});

function serialAsked(args: readonly string[]): string | null {
  let serial: string | undefined;
  try {
    ({ serial } = parseArgs({ args: [...args], options: { serial: { type: 'string' } } }).values);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)} Usage: ${usage}.`, {
      cause: error,
    });
  }
  if (serial !== undefined && !isSerialNumber(serial)) {
    throw new Error(
      `"${serial}" cannot be a serial number: use 1 to 64 letters, digits, dots, hyphens and underscores, a letter or digit first.`,
    );
  }
  return serial ?? null;
}

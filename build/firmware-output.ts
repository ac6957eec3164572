import { ensureCommand } from './debian-packages.ts';
import { outputOf } from './compile-once.ts';

const binutils = 'binutils-avr';

/** What a program takes of the chip: flash, and RAM before the stack. */
export type FirmwareSize = {
  readonly flashBytes: number;
  readonly ramBytes: number;
};

/** ATmega328P. */
const chip = { flashBytes: 32_768, ramBytes: 2_048, eepromBytes: 1_024 } as const;

/** Twice the longest serial number (67 bytes) and the places of the start counter (141 of 6), all used by and by. */
const EEPROM_BYTES = 980;

/** Where a serial number lies in the EEPROM: `serialNumberAt` of hardware/firmware/core/serial_number.h. */
const SERIAL_NUMBER_AT = 0x10;

/** What a box can be called: nothing that a shell, a file name or a string of the program reads as something else. */
export function isSerialNumber(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text);
}

export async function sizeOf(elf: string): Promise<FirmwareSize> {
  const listing = await outputOf(ensureCommand('avr-size', binutils), ['-A', elf]);
  const section = (name: string): number =>
    Number(new RegExp(`^\\.${name}\\s+(\\d+)`, 'm').exec(listing)?.[1] ?? 0);
  return {
    flashBytes: section('text') + section('data'),
    ramBytes: section('data') + section('bss') + section('noinit'),
  };
}

/** Says it in one line. */
export function sizeLine({ flashBytes, ramBytes }: FirmwareSize): string {
  return `flash ${share(flashBytes, chip.flashBytes)}, RAM ${share(ramBytes, chip.ramBytes)} before the stack, EEPROM ${share(EEPROM_BYTES, chip.eepromBytes)}`;
}

function share(bytes: number, of: number): string {
  return `${bytes} of ${of} bytes (${Math.round((bytes / of) * 100)} %)`;
}

/** The program as Intel HEX, for flashing. */
export async function writeFlashImage(elf: string, hex: string): Promise<void> {
  await outputOf(ensureCommand('avr-objcopy', binutils), [
    '-j',
    '.text',
    '-j',
    '.data',
    '-O',
    'ihex',
    elf,
    hex,
  ]);
}

/** A serial number as Intel HEX for the EEPROM, and nothing else of it. */
export async function writeEepromImage(elf: string, eep: string): Promise<void> {
  await outputOf(ensureCommand('avr-objcopy', binutils), [
    '-j',
    '.eeprom',
    '--set-section-flags',
    '.eeprom=alloc,load',
    '--change-section-address',
    `.eeprom=${SERIAL_NUMBER_AT}`,
    '-O',
    'ihex',
    elf,
    eep,
  ]);
}

import { compileOnce } from './compile-once.ts';
/** Debian packages by which the firmware of the button box is compiled. */
const firmwarePackages = ['gcc-avr', 'avr-libc'];
/** Those by which tests compile and run it, on its chip and on this machine. */
export const firmwareTestPackages = [...firmwarePackages, 'g++', 'libsimavr-dev', 'libelf-dev'];

const strict = ['-Wall', '-Wextra', '-Werror'];
const chip = [
  '-mmcu=atmega328p',
  '-DF_CPU=16000000UL',
  '-DGLIMLACH_MAX_BUTTONS=6',
  '-std=c++11',
  '-O2',
  ...strict,
  '-fno-exceptions',
  '-fno-rtti',
  '-fno-threadsafe-statics',
  '-ffunction-sections',
  '-fdata-sections',
];

/** The program for the ATmega328P, linked, as an ELF file. */
export async function buildFirmware(): Promise<string> {
  return compileOnce({
    name: 'atmega328p',
    compiler: { command: 'avr-gcc', packageName: 'gcc-avr' },
    packages: firmwarePackages,
    folders: ['core', 'atmega328p'],
    arguments: (sources, output) => [...chip, '-Wl,--gc-sections', ...sources, '-o', output],
    output: 'button-box.elf',
  });
}

/**
 * What goes into the EEPROM so that a box bears this serial number, as an ELF file with nothing else in it.
 * @param serialNumber checked by the caller: it stands in a string of the program.
 */
export async function buildSerialNumber(serialNumber: string): Promise<string> {
  return compileOnce({
    name: 'serial-number',
    compiler: { command: 'avr-gcc', packageName: 'gcc-avr' },
    packages: firmwarePackages,
    folders: ['core', 'serial-number'],
    arguments: (sources, output) => [
      ...chip,
      `-DGLIMLACH_SERIAL_NUMBER="${serialNumber}"`,
      '-c',
      ...sources.filter((source) => source.includes('serial-number/')),
      '-o',
      output,
    ],
    output: 'serial-number.elf',
  });
}

/** The portable core as a program of this machine that does what tests tell it (hardware/firmware/host). */
export async function buildCoreHarness(): Promise<string> {
  return compileOnce({
    name: 'core-harness',
    compiler: { command: 'g++', packageName: 'g++' },
    packages: ['g++'],
    folders: ['core', 'host'],
    arguments: (sources, output) => [
      '-std=c++11',
      '-O1',
      '-g',
      ...strict,
      '-fsanitize=address,undefined',
      '-fno-sanitize-recover=all',
      ...sources,
      '-o',
      output,
    ],
    output: 'core-harness',
  });
}

/** The simulated board that runs the firmware (hardware/firmware/simulator). */
export async function buildSimulator(): Promise<string> {
  return compileOnce({
    name: 'simulator',
    compiler: { command: 'gcc', packageName: 'gcc' },
    packages: ['gcc', 'libc6-dev', 'libsimavr-dev', 'libelf-dev'],
    folders: ['simulator'],
    arguments: (sources, output) => [
      '-std=gnu11',
      '-O2',
      ...strict,
      // Headers of simavr: what they warn of is not ours.
      '-isystem',
      '/usr/include/simavr',
      ...sources,
      '-o',
      output,
      '-lsimavrparts',
      '-lsimavr',
      '-lelf',
      '-lpthread',
    ],
    output: 'simulator',
  });
}

import { compileOnce } from './compile-once.ts';

const strict = ['-Wall', '-Wextra', '-Werror'];

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

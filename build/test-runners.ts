import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { ensureCommand } from './debian-packages.ts';
import { projectRoot } from './project-root.ts';
import { runProgram } from './run-program.ts';
import { countRun, type CountedRun } from './test-count.ts';

async function reportFile(name: string): Promise<string> {
  const folder = path.join(projectRoot, 'test-results/reports');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${name}.json`);
  await rm(file, { force: true });
  return file;
}

async function readReport(file: string): Promise<string | null> {
  return existsSync(file) ? readFile(file, 'utf8') : null;
}

/** Runs these projects of build/vitest.config.ts. */
export async function runVitest(projects: readonly string[]): Promise<CountedRun> {
  const file = await reportFile(projects.join('-'));
  const exitCode = await runProgram(process.execPath, [
    path.join(projectRoot, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--config',
    'build/vitest.config.ts',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  return countRun('vitest', { exitCode, report: await readReport(file) });
}

/** Runs the journeys; they bring their displays themselves. */
export async function runJourneys(args: readonly string[]): Promise<CountedRun> {
  const file = await reportFile('journeys');
  const exitCode = await runProgram(
    process.execPath,
    [
      path.join(projectRoot, 'node_modules/@playwright/test/cli.js'),
      'test',
      '--config',
      'build/playwright.config.ts',
      '--reporter=list,json',
      ...args,
    ],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  );
  return countRun('playwright', { exitCode, report: await readReport(file) });
}

/** Runs the fault suite on a virtual display; its last line says how many of its checks passed and failed. */
export async function runFaults(args: readonly string[]): Promise<CountedRun> {
  const file = await reportFile('faults');
  const exitCode = await runProgram(ensureCommand('xvfb-run', 'xvfb'), [
    '-a',
    '-s',
    '-screen 0 1920x1920x24',
    process.execPath,
    path.join(projectRoot, 'tests/faults/run-faults.ts'),
    '--report',
    file,
    ...args,
  ]);
  return countRun('faults', { exitCode, report: await readReport(file) });
}

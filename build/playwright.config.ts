import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { projectRoot } from './project-root.ts';

// In a worker: its own of the displays that the set-up made, for all that it starts.
const worker = process.env['TEST_PARALLEL_INDEX'];
const displays = process.env['GLIMLACH_TEST_DISPLAYS']?.split(',');
const display = displays?.[Number(worker)];
if (worker !== undefined && display !== undefined) {
  process.env['DISPLAY'] = display;
}

/** Two at a time, since each waits for much of its time; and never tried twice. */
export default defineConfig({
  testDir: path.join(projectRoot, 'tests/journeys'),
  outputDir: path.join(projectRoot, 'test-results/journeys'),
  testMatch: '**/*.spec.ts',
  globalSetup: path.join(projectRoot, 'tests/support/journeys-setup.ts'),
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: { trace: 'retain-on-failure' },
});

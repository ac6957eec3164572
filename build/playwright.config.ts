import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { projectRoot } from './project-root.ts';

/** Journeys share one machine's display, ports and package: one at a time, and never tried twice. */
export default defineConfig({
  testDir: path.join(projectRoot, 'tests/journeys'),
  outputDir: path.join(projectRoot, 'test-results/journeys'),
  testMatch: '**/*.spec.ts',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: { trace: 'retain-on-failure' },
});

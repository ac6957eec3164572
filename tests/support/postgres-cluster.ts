import type { TestProject } from 'vitest/node';
import { startThrowAwayCluster } from './throw-away-cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser connection URL of the run's PostgreSQL cluster; every test makes its own database in it. */
    clusterUrl: string;
  }
}

/** One throw-away PostgreSQL cluster for a whole test run, gone when the run ends. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startThrowAwayCluster();
  project.provide('clusterUrl', cluster.url);
  return async () => cluster[Symbol.asyncDispose]();
}

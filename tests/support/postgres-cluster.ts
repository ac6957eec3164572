import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../hub/database/embedded-postgres.ts';
import { temporaryFolder } from './temporary-folder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser connection URL of the run's PostgreSQL cluster; every test makes its own database in it. */
    clusterUrl: string;
  }
}

/** One throw-away PostgreSQL cluster for a whole test run, gone when the run ends. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await temporaryFolder('cluster');
  try {
    const cluster = await startEmbeddedPostgres({
      folder: join(folder.path, 'postgres'),
      settings: { fsync: 'off', synchronous_commit: 'off', max_connections: '200' },
    });
    project.provide('clusterUrl', cluster.url);
    return async () => {
      await cluster.stop();
      await folder.remove();
    };
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

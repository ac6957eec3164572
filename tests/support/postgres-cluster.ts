import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../hub/database/embedded-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser connection URL of the run's PostgreSQL cluster; every test makes its own database in it. */
    clusterUrl: string;
  }
}

/** One throw-away PostgreSQL cluster for a whole test run, gone when the run ends. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'glimlach-cluster-'));
  // As root PostgreSQL runs under another account, which must be able to enter.
  await chmod(folder, 0o711);
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const cluster = await startEmbeddedPostgres({
      folder: join(folder, 'postgres'),
      settings: { fsync: 'off', synchronous_commit: 'off', max_connections: '200' },
    });
    project.provide('clusterUrl', cluster.url);
    return async () => {
      await cluster.stop();
      await removeFolder();
    };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

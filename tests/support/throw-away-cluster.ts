import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../hub/database/embedded-postgres.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A PostgreSQL cluster that no test expects to outlive a power cut. Disposing ends and removes it. */
export type ThrowAwayCluster = AsyncDisposable & {
  /** Superuser connection URL; whoever uses it makes a database of its own. */
  readonly url: string;
};

export async function startThrowAwayCluster(): Promise<ThrowAwayCluster> {
  const folder = await temporaryFolder('cluster');
  try {
    const cluster = await startEmbeddedPostgres({
      folder: join(folder.path, 'postgres'),
      settings: { fsync: 'off', synchronous_commit: 'off', max_connections: '200' },
    });
    return {
      url: cluster.url,
      async [Symbol.asyncDispose]() {
        await cluster.stop();
        await folder.remove();
      },
    };
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

import { startThrowAwayCluster } from './throw-away-cluster.ts';

/** Says where the cluster is that the journeys of a run share. */
export const CLUSTER_VARIABLE = 'GLIMLACH_TEST_CLUSTER_URL';

/**
 * The PostgreSQL that journeys share; for what runs alone, one that ends with `cleanUp`.
 * @returns a superuser connection URL.
 */
export async function journeyCluster(cleanUp: AsyncDisposableStack): Promise<string> {
  return process.env[CLUSTER_VARIABLE] ?? cleanUp.use(await startThrowAwayCluster()).url;
}

import type { FullConfig } from '@playwright/test';
import { CLUSTER_VARIABLE } from './journey-cluster.ts';
import { startThrowAwayCluster } from './throw-away-cluster.ts';
import { startXDisplay } from './x-display.ts';

/**
 * What the journeys of a run share: a PostgreSQL cluster, in which each makes a database of its own. What they do not
 * share: a display, of which each worker has its own, because a locked kiosk takes the whole of it.
 * The workers read both from their environment.
 */
export default async function setUpJourneys({ workers }: FullConfig): Promise<() => Promise<void>> {
  // Playwright tidies up after a Ctrl-C, and after no other signal.
  process.once('SIGTERM', () => process.kill(process.pid, 'SIGINT'));
  const cleanUp = new AsyncDisposableStack();
  try {
    const displays: string[] = [];
    for (let worker = 0; worker < workers; worker += 1) {
      displays.push(cleanUp.use(await startXDisplay()).name);
    }
    process.env['GLIMLACH_TEST_DISPLAYS'] = displays.join(',');
    process.env[CLUSTER_VARIABLE] = cleanUp.use(await startThrowAwayCluster()).url;
  } catch (error) {
    await cleanUp.disposeAsync();
    throw error;
  }
  return async () => cleanUp.disposeAsync();
}

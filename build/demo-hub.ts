import { readHubConfig } from '../hub/config.ts';
import { seedDemo } from '../hub/demo/seed-demo.ts';
import { startHub, type RunningHub } from '../hub/start-hub.ts';
import { nextFreePort } from './next-free-port.ts';

const defaultPort = 8080;

export type DemoHub = {
  readonly hub: RunningHub;
  readonly demo: Awaited<ReturnType<typeof seedDemo>>;
};

/**
 * Starts a hub with the demonstration organization, set up by the hub's environment variables. Without
 * `GLIMLACH_PORT` it takes the next free port when the usual one is taken, and says so.
 */
export async function startDemoHub(): Promise<DemoHub> {
  const env = { ...process.env };
  if ((env['GLIMLACH_PORT'] ?? '') === '') {
    const port = await nextFreePort(defaultPort);
    if (port !== defaultPort) {
      console.log(`Port ${defaultPort} is taken, so the hub uses ${port}.`);
    }
    env['GLIMLACH_PORT'] = String(port);
  }
  const hub = await startHub(readHubConfig(env));
  try {
    return { hub, demo: await seedDemo(hub.administration) };
  } catch (error) {
    await hub.stop();
    throw error;
  }
}

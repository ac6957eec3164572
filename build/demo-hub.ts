import { readHubConfig } from '../hub/config.ts';
import { DEMO_SHOP, seedDemo, type DemoShop } from '../hub/demo/seed-demo.ts';
import { startHub, type RunningHub } from '../hub/start-hub.ts';
import { nextFreePort } from './next-free-port.ts';

const defaultPort = 8080;

export type DemoHub = {
  readonly hub: RunningHub;
  readonly demo: Awaited<ReturnType<typeof seedDemo>>;
};

const isSet = (name: string): boolean => (process.env[name] ?? '') !== '';

/**
 * Starts a hub with the demonstration organization, set up by the hub's environment variables. Without
 * `GLIMLACH_PORT` it takes the next free port when the usual one is taken, and says so once it serves there; without
 * `GLIMLACH_LOG_LEVEL` it logs warnings only, so that what is printed for a person stays in sight.
 */
export async function startDemoHub(shop: DemoShop = DEMO_SHOP): Promise<DemoHub> {
  const port = isSet('GLIMLACH_PORT') ? null : await nextFreePort(defaultPort);
  const hub = await startHub(
    readHubConfig({
      ...process.env,
      ...(port === null ? {} : { GLIMLACH_PORT: String(port) }),
      ...(isSet('GLIMLACH_LOG_LEVEL') ? {} : { GLIMLACH_LOG_LEVEL: 'warn' }),
    }),
  );
  try {
    const demo = await seedDemo(hub.administration, shop);
    if (port !== null && port !== defaultPort) {
      console.log(`Port ${defaultPort} is taken, so the hub uses ${port}.`);
    }
    return { hub, demo };
  } catch (error) {
    await hub.stop();
    throw error;
  }
}

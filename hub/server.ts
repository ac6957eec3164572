import { ConfigError } from './config-error.ts';
import { readHubConfig } from './config.ts';
import { startHub, type RunningHub } from './start-hub.ts';

/** How long a stop may take before the process goes anyway. */
const STOP_WITHIN_MS = 20_000;

async function main(): Promise<void> {
  let hub: RunningHub | undefined;
  let asked = false;
  const stop = async (): Promise<void> => {
    if (asked) {
      // Asked twice, or while still starting: a start cut short is cleaned up by the next one.
      process.exit(1);
    }
    asked = true;
    if (hub === undefined) {
      return;
    }
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    await hub.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stop().catch(fail);
    });
  }
  hub = await startHub(readHubConfig(process.env));
  if (asked) {
    await hub.stop();
  }
}

function fail(error: unknown): void {
  process.stderr.write(
    error instanceof ConfigError
      ? `${error.message}\n`
      : `${String((error as Error)?.stack ?? error)}\n`,
  );
  process.exitCode = 1;
}

main().catch(fail);

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
      // Asked twice: what is cut short is cleaned up by the next start.
      process.exit(1);
    }
    asked = true;
    process.stderr.write('Stopping …\n');
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    // While it still starts, it is stopped as soon as it has.
    await hub?.stop();
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

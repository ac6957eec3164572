import { ConfigError } from './config-error.ts';
import { readHubConfig } from './config.ts';
import { readRebuildCommand } from './rebuild-command.ts';
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
  const command = readRebuildCommand(process.argv.slice(2));
  const config = readHubConfig(process.env);
  // Beside a hub that serves, so on another port; the database says who may use it.
  hub = await startHub(command === null ? config : { ...config, port: 0 });
  if (command !== null && !asked) {
    const { organizationId, days } = command;
    const events = await hub.administration.rebuildRollups(organizationId, days);
    process.stdout.write(
      `Made the rollups of ${days.from} to ${days.through} anew; read ${events} events.\n`,
    );
  }
  if (asked || command !== null) {
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

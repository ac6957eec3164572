import { readHubCommand } from './commands/hub-command.ts';
import { prepareCommand } from './commands/run-command.ts';
import { ConfigError } from './config-error.ts';
import { readHubConfig, type HubConfig } from './config.ts';
import { loopbackUrl, startHub, type RunningHub } from './start-hub.ts';

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
  const command = readHubCommand(process.argv.slice(2));
  const config = readHubConfig(process.env);
  if (command === null) {
    hub = await startHub(config);
    if (asked) {
      await hub.stop();
    }
    return;
  }
  // npm changes to the project's folder, and says where it was called.
  const task = await prepareCommand(command, process.env['INIT_CWD'] ?? process.cwd());
  hub = await startHub(besideOneThatServes(config), { replaceSecret: task.replaceSecret });
  try {
    if (!asked) {
      process.stdout.write(`${await task.run(hub.administration)}\n`);
    }
  } finally {
    await hub.stop();
  }
}

/** On another port, though what it hands out names the one that serves. The database says who may use it. */
function besideOneThatServes(config: HubConfig): HubConfig {
  return {
    ...config,
    port: 0,
    publicUrl: config.publicUrl ?? loopbackUrl(config),
    logLevel: config.logLevel === 'info' ? 'warn' : config.logLevel,
  };
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

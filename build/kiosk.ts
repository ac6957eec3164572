import { once } from 'node:events';
import { buildAll } from './build-all.ts';
import { findElectron, startElectron } from './electron-shell.ts';
import { endWithOneLine } from './end-with-one-line.ts';
import { staleParts } from './stale-parts.ts';
import { whyNoWindow } from './start-shell.ts';
import { endChild, untilEnded } from './until-ended.ts';

// `npm run kiosk`: the locked terminal, against the hub its environment names.
await endWithOneLine('kiosk', async () => {
  const obstacle = whyNoWindow({
    platform: process.platform,
    env: process.env,
    isRoot: process.getuid?.() === 0,
  });
  if (obstacle !== null) {
    throw new Error(`No kiosk window: ${obstacle}.`);
  }
  await buildAll(staleParts().filter((part) => part !== 'console'));
  const electron = await findElectron();
  if (!electron.found) {
    throw new Error(`No kiosk window: ${electron.reason}.`);
  }
  const child = startElectron(electron.executable, { GLIMLACH_KIOSK: '1' });
  const exited = once(child, 'exit');
  await Promise.race([exited, untilEnded()]);
  await endChild(child);
  process.exit(child.exitCode ?? 0);
});

import path from 'node:path';
import { buildAll } from './build-all.ts';
import { startDemoHub, type DemoHub } from './demo-hub.ts';
import { findElectron, startElectron } from './electron-shell.ts';
import { endWithOneLine } from './end-with-one-line.ts';
import { projectRoot } from './project-root.ts';
import { staleParts } from './stale-parts.ts';
import { readShellWish, whyNoWindow, type ShellWish } from './start-shell.ts';
import { endChild, untilEnded } from './until-ended.ts';

type Shell =
  | { readonly kind: 'electron'; readonly executable: string }
  | { readonly kind: 'browser' }
  | { readonly kind: 'none' };

async function chooseShell(wish: ShellWish): Promise<Shell> {
  if (wish === 'browser' || wish === 'none') {
    return { kind: wish };
  }
  const obstacle = whyNoWindow({
    platform: process.platform,
    env: process.env,
    isRoot: process.getuid?.() === 0,
  });
  const electron =
    obstacle === null ? await findElectron() : { found: false as const, reason: obstacle };
  if (electron.found) {
    return { kind: 'electron', executable: electron.executable };
  }
  if (wish === 'electron') {
    throw new Error(`GLIMLACH_SHELL=electron, but ${electron.reason}.`);
  }
  console.log(`No kiosk window: ${electron.reason}. The kiosk is served to a browser instead.`);
  return { kind: 'browser' };
}

function openWindow(executable: string, { hub, demo }: DemoHub): () => Promise<void> {
  const dataDir = path.resolve(projectRoot, process.env['GLIMLACH_DATA_DIR'] ?? '.glimlach');
  const terminalDir = process.env['GLIMLACH_TERMINAL_DIR'] ?? path.join(dataDir, 'terminal');
  const child = startElectron(executable, {
    GLIMLACH_HUB_URL: hub.url,
    GLIMLACH_ENROLMENT_KEY: demo.enrolmentKey,
    GLIMLACH_TERMINAL_DIR: terminalDir,
    // A developer's desktop is never locked; `npm run kiosk` is for that.
    GLIMLACH_KIOSK: '0',
  });
  child.once('error', (error) => console.error(`The kiosk window did not open: ${error.message}`));
  child.once('exit', (code) =>
    console.log(
      `The kiosk window is closed${code === 0 || code === null ? '' : ` (exit code ${code})`}.`,
    ),
  );
  return async () => endChild(child);
}

function announce(shell: Shell, { hub, demo }: DemoHub): void {
  const kiosk = new URL(`/kiosk/#enrol=${demo.enrolmentKey}`, hub.url);
  const lines = [
    '',
    'Glimlach is running.',
    `  Console   ${hub.url}`,
    `  Sign in   ${demo.email}   ${demo.password}`,
    ...(shell.kind === 'electron' ? ['  Kiosk     in its window'] : []),
    ...(shell.kind === 'browser' ? [`  Kiosk     ${kiosk.href}`] : []),
    ...(shell.kind === 'none'
      ? []
      : ['            begins in Dutch; switch at the bottom', `  Staff PIN ${demo.staffPin}`]),
    `  Commands  --organization ${demo.organizationId}`,
    `            --touchpoint   ${demo.touchpointId}`,
    'Ctrl-C ends it.',
  ];
  console.log(lines.join('\n'));
}

await endWithOneLine('start', async () => {
  const wish = readShellWish(process.env);
  await buildAll(staleParts());
  const shell = await chooseShell(wish);
  const ended = untilEnded();
  const running = await startDemoHub();
  for (const name of ['GLIMLACH_SERIAL', 'GLIMLACH_BOXES']) {
    if (shell.kind !== 'electron' && (process.env[name] ?? '') !== '') {
      console.log(`${name} is not used: a button box needs the kiosk’s Electron window.`);
    }
  }
  announce(shell, running);
  const closeWindow =
    shell.kind === 'electron' ? openWindow(shell.executable, running) : async () => undefined;
  await ended;
  console.log('\nStopping …');
  await closeWindow();
  await running.hub.stop();
  process.exit(0);
});

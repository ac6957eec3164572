import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, net, powerSaveBlocker, session } from 'electron';
import type { IpcPush, IpcPushName } from '../contract/ipc.ts';
import { startProcessTimer } from '../hardware/node/start-timer.ts';
import { makePrivateFolder } from './atomic-file.ts';
import { systemClock } from './clock.ts';
import type { TerminalConfig } from './config.ts';
import { readTerminalConfig } from './config.ts';
import { keepDisplayAwake } from './display-awake.ts';
import type { FetchInStore } from './in-store/lan-webhook.ts';
import type { IpcRouter } from './ipc/ipc-router.ts';
import { listenToRenderer, pushTo } from './ipc/main-ipc.ts';
import { isTrustedSender } from './ipc/trusted-sender.ts';
import { KIOSK_ORIGIN } from './kiosk-scheme.ts';
import { isDrivenByTests } from './lock/driven-by-tests.ts';
import { lockDown, lockDownChromium } from './lock/lock-down.ts';
import { problemOfArguments } from './lock/start-arguments.ts';
import { jsonLog, messageOf } from './log.ts';
import { tellRefusedCertificates } from './refused-certificates.ts';
import type { Relaunches } from './relaunches.ts';
import {
  mayRelaunch,
  readRelaunches,
  rendersInSoftware,
  withRelaunch,
  writeRelaunches,
} from './relaunches.ts';
import { QUIT_WITHIN_MS, restart } from './restart.ts';
import type { RunTerminal } from './run-terminal.ts';
import type { Machine } from './staff/machine.ts';
import { registerKioskScheme, serveKiosk } from './serve-kiosk.ts';
import type { Terminal } from './terminal.ts';
import { watchProcesses } from './watch-processes.ts';
import type { KioskWindow } from './window.ts';
import { openKioskWindow } from './window.ts';

/** How long the terminal waits for the page, in milliseconds: loading it would hold up what the page is given. */
const TERMINAL_WITHOUT_PAGE_MS = 1_000;
/** How long the box waits for the page, in milliseconds: loading its driver would hold up the first faces. */
const BOX_WITHOUT_PAGE_MS = 3_000;
/** And how much longer: it would hold up the first touches, too. */
const BOX_AFTER_PAGE_MS = 300;

const log = jsonLog(
  (line) => process.stderr.write(line),
  () => Date.now(),
);
// Whoever read our log may be gone; a kiosk goes on without.
process.stderr.on('error', () => undefined);

// Electron would show a dialog that nobody answers; whoever supervises the kiosk starts it again.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (thrown: unknown) => {
    log.error(event, {
      detail: messageOf(thrown),
      stack: thrown instanceof Error ? (thrown.stack ?? null) : null,
    });
    app.exit(1);
  });
}

// Every end but a crash or a kill says so: a log that ends without is one of those.
app.on('before-quit', () => log.info('quitting'));
app.on('quit', (_event, exitCode) => log.info('ended', { exitCode }));

const read = readTerminalConfig(
  process.env,
  { terminalDir: join(app.getPath('appData'), 'glimlach-terminal'), kiosk: app.isPackaged },
  (path) => readFileSync(path, 'utf8'),
);
if (read.ok) {
  const problem = problemOfCommandLine(read.config);
  if (problem === null) {
    run(read.config);
  } else {
    refuseToStart(problem);
  }
} else {
  refuseToStart(read.problem);
}

/** Of a locked package; what `npm run kiosk` starts has the project's folder for an argument. */
function problemOfCommandLine({ kiosk }: TerminalConfig): string | null {
  const found = kiosk && app.isPackaged ? problemOfArguments(process.argv.slice(1)) : null;
  return found !== null && isDrivenByTests(app.getAppPath()) ? null : found;
}

function refuseToStart(problem: string): void {
  process.stderr.write(`Glimlach cannot start: ${problem}\n`);
  app.exit(1);
}

function run(config: TerminalConfig): void {
  const profileDir = join(config.terminalDir, 'profile');
  try {
    makePrivateFolder(profileDir);
  } catch (thrown) {
    refuseToStart(
      `The folder ${profileDir} cannot be made: ${messageOf(thrown)}. ` +
        'Set GLIMLACH_TERMINAL_DIR to a folder that can be written.',
    );
    return;
  }
  app.setPath('userData', profileDir);
  // The lock lies in the profile, so there is one instance per terminal folder.
  if (!app.requestSingleInstanceLock()) {
    log.warn('already-running', { terminalDir: config.terminalDir });
    app.exit(0);
    return;
  }
  lockDownChromium();
  registerKioskScheme();
  const relaunches = readRelaunches(config.terminalDir);
  const withoutGpu = rendersInSoftware(relaunches, Date.now());
  if (withoutGpu) {
    log.warn('gpu-not-used', { untilMs: relaunches.softwareUntilMs });
    app.disableHardwareAcceleration();
  }
  // Not awaited at the top level: Electron is not ready before this module has been evaluated.
  void app.whenReady().then(() => open(config, relaunches));
}

/**
 * The window first: what Chromium's processes need of this one to bring up the page is done before the terminal, which
 * is most of this program, is loaded and opens its stores.
 */
async function open(config: TerminalConfig, relaunches: Relaunches): Promise<void> {
  const clock = systemClock(process.platform, randomUUID());
  let shown: KioskWindow | null = null;
  let terminal: Terminal | null = null;
  const monotonicMs = () => clock.monotonicMs();
  const visit = { attachedAtMs: 0, pressedAtMs: monotonicMs(), screen: null as string | null };
  const contents = () => shown?.window()?.webContents ?? null;
  const push = <Name extends IpcPushName>(name: Name, payload: IpcPush<Name>): void => {
    if (name === 'pressed') {
      visit.pressedAtMs = monotonicMs();
    }
    pushTo(contents(), name, payload);
  };
  let relaunching = false;
  const relaunch = (reason: string, withoutGpu: boolean): void => {
    if (relaunching || !mayRelaunch(relaunches, Date.now())) {
      return;
    }
    relaunching = true;
    log.error('relaunched', { reason, withoutGpu });
    void writeRelaunches(config.terminalDir, withRelaunch(relaunches, Date.now(), withoutGpu))
      .catch((thrown: unknown) => log.error('relaunch-not-noted', { detail: messageOf(thrown) }))
      .then(() => restart(terminal));
  };

  lockDown({ hubOrigin: config.hubUrl, log });
  const certificates = tellRefusedCertificates(config.hubUrl, log, (refusal) =>
    push('certificateRefused', refusal),
  );
  // Only heard: without `preventDefault` the certificate stays refused.
  app.on('certificate-error', (_event, _contents, url, error) => certificates.heard(url, error));
  const terminalDue = createSignal();
  startProcessTimer(TERMINAL_WITHOUT_PAGE_MS, terminalDue.give);
  serveKiosk(fileURLToPath(new URL('../kiosk', import.meta.url)), config.hubUrl, log, (url) => {
    // The page has its document by now, and asks for the rest at once.
    if (url.endsWith('.js')) {
      terminalDue.give();
    }
  });
  const opened = openKioskWindow({
    kiosk: config.kiosk,
    preloadPath: fileURLToPath(new URL('./preload.cjs', import.meta.url)),
    log,
    monotonicMs,
    startTimer: startProcessTimer,
    onClosed() {
      log.info('window-closed');
      // Also while others cover displays. Does nothing to a program that is ending.
      app.quit();
    },
    onPageGone() {
      visit.screen = null;
      terminal?.pageGone();
    },
    onWell(screen) {
      visit.screen = screen;
      terminal?.pageWell();
    },
    onTrouble: (trouble) => terminal?.pageTrouble(trouble),
    mayRelaunch: () => mayRelaunch(relaunches, Date.now()),
    gpuLost: () => processes.gpuLost(),
    relaunch: (reason) => relaunch(reason, processes.gpuLost()),
  });
  const processes = watchProcesses({
    log,
    monotonicMs,
    startTimer: startProcessTimer,
    pagePid: () => contents()?.getOSProcessId() ?? null,
    use: () => ({
      screen: visit.screen,
      pageUpMs: monotonicMs() - visit.attachedAtMs,
      quietForMs: monotonicMs() - visit.pressedAtMs,
    }),
    reloadWhenIdle: () => push('reloadWhenIdle', null),
    reload: () => opened.reload(),
    relaunch,
  });
  shown = opened;
  app.on('second-instance', () => {
    opened.window()?.show();
    opened.window()?.focus();
  });

  const boxDue = createSignal();
  startProcessTimer(BOX_WITHOUT_PAGE_MS, boxDue.give);
  const running = terminalDue.given
    .then(() => import('./run-terminal.ts'))
    .then(({ runTerminal }) =>
      runTerminal({
        config,
        appVersion: app.getVersion(),
        clock,
        log,
        machine: thisMachine(() => terminal),
        fetchInStore,
        push,
        onAttached() {
          visit.attachedAtMs = monotonicMs();
          opened.pageAttached();
          startProcessTimer(BOX_AFTER_PAGE_MS, boxDue.give);
        },
        onPainted: (answer) => opened.painted(answer),
        boxDue: boxDue.given,
        onKeypad: (codes) => opened.passKeys(codes),
        isTrusted(sender) {
          const own = contents();
          return isTrustedSender(sender, own && { webContentsId: own.id, origin: KIOSK_ORIGIN });
        },
      }),
    );
  listenToRenderer(routerOf(running));
  const ran = await running;
  if (!ran.ok) {
    refuseToStart(ran.problem);
    return;
  }
  ({ terminal } = ran);
  const { openingHours } = terminal;
  if (config.kiosk) {
    keepDisplayAwake({
      blocker: powerSaveBlocker,
      hours: openingHours,
      wallMs: () => Date.now(),
      startTimer: startProcessTimer,
    });
  }
  stopBeforeQuit(terminal);
  log.info('started', {
    version: app.getVersion(),
    electron: process.versions['electron'] ?? null,
    kiosk: config.kiosk,
    hub: config.hubUrl,
  });
}

/** What the staff menu is told of this program, and does with it. */
function thisMachine(terminal: () => Terminal | null): Machine {
  const { electron, chrome } = process.versions;
  return {
    runtime: `Electron ${electron}, Chrome ${chrome}`,
    memoryBytes: () =>
      app.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize * 1_024, 0),
    upMs: () => process.uptime() * 1_000,
    fetchAsPage: (url, options) => net.fetch(url, { ...options, cache: 'no-store' }),
    restart: () => restart(terminal()),
  };
}

/**
 * By a network of its own, made when it is needed first: no proxy of the page knows the way within the store, and the
 * lock of the page's network holds for no other.
 */
async function fetchInStore(url: string, options: Parameters<FetchInStore>[1]): Promise<Response> {
  const own = session.fromPartition('in-store');
  await own.setProxy({ mode: 'direct' });
  return own.fetch(url, { ...options, cache: 'no-store', credentials: 'omit' });
}

/** Never there for a terminal that does not start: its process ends. */
async function routerOf(running: Promise<RunTerminal>): Promise<IpcRouter> {
  const ran = await running;
  return ran.ok ? ran.router : new Promise<never>(() => undefined);
}

/** Something to wait for that happens once. */
function createSignal(): { readonly given: Promise<void>; readonly give: () => void } {
  let give: (() => void) | undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give: () => give?.() };
}

/** Ends the app after the journal has been finished. */
function stopBeforeQuit(terminal: Terminal): void {
  let stopping = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (stopping) {
      return;
    }
    stopping = true;
    startProcessTimer(QUIT_WITHIN_MS, () => {
      log.error('quit-overdue');
      app.exit(1);
    });
    void terminal.stop().then(() => app.exit(0));
  });
}

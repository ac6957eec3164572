import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app } from 'electron';
import { SerialButtonSource } from '../hardware/node/serial-button-source.ts';
import { startProcessTimer } from '../hardware/node/start-timer.ts';
import { makePrivateFolder } from './atomic-file.ts';
import { systemClock } from './clock.ts';
import type { TerminalConfig } from './config.ts';
import { readTerminalConfig } from './config.ts';
import { createIpcRouter } from './ipc/ipc-router.ts';
import { listenToRenderer, pushTo } from './ipc/main-ipc.ts';
import { isTrustedSender } from './ipc/trusted-sender.ts';
import { JOURNAL_LIMITS } from './journal/journal-limits.ts';
import { createNodeJournalFolder } from './journal/node-journal-folder.ts';
import { KIOSK_ORIGIN } from './kiosk-scheme.ts';
import { jsonLog, messageOf } from './log.ts';
import { tellRefusedCertificates } from './refused-certificates.ts';
import { registerKioskScheme, serveKiosk } from './serve-kiosk.ts';
import type { Terminal } from './terminal.ts';
import { startTerminal } from './terminal.ts';
import type { KioskWindow } from './window.ts';
import { lockDownSession, openKioskWindow } from './window.ts';

/** How long a quit waits for the journal and the box, in milliseconds. */
const QUIT_WITHIN_MS = 5_000;

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

const read = readTerminalConfig(process.env, join(app.getPath('appData'), 'glimlach-terminal'));
if (read.ok) {
  run(read.config);
} else {
  refuseToStart(read.problem);
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
  registerKioskScheme();
  // Not awaited at the top level: Electron is not ready before this module has been evaluated.
  void app.whenReady().then(() => open(config));
}

async function open(config: TerminalConfig): Promise<void> {
  const clock = systemClock(process.platform, randomUUID());
  let shown: KioskWindow | null = null;

  const started = await startTerminal({
    config,
    appVersion: app.getVersion(),
    clock,
    log,
    startTimer: startProcessTimer,
    openJournalFolder: createNodeJournalFolder,
    journalLimits: JOURNAL_LIMITS,
    makeButtonSource: (baseline) =>
      config.serialPath === null
        ? null
        : new SerialButtonSource({
            path: config.serialPath,
            baseline,
            now: () => clock.monotonicMs(),
          }),
    push: (name, payload) => pushTo(shown?.window.webContents ?? null, name, payload),
    onAttached: () => shown?.pageAttached(),
  });
  if (!started.ok) {
    refuseToStart(started.problem);
    return;
  }
  const { terminal } = started;
  stopBeforeQuit(terminal);

  listenToRenderer(
    createIpcRouter({
      requests: terminal.requests,
      notices: terminal.notices,
      isTrusted: (sender) =>
        isTrustedSender(
          sender,
          shown && { webContentsId: shown.window.webContents.id, origin: KIOSK_ORIGIN },
        ),
      log,
    }),
  );
  lockDownSession(log);
  const certificates = tellRefusedCertificates(config.hubUrl, log, (refusal) =>
    pushTo(shown?.window.webContents ?? null, 'certificateRefused', refusal),
  );
  // Only heard: without `preventDefault` the certificate stays refused.
  app.on('certificate-error', (_event, _contents, url, error) => certificates.heard(url, error));
  serveKiosk(fileURLToPath(new URL('../kiosk', import.meta.url)), config.hubUrl, log);
  const opened = openKioskWindow({
    kiosk: config.kiosk,
    preloadPath: fileURLToPath(new URL('./preload.cjs', import.meta.url)),
    log,
    monotonicMs: () => clock.monotonicMs(),
    startTimer: startProcessTimer,
    onPageGone: () => terminal.pageGone(),
  });
  shown = opened;
  opened.window.once('closed', () => {
    shown = null;
  });
  app.on('second-instance', () => {
    opened.window.show();
    opened.window.focus();
  });
  log.info('started', {
    version: app.getVersion(),
    electron: process.versions['electron'] ?? null,
    kiosk: config.kiosk,
    hub: config.hubUrl,
  });
}

/** Ends the app with its window, after the journal has been finished. */
function stopBeforeQuit(terminal: Terminal): void {
  let stopping = false;
  app.on('window-all-closed', () => app.quit());
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

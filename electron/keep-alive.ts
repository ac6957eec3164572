import type { BrowserWindow, WebContents } from 'electron';
import type { StartTimer } from '../hardware/node/start-timer.ts';
import { createAttachWatch } from './attach-watch.ts';
import { isKioskPage, KIOSK_START_URL } from './kiosk-scheme.ts';
import type { Log } from './log.ts';
import { messageOf } from './log.ts';
import { pageWords } from './page-words.ts';
import { reloadDelayMs } from './reload-delay.ts';

const UNRESPONSIVE_PATIENCE_MS = 5_000;
/** More crashes than these say nothing new about the delay. */
const REMEMBERED_CRASHES = 20;

export type KeepAliveParts = {
  readonly log: Log;
  monotonicMs(): number;
  readonly startTimer: StartTimer;
  /** The page crashed or is loading anew. */
  readonly onPageGone: () => void;
};

export type KeptAlive = {
  /** The page has come to life; one that does not is loaded again. */
  pageAttached(): void;
};

const nothing = (): void => undefined;

/** Loads the page, and loads it again whenever it crashes, hangs, cannot be loaded or never comes to life. */
export function keepAlive(window: BrowserWindow, parts: KeepAliveParts): KeptAlive {
  const { log, startTimer } = parts;
  const contents = window.webContents;
  let crashesAtMs: readonly number[] = [];
  let cancelReload = nothing;
  let cancelPatience = nothing;

  const reload = () => {
    if (window.isDestroyed()) {
      return;
    }
    // Not every way to an empty page asks the lock on navigation.
    if (isKioskPage(contents.getURL())) {
      contents.reload();
    } else {
      loadStart(contents, log);
    }
  };
  const reloadLater = () => {
    crashesAtMs = [...crashesAtMs, parts.monotonicMs()].slice(-REMEMBERED_CRASHES);
    cancelReload();
    cancelPatience();
    const delayMs = reloadDelayMs(crashesAtMs);
    // Not from inside the event: Chromium is still taking the dead process apart.
    cancelReload = startTimer(delayMs, reload);
    return delayMs;
  };

  const watch = createAttachWatch(startTimer, () => {
    log.error('page-never-attached', { reloadInMs: reloadLater() });
  });
  const onPageGone = () => {
    watch.pageGone();
    parts.onPageGone();
  };

  contents.on('did-finish-load', () => watch.pageLoaded());
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    onPageGone();
    log.error('page-crashed', { reason, exitCode, reloadInMs: reloadLater() });
  });
  contents.on('did-fail-load', (_event, code, detail, _url, isMainFrame) => {
    if (isMainFrame) {
      onPageGone();
      log.error('page-load-failed', { code, detail, reloadInMs: reloadLater() });
    }
  });
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) {
      onPageGone();
    }
  });
  // Runtimes differ in what they hand to this listener.
  contents.on('console-message', (...eventArguments: readonly unknown[]) => {
    const words = pageWords(eventArguments);
    if (words !== null) {
      log[words.level]('page-said', { text: words.text });
    }
  });
  contents.on('preload-error', (_event, _path, { message }) => {
    log.error('preload-failed', { detail: message });
  });
  window.on('unresponsive', () => {
    log.warn('page-unresponsive');
    cancelPatience();
    cancelPatience = startTimer(UNRESPONSIVE_PATIENCE_MS, () => {
      log.error('page-hung');
      // Ends in `render-process-gone`, which loads it again.
      contents.forcefullyCrashRenderer();
    });
  });
  window.on('responsive', () => cancelPatience());
  window.once('closed', () => {
    cancelReload();
    cancelPatience();
    watch.pageGone();
  });
  loadStart(contents, log);
  return { pageAttached: () => watch.pageAttached() };
}

function loadStart(contents: WebContents, log: Log): void {
  contents.loadURL(KIOSK_START_URL).catch((thrown: unknown) => {
    // `did-fail-load` loads it again.
    log.error('page-not-loaded', { detail: messageOf(thrown) });
  });
}

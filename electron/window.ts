import type { WebContents } from 'electron';
import { app, BrowserWindow, Menu, powerSaveBlocker, session } from 'electron';
import type { StartTimer } from '../hardware/node/start-timer.ts';
import { createAttachWatch } from './attach-watch.ts';
import { isKioskPage, KIOSK_ORIGIN, KIOSK_START_URL } from './kiosk-scheme.ts';
import type { Log } from './log.ts';
import { messageOf } from './log.ts';
import { pageWords } from './page-words.ts';
import { reloadDelayMs } from './reload-delay.ts';

const UNRESPONSIVE_PATIENCE_MS = 5_000;
/** More crashes than these say nothing new about the delay. */
const REMEMBERED_CRASHES = 20;

/** An eviction under disk pressure would take thanked presses with it, so the page may ask to keep its storage. */
const GRANTED_PERMISSIONS: ReadonlySet<string> = new Set(['persistent-storage']);

export type KioskWindowParts = {
  readonly kiosk: boolean;
  readonly preloadPath: string;
  readonly log: Log;
  monotonicMs(): number;
  readonly startTimer: StartTimer;
  /** The page crashed or is loading anew. */
  readonly onPageGone: () => void;
};

/** Denies everything a web page could ask for and a kiosk does not need; call it when Electron is ready. */
export function lockDownSession(log: Log): void {
  const own = session.defaultSession;
  own.setPermissionRequestHandler((contents, permission, decide) => {
    const granted = GRANTED_PERMISSIONS.has(permission) && isOwnPage(contents.getURL());
    if (!granted) {
      log.warn('permission-denied', { permission });
    }
    decide(granted);
  });
  own.setPermissionCheckHandler(
    (_contents, permission, origin) => GRANTED_PERMISSIONS.has(permission) && isOwnPage(origin),
  );
  own.setDevicePermissionHandler(() => false);
  own.on('will-download', (event) => {
    log.warn('download-denied');
    event.preventDefault();
  });
  app.on('web-contents-created', (_created, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => {
      if (!isKioskPage(event.url) || !event.isMainFrame) {
        log.warn('navigation-denied');
        event.preventDefault();
      }
    });
    contents.on('will-redirect', (event) => event.preventDefault());
  });
  Menu.setApplicationMenu(null);
}

export type KioskWindow = {
  readonly window: BrowserWindow;
  /** The page has come to life; one that does not is loaded again. */
  pageAttached(): void;
};

/** The one window, which comes back by itself when its page crashes, hangs or never comes to life. */
export function openKioskWindow(parts: KioskWindowParts): KioskWindow {
  const { kiosk, log } = parts;
  const window = new BrowserWindow({
    width: 600,
    height: 960,
    kiosk,
    fullscreen: kiosk,
    closable: !kiosk,
    minimizable: !kiosk,
    autoHideMenuBar: true,
    backgroundColor: '#ffffff',
    title: 'Glimlach',
    webPreferences: {
      preload: parts.preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !kiosk,
      // A press on the box must sound and show without a touch and behind another window.
      autoplayPolicy: 'no-user-gesture-required',
      backgroundThrottling: false,
    },
  });
  const { pageAttached } = keepAlive(window, parts);
  if (kiosk) {
    const blocker = powerSaveBlocker.start('prevent-display-sleep');
    window.once('closed', () => powerSaveBlocker.stop(blocker));
  }
  loadStart(window.webContents, log);
  return { window, pageAttached };
}

function loadStart(contents: WebContents, log: Log): void {
  contents.loadURL(KIOSK_START_URL).catch((thrown: unknown) => {
    // `did-fail-load` loads it again.
    log.error('page-not-loaded', { detail: messageOf(thrown) });
  });
}

const nothing = (): void => undefined;

function keepAlive(
  window: BrowserWindow,
  parts: KioskWindowParts,
): Pick<KioskWindow, 'pageAttached'> {
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
  return { pageAttached: () => watch.pageAttached() };
}

function isOwnPage(url: string): boolean {
  return url === KIOSK_ORIGIN || url.startsWith(`${KIOSK_ORIGIN}/`);
}

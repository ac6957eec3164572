import type {
  BrowserWindow,
  BrowserWindowConstructorOptions,
  WebContents,
  WebPreferences,
} from 'electron';
import { app, screen } from 'electron';
import type { StartTimer } from '../../hardware/node/start-timer.ts';
import { KIOSK_ORIGIN, KIOSK_START_URL } from '../kiosk-scheme.ts';
import type { Log } from '../log.ts';
import { coverDisplays } from './cover-displays.ts';
import { keepFull } from './keep-full.ts';
import { LOCKED_PAGE } from './locked-page.ts';
import { passesLock } from './passes-lock.ts';

/** Whatever took the focus (a driver's notice, a dialog of the system) may finish taking it first. */
const FRONT_AGAIN_MS = 250;

/** Holds one window after another, should one have to take another's place. */
export type WindowLock = {
  /** Before the window shows anything. */
  hold(window: BrowserWindow): void;
  /** Hands these keys to the page as well: those that this terminal has for buttons. */
  passKeys(codes: readonly string[]): void;
};

/** What a locked window is made with. */
export function lockedWindow(): BrowserWindowConstructorOptions {
  return {
    ...screen.getPrimaryDisplay().bounds,
    kiosk: true,
    fullscreen: true,
    frame: false,
    closable: false,
    minimizable: false,
    alwaysOnTop: true,
    skipTaskbar: true,
  };
}

/** And its page. */
export const LOCKED_PREFERENCES: WebPreferences = {
  additionalArguments: [LOCKED_PAGE],
  devTools: false,
  // Each opens a window of its own, or of the operating system, and asks nobody.
  disableBlinkFeatures: 'EyeDropperAPI,FileSystemAccessLocal,DocumentPictureInPictureAPI,WebShare',
  disableDialogs: true,
  zoomFactor: 1,
};

/**
 * Keeps the window in front of everything, on the whole of every screen, with the start page in it and the keyboard to
 * itself, until the app quits: by a signal, or by the staff menu.
 */
export function createWindowLock(startTimer: StartTimer, log: Log): WindowLock {
  let quitting = false;
  let keypadCodes: ReadonlySet<string> = new Set();
  app.on('before-quit', () => {
    quitting = true;
  });
  coverDisplays(() => quitting, log);
  return {
    hold(window) {
      holdInPlace(window, () => quitting, startTimer, log);
      holdPage(window.webContents, log);
      window.webContents.on('before-input-event', (event, input) => {
        if (!passesLock(input, keypadCodes)) {
          event.preventDefault();
        }
      });
    },
    passKeys(codes) {
      keypadCodes = new Set(codes);
    },
  };
}

const nothing = (): void => undefined;

function holdInPlace(
  window: BrowserWindow,
  isQuitting: () => boolean,
  startTimer: StartTimer,
  log: Log,
): void {
  const ifOpen = (action: () => void) => () => {
    if (!isQuitting() && !window.isDestroyed()) {
      action();
    }
  };
  window.setAlwaysOnTop(true, 'screen-saver');
  window.setVisibleOnAllWorkspaces(true);
  window.on('close', (event) => {
    if (!isQuitting()) {
      log.warn('close-denied');
      event.preventDefault();
    }
  });
  window.on(
    'minimize',
    ifOpen(() => window.restore()),
  );
  window.on(
    'hide',
    ifOpen(() => window.show()),
  );
  window.on('system-context-menu', (event) => event.preventDefault());
  let cancelFocus = nothing;
  window.on('blur', () => {
    cancelFocus();
    cancelFocus = startTimer(
      FRONT_AGAIN_MS,
      ifOpen(() => {
        window.moveTop();
        window.focus();
      }),
    );
  });
  window.once('closed', () => cancelFocus());
  keepFull(window, ifOpen, startTimer);
}

function holdPage(contents: WebContents, log: Log): void {
  contents.setIgnoreMenuShortcuts(true);
  contents.on('devtools-opened', () => contents.closeDevTools());
  contents.on('zoom-changed', () => contents.setZoomFactor(1));
  contents.on('content-bounds-updated', (event) => event.preventDefault());
  // Nobody is asked whether the page may be left: only main leaves it, when it has to.
  contents.on('will-prevent-unload', (event) => event.preventDefault());
  const restore = () => {
    log.warn('address-restored');
    // `did-fail-load` loads it again.
    contents.loadURL(KIOSK_START_URL).catch(nothing);
  };
  // To these two nobody is asked for leave: an empty page, and another address for the same page.
  contents.on('did-navigate', (_event, url) => {
    if (!url.startsWith(`${KIOSK_ORIGIN}/`)) {
      restore();
    }
  });
  contents.on('did-navigate-in-page', (_event, url, isMainFrame) => {
    if (isMainFrame && url !== KIOSK_START_URL) {
      restore();
    }
  });
}

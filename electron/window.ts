import { BrowserWindow, powerSaveBlocker } from 'electron';
import { PAPER } from './fallback-page.ts';
import type { KeepAliveParts, KeptAlive } from './keep-alive.ts';
import { keepAlive } from './keep-alive.ts';

export type KioskWindowParts = KeepAliveParts & {
  readonly kiosk: boolean;
  readonly preloadPath: string;
};

export type KioskWindow = KeptAlive & {
  /** The one of this moment: another takes its place when its page cannot be brought back. Null when it was closed. */
  window(): BrowserWindow | null;
};

/** The one window, whose page comes back by itself whatever happens to it. */
export function openKioskWindow(parts: KioskWindowParts): KioskWindow {
  let window: BrowserWindow | null = null;
  let kept: KeptAlive;

  function open(inRow: number): void {
    const opened = makeWindow(parts);
    const before = window;
    window = opened;
    opened.once('closed', () => {
      if (window === opened) {
        window = null;
      }
    });
    kept = keepAlive(opened, parts, { inRow, newWindow: open });
    // Only now: without any window the app would end.
    before?.destroy();
  }

  if (parts.kiosk) {
    powerSaveBlocker.start('prevent-display-sleep');
  }
  open(0);
  return {
    window: () => window,
    pageAttached: () => kept.pageAttached(),
    painted: (answer) => kept.painted(answer),
    reload: () => kept.reload(),
  };
}

function makeWindow({ kiosk, preloadPath }: KioskWindowParts): BrowserWindow {
  return new BrowserWindow({
    width: 600,
    height: 960,
    kiosk,
    fullscreen: kiosk,
    closable: !kiosk,
    minimizable: !kiosk,
    autoHideMenuBar: true,
    // No white flash before the page is there, or without one.
    backgroundColor: PAPER,
    title: 'Glimlach',
    webPreferences: {
      preload: preloadPath,
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
}

import { BrowserWindow } from 'electron';
import { PAPER } from './fallback-page.ts';
import type { KeepAliveParts, KeptAlive } from './keep-alive.ts';
import { keepAlive } from './keep-alive.ts';
import { createWindowLock, LOCKED_PREFERENCES, lockedWindow } from './lock/lock-window.ts';

export type KioskWindowParts = KeepAliveParts & {
  /** Locks it to the whole screen. */
  readonly kiosk: boolean;
  readonly preloadPath: string;
  /** The window is gone, and no other takes its place. */
  readonly onClosed: () => void;
};

export type KioskWindow = KeptAlive & {
  /** The one of this moment: another takes its place when its page cannot be brought back. Null when it was closed. */
  window(): BrowserWindow | null;
  /** Hands these keys to the page of a locked window as well. */
  passKeys(codes: readonly string[]): void;
};

/** The one window, whose page comes back by itself whatever happens to it. */
export function openKioskWindow(parts: KioskWindowParts): KioskWindow {
  let window: BrowserWindow | null = null;
  let kept: KeptAlive;
  const lock = parts.kiosk ? createWindowLock(parts.startTimer, parts.log) : null;

  function open(inRow: number): void {
    const opened = makeWindow(parts);
    lock?.hold(opened);
    const before = window;
    window = opened;
    opened.once('closed', () => {
      if (window === opened) {
        window = null;
        parts.onClosed();
      }
    });
    kept = keepAlive(opened, parts, { inRow, newWindow: open });
    // Only now: without any window the app would end.
    before?.destroy();
  }

  open(0);
  return {
    window: () => window,
    pageAttached: () => kept.pageAttached(),
    painted: (answer) => kept.painted(answer),
    reload: () => kept.reload(),
    passKeys: (codes) => lock?.passKeys(codes),
  };
}

function makeWindow({ kiosk, preloadPath }: KioskWindowParts): BrowserWindow {
  return new BrowserWindow({
    width: 600,
    height: 960,
    autoHideMenuBar: true,
    // No white flash before the page is there, or without one.
    backgroundColor: PAPER,
    title: 'Glimlach',
    ...(kiosk ? lockedWindow() : {}),
    webPreferences: {
      preload: preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      // A press on the box must sound and show without a touch and behind another window.
      autoplayPolicy: 'no-user-gesture-required',
      backgroundThrottling: false,
      ...(kiosk ? LOCKED_PREFERENCES : {}),
    },
  });
}

import { BrowserWindow, powerSaveBlocker } from 'electron';
import type { KeepAliveParts, KeptAlive } from './keep-alive.ts';
import { keepAlive } from './keep-alive.ts';

export type KioskWindowParts = KeepAliveParts & {
  readonly kiosk: boolean;
  readonly preloadPath: string;
};

export type KioskWindow = KeptAlive & {
  readonly window: BrowserWindow;
};

/** The one window, which comes back by itself when its page crashes, hangs or never comes to life. */
export function openKioskWindow(parts: KioskWindowParts): KioskWindow {
  const { kiosk } = parts;
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
  if (kiosk) {
    const blocker = powerSaveBlocker.start('prevent-display-sleep');
    window.once('closed', () => powerSaveBlocker.stop(blocker));
  }
  return { window, ...keepAlive(window, parts) };
}

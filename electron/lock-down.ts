import { app, Menu, session } from 'electron';
import { isKioskPage, KIOSK_ORIGIN } from './kiosk-scheme.ts';
import type { Log } from './log.ts';

/** An eviction under disk pressure would take thanked presses with it, so the page may ask to keep its storage. */
const GRANTED_PERMISSIONS: ReadonlySet<string> = new Set(['persistent-storage']);

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

function isOwnPage(url: string): boolean {
  return url === KIOSK_ORIGIN || url.startsWith(`${KIOSK_ORIGIN}/`);
}

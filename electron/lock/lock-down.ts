import type { Session, WebContents } from 'electron';
import { app, Menu, session } from 'electron';
import { isKioskPage, KIOSK_ORIGIN } from '../kiosk-scheme.ts';
import type { Log } from '../log.ts';

/** An eviction under disk pressure would take thanked presses with it, so the page may ask to keep its storage. */
const GRANTED_PERMISSIONS: ReadonlySet<string> = new Set(['persistent-storage']);

/** Every address by which a page could reach a network. */
const NETWORK_ADDRESSES = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*'];

export type LockDownParts = {
  /** The one origin on the network that there is; null when no hub is configured. */
  readonly hubOrigin: string | null;
  readonly log: Log;
};

/** Switches off what Chromium would do on its own account; call it before Electron is ready. */
export function lockDownChromium(): void {
  app.commandLine.appendSwitch('disable-pinch');
  app.commandLine.appendSwitch('disable-breakpad');
  app.commandLine.appendSwitch(
    'disable-features',
    'NetworkErrorLogging,OverscrollHistoryNavigation,TouchpadOverscrollHistoryNavigation',
  );
}

/** Denies everything a web page could ask for and a kiosk does not need; call it when Electron is ready. */
export function lockDown(parts: LockDownParts): void {
  // A provider's encrypted resolver would be another host that is asked.
  app.configureHostResolver({ secureDnsMode: 'off' });
  lockDownSession(session.defaultSession, parts);
  app.on('web-contents-created', (_created, contents) => lockDownContents(contents, parts));
  Menu.setApplicationMenu(null);
}

function lockDownSession(own: Session, { hubOrigin, log }: LockDownParts): void {
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
  own.setDisplayMediaRequestHandler((_request, decide) => decide({}));
  // Without a language it fetches no dictionary from the network; told to be off, it would.
  own.setSpellCheckerLanguages([]);
  own.on('will-download', (event) => {
    log.warn('download-denied');
    event.preventDefault();
  });
  // The page's policy says so already; this also holds for what is not a page.
  own.webRequest.onBeforeRequest({ urls: NETWORK_ADDRESSES }, ({ url }, decide) => {
    const cancel = hubOrigin === null || new URL(url).origin !== hubOrigin;
    if (cancel) {
      log.warn('request-denied');
    }
    decide({ cancel });
  });
}

function lockDownContents(contents: WebContents, { log }: LockDownParts): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    if (!isKioskPage(event.url) || !event.isMainFrame) {
      log.warn('navigation-denied');
      event.preventDefault();
    }
  });
  contents.on('will-redirect', (event) => event.preventDefault());
}

function isOwnPage(url: string): boolean {
  return url === KIOSK_ORIGIN || url.startsWith(`${KIOSK_ORIGIN}/`);
}

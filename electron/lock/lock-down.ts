import type { Session, WebContents } from 'electron';
import { app, Menu, session } from 'electron';
import { isKioskPage, KIOSK_ORIGIN, KIOSK_START_URL } from '../kiosk-scheme.ts';
import type { Log } from '../log.ts';

/** An eviction under disk pressure would take thanked presses with it, so the page may ask to keep its storage. */
const GRANTED_PERMISSIONS: ReadonlySet<string> = new Set(['persistent-storage']);

/** Every address by which a page could reach a network. */
const NETWORK_ADDRESSES = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*'];

export type LockDownParts = {
  /** The whole screen is locked, not only what a web page could ask for. */
  readonly kiosk: boolean;
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
  // It fetches its dictionaries from the network.
  own.setSpellCheckerEnabled(false);
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

function lockDownContents(contents: WebContents, { kiosk, log }: LockDownParts): void {
  const mayLoad = (url: string) => (kiosk ? url === KIOSK_START_URL : isKioskPage(url));
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    if (!mayLoad(event.url) || !event.isMainFrame) {
      log.warn('navigation-denied');
      event.preventDefault();
    }
  });
  contents.on('will-redirect', (event) => event.preventDefault());
}

function isOwnPage(url: string): boolean {
  return url === KIOSK_ORIGIN || url.startsWith(`${KIOSK_ORIGIN}/`);
}

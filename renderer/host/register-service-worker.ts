import { Workbox } from 'workbox-window';

/** How often a page that is never left looks for a new version. */
const LOOK_EVERY_MS = 60 * 60_000;

/**
 * Makes the browser shell start without a network, and keeps it current: a new version takes over, and then the page
 * is loaded anew, each at a moment when nobody is being served.
 */
export function registerServiceWorker(whenIdle: (action: () => void) => void): void {
  if (!('serviceWorker' in navigator)) {
    return;
  }
  const workbox = new Workbox('./service-worker.js');
  workbox.addEventListener('waiting', () => whenIdle(() => workbox.messageSkipWaiting()));
  workbox.addEventListener('controlling', (event) => {
    if (event.isUpdate === true) {
      whenIdle(() => location.reload());
    }
  });
  void workbox.register();
  setInterval(() => void workbox.update(), LOOK_EVERY_MS);
}

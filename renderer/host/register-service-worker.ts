import { Workbox } from 'workbox-window';

/** How often a page that is never left looks for a new version. */
const LOOK_EVERY_MS = 60 * 60_000;
const ASK_AGAIN_MS = 5_000;

/**
 * Makes the browser shell start without a network, and keeps it current: a new version takes over, with a reload, at
 * a moment when `isIdle` says that nobody is being served.
 */
export function registerServiceWorker(isIdle: () => boolean): void {
  if (!('serviceWorker' in navigator)) {
    return;
  }
  const workbox = new Workbox('./service-worker.js');
  workbox.addEventListener('waiting', () => {
    const takeOver = setInterval(() => {
      if (isIdle()) {
        clearInterval(takeOver);
        workbox.messageSkipWaiting();
      }
    }, ASK_AGAIN_MS);
  });
  workbox.addEventListener('controlling', (event) => {
    if (event.isUpdate === true) {
      location.reload();
    }
  });
  void workbox.register();
  setInterval(() => void workbox.update(), LOOK_EVERY_MS);
}

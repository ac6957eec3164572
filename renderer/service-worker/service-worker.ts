import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching';

declare const self: ServiceWorkerGlobalScope & {
  /** Filled in by the build: every file of the kiosk with its revision. */
  readonly __WB_MANIFEST: Parameters<typeof precacheAndRoute>[0];
};

/**
 * Keeps the whole kiosk on the device, so that the browser shell starts without a network. Only the kiosk's own
 * files: what goes to the hub is the outbox's business.
 */
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

// A new version waits until the page says that no visitor is being served.
self.addEventListener('message', (event: ExtendableMessageEvent) => {
  const message: unknown = event.data;
  if (typeof message === 'object' && message !== null && 'type' in message) {
    if (message.type === 'SKIP_WAITING') {
      event.waitUntil(self.skipWaiting());
    }
  }
});

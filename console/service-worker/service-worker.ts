import '../../contract/without-eval.ts';
import { noticeOf, pathIn } from './push-notice.ts';
import { renewSubscription } from './renew-subscription.ts';

declare const self: ServiceWorkerGlobalScope;

/** Shows pushes, and leads from them into the console. It answers no request: alerts are never read from a cache. */
self.addEventListener('install', (event) => {
  event.waitUntil(self.skipWaiting());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('push', (event) => {
  const { title, options } = noticeOf(event.data?.text() ?? null);
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openAt(pathIn(event.notification.data)));
});

self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(renewSubscription(self.registration, event));
});

/** In a window of the console that is open, one that shows the place already first; else in a new one. */
async function openAt(path: string): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const there = windows.find(({ url }) => {
    const { pathname, search } = new URL(url);
    return `${pathname}${search}` === path || pathname === path;
  });
  const open = there ?? windows.find(({ url }) => !new URL(url).pathname.startsWith('/kiosk/'));
  if (open === undefined) {
    await self.clients.openWindow(path);
    return;
  }
  const focused = await open.focus();
  if (there === undefined) {
    focused.postMessage({ type: 'open', path }, { transfer: [] });
  }
}

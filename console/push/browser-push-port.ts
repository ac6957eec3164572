import { deviceName } from './device-name.ts';
import { keepDeviceId, keptDeviceId } from './kept-device-id.ts';
import type { BrowserSubscription, PushPort } from './push-subscription.ts';
import { base64Url, subscriptionOf } from './subscription-keys.ts';

const WORKER = '/service-worker.js';

/** This browser's web push (Push API), by the console's service worker. */
export function createBrowserPushPort(): PushPort {
  return {
    support() {
      if ('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window) {
        return 'supported';
      }
      return isAppleDevice() ? 'needs-install' : 'unsupported';
    },
    permission: () => Notification.permission,
    askPermission: async () => Notification.requestPermission(),
    async current() {
      const registration = await navigator.serviceWorker.getRegistration('/');
      const subscription = await registration?.pushManager.getSubscription();
      return subscription === null || subscription === undefined ? null : read(subscription);
    },
    async subscribe(publicKey) {
      await navigator.serviceWorker.register(WORKER, { scope: '/', updateViaCache: 'none' });
      const registration = await navigator.serviceWorker.ready;
      return read(
        await registration.pushManager.subscribe({
          userVisibleOnly: true,
          applicationServerKey: publicKey,
        }),
      );
    },
    async unsubscribe() {
      const registration = await navigator.serviceWorker.getRegistration('/');
      const subscription = await registration?.pushManager.getSubscription();
      await subscription?.unsubscribe();
    },
    deviceName: () => deviceName(navigator.userAgent),
    deviceId: keptDeviceId,
    keepDeviceId,
  };
}

function read(subscription: PushSubscription): BrowserSubscription {
  const key = subscription.options.applicationServerKey;
  return { ...subscriptionOf(subscription), publicKey: key === null ? '' : base64Url(key) };
}

/** iPadOS calls itself a Mac, which has no touch screen. */
function isAppleDevice(): boolean {
  const { userAgent, maxTouchPoints } = navigator;
  return /iPhone|iPad|iPod/.test(userAgent) || (/Mac OS X/.test(userAgent) && maxTouchPoints > 1);
}

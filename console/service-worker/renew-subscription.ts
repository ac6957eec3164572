import { PushReply } from '../../contract/protocol/channels.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../contract/protocol-version.ts';
import { deviceName } from '../push/device-name.ts';
import { keepDeviceId } from '../push/kept-device-id.ts';
import { subscriptionOf } from '../push/subscription-keys.ts';

/**
 * A push service gave a subscription up: the hub is told of the next one, in the name of whoever is signed in here.
 * Where nobody is, the device is off until they turn it on again; the hub forgets the old one by itself.
 */
export async function renewSubscription(
  registration: ServiceWorkerRegistration,
  { oldSubscription, newSubscription }: Renewal,
): Promise<void> {
  const key = oldSubscription?.options.applicationServerKey ?? null;
  const subscription =
    newSubscription ??
    (key === null
      ? null
      : await registration.pushManager.subscribe({
          userVisibleOnly: true,
          applicationServerKey: key,
        }));
  if (subscription === null) {
    return;
  }
  const response = await fetch('/v1/me/push', {
    method: 'POST',
    credentials: 'same-origin',
    headers: {
      'content-type': 'application/json',
      [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
    },
    body: JSON.stringify({
      name: deviceName(navigator.userAgent),
      subscription: subscriptionOf(subscription),
    }),
  });
  if (response.ok) {
    const { devices } = PushReply.parse(await response.json());
    // Oldest first, and no other is as new as this one.
    await keepDeviceId(devices.at(-1)?.id ?? null);
  }
}

type Renewal = {
  oldSubscription: PushSubscription | null;
  newSubscription: PushSubscription | null;
};

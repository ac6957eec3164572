import type { PushReply, PushRequest } from '../../contract/protocol/channels.ts';
import type { HubClient } from '../api/hub-client.ts';
import type { HubFailure } from '../api/hub-result.ts';

/**
 * Whether pushes reach this device.
 *
 *                    ┌─▶ unsupported, needs-install (an iPhone or iPad, in its browser)
 *   asking ──check───┼─▶ denied
 *                    ├─▶ off ──turn on──▶ busy ──┬─▶ on
 *                    └─▶ on ──turn off─▶ busy ───┼─▶ off, with why not
 *                                                └─▶ denied
 *
 * `on` means that browser and hub agree: the browser's subscription is made for the hub's key, and the hub has it.
 */
export type PushState =
  | { kind: 'asking' | 'busy' }
  | { kind: 'unsupported' }
  /** iOS gives web push to apps on the home screen only (since 16.4). */
  | { kind: 'needs-install' }
  /** Only the browser's own settings undo it. */
  | { kind: 'denied' }
  | { kind: 'off' | 'on'; trouble: PushTrouble | null };

export type PushTrouble =
  | { kind: 'hub'; failure: HubFailure }
  /** The browser's push service did not answer, or this browser is set to use none. */
  | { kind: 'browser' };

export type BrowserSubscription = PushRequest['subscription'] & {
  /** Base64url, of the key it was made for. */
  publicKey: string;
};

/** What the browser has of web push. None of it asks the person but `subscribe`. */
export type PushPort = {
  support: () => 'unsupported' | 'needs-install' | 'supported';
  permission: () => NotificationPermission;
  /** Only ever from somebody's own click. */
  askPermission: () => Promise<NotificationPermission>;
  /** The one this browser has; null: none. */
  current: () => Promise<BrowserSubscription | null>;
  /** @throws where the push service cannot be reached. */
  subscribe: (publicKey: string) => Promise<BrowserSubscription>;
  unsubscribe: () => Promise<void>;
  /** For the list of somebody's devices. */
  deviceName: () => string;
  /** Which of the devices at the hub this one is; null: none. Stays with this browser. */
  deviceId: () => Promise<string | null>;
  keepDeviceId: (deviceId: string | null) => Promise<void>;
};

export type PushSubscriptions = {
  state: () => PushState;
  /** Finds out how it stands; asks nobody. */
  check: () => Promise<void>;
  /** Call it from a click. */
  turnOn: () => Promise<void>;
  turnOff: () => Promise<void>;
  /** Somebody signs out here: ends what can be ended, and never rejects. */
  leave: () => Promise<void>;
  subscribe: (listener: () => void) => () => void;
};

type PushHub = Pick<HubClient, 'push' | 'subscribePush' | 'unsubscribePush'>;

export function createPushSubscriptions(port: PushPort, hub: PushHub): PushSubscriptions {
  let state: PushState = { kind: 'asking' };
  const listeners = new Set<() => void>();

  function become(next: PushState): void {
    state = next;
    for (const listener of listeners) {
      listener();
    }
  }

  const off = (trouble: PushTrouble | null): void => become({ kind: 'off', trouble });

  async function readHub(): Promise<PushReply | null> {
    const reply = await hub.push(new AbortController().signal);
    if (reply.ok) {
      return reply.value;
    }
    off({ kind: 'hub', failure: reply.failure });
    return null;
  }

  async function subscribeAt(publicKey: string): Promise<BrowserSubscription | null> {
    try {
      const known = await port.current();
      if (known !== null && known.publicKey !== publicKey) {
        // Made for another hub, or before the hub lost its key: a browser holds one at a time.
        await port.unsubscribe();
      }
      return await port.subscribe(publicKey);
    } catch {
      off({ kind: 'browser' });
      return null;
    }
  }

  return {
    state: () => state,
    async check() {
      const support = port.support();
      if (support !== 'supported') {
        become({ kind: support });
        return;
      }
      if (port.permission() === 'denied') {
        become({ kind: 'denied' });
        return;
      }
      const known = await port.current();
      if (known === null) {
        off(null);
        return;
      }
      const told = await readHub();
      if (told !== null) {
        const deviceId = await port.deviceId();
        const agreed =
          known.publicKey === told.publicKey && told.devices.some(({ id }) => id === deviceId);
        become({ kind: agreed ? 'on' : 'off', trouble: null });
      }
    },
    async turnOn() {
      if (state.kind !== 'off') {
        return;
      }
      become({ kind: 'busy' });
      const permission = await port.askPermission();
      if (permission !== 'granted') {
        become(permission === 'denied' ? { kind: 'denied' } : { kind: 'off', trouble: null });
        return;
      }
      const before = await readHub();
      const made = before === null ? null : await subscribeAt(before.publicKey);
      if (made === null) {
        return;
      }
      const { endpoint, keys } = made;
      const reply = await hub.subscribePush({
        name: port.deviceName(),
        subscription: { endpoint, keys },
      });
      if (!reply.ok) {
        off({ kind: 'hub', failure: reply.failure });
        return;
      }
      await port.keepDeviceId(newDeviceOf(reply.value, before, await port.deviceId()));
      become({ kind: 'on', trouble: null });
    },
    async turnOff() {
      if (state.kind !== 'on') {
        return;
      }
      become({ kind: 'busy' });
      const deviceId = await port.deviceId();
      const reply = deviceId === null ? null : await hub.unsubscribePush(deviceId);
      if (reply?.ok === false && reply.failure.kind !== 'not-found') {
        become({ kind: 'on', trouble: { kind: 'hub', failure: reply.failure } });
        return;
      }
      await port.keepDeviceId(null);
      try {
        await port.unsubscribe();
        off(null);
      } catch {
        // The hub has forgotten the device, so nothing comes any more.
        off({ kind: 'browser' });
      }
    },
    async leave() {
      if (port.support() !== 'supported') {
        return;
      }
      try {
        const deviceId = await port.deviceId();
        if (deviceId !== null) {
          await hub.unsubscribePush(deviceId);
          await port.keepDeviceId(null);
        }
        // Also where the hub could not be told: it forgets a device that the push service does not know any more.
        await port.unsubscribe();
      } catch {
        // The browser keeps nothing for this page, or its push service does not answer: the hub was told at least.
      }
      become({ kind: 'asking' });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** The one that was not there before; the same as ever when the hub knew the subscription, else the newest. */
function newDeviceOf(
  { devices }: PushReply,
  before: PushReply | null,
  known: string | null,
): string | null {
  const added = devices.find(({ id }) => before?.devices.every((one) => one.id !== id) ?? false);
  const same = devices.find(({ id }) => id === known);
  return (added ?? same ?? devices.at(-1))?.id ?? null;
}

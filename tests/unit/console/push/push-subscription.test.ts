import { describe, expect, it } from 'vitest';
import { createPushSubscriptions } from '../../../../console/push/push-subscription.ts';
import type { BrowserSubscription, PushPort } from '../../../../console/push/push-subscription.ts';
import type { PushReply } from '../../../../contract/protocol/channels.ts';
import type { HubFailure, HubResult } from '../../../../console/api/hub-result.ts';

const KEY = 'hub-key';
const UNREACHABLE: HubFailure = { kind: 'unreachable' };

const subscriptionFor = (publicKey: string): BrowserSubscription => ({
  endpoint: `https://push.example/${publicKey}`,
  keys: { p256dh: 'p', auth: 'a' },
  publicKey,
});

/** A browser and a hub that keep what they are told, and fail where a test says so. */
function makeWorld() {
  const world = {
    support: 'supported' as ReturnType<PushPort['support']>,
    permission: 'default' as NotificationPermission,
    answer: 'granted' as NotificationPermission,
    subscription: null as BrowserSubscription | null,
    pushServiceWorks: true,
    deviceId: null as string | null,
    devices: [{ id: 'other', name: 'Firefox, Linux', createdAtMs: 1 }],
    failure: null as HubFailure | null,
    asked: 0,
  };
  const port: PushPort = {
    support: () => world.support,
    permission: () => world.permission,
    async askPermission() {
      world.asked += 1;
      world.permission = world.answer;
      return world.answer;
    },
    current: async () => world.subscription,
    async subscribe(publicKey) {
      if (!world.pushServiceWorks) {
        throw new Error('AbortError');
      }
      if (world.subscription !== null && world.subscription.publicKey !== publicKey) {
        throw new Error('InvalidStateError');
      }
      world.subscription ??= subscriptionFor(publicKey);
      return world.subscription;
    },
    async unsubscribe() {
      world.subscription = null;
    },
    deviceName: () => 'Chrome, Android',
    deviceId: async () => world.deviceId,
    async keepDeviceId(deviceId) {
      world.deviceId = deviceId;
    },
  };
  const reply = (): HubResult<PushReply> =>
    world.failure === null
      ? { ok: true, value: { publicKey: KEY, devices: [...world.devices] } }
      : { ok: false, failure: world.failure };
  const push = createPushSubscriptions(port, {
    push: async () => reply(),
    async subscribePush({ name }) {
      if (world.failure === null) {
        world.devices.push({ id: 'this', name, createdAtMs: 2 });
      }
      return reply();
    },
    async unsubscribePush(deviceId) {
      if (world.failure !== null) {
        return { ok: false, failure: world.failure };
      }
      world.devices = world.devices.filter(({ id }) => id !== deviceId);
      return { ok: true, value: null };
    },
  });
  return { world, push };
}

async function makeOn() {
  const made = makeWorld();
  await made.push.check();
  await made.push.turnOn();
  return made;
}

describe('PushSubscriptions', () => {
  it.each(['unsupported', 'needs-install'] as const)(
    'say what a browser cannot: %s',
    async (kind) => {
      const { world, push } = makeWorld();
      world.support = kind;
      await push.check();
      expect(push.state()).toEqual({ kind });
    },
  );

  it('say that the browser was told to show none', async () => {
    const { world, push } = makeWorld();
    world.permission = 'denied';
    await push.check();
    expect(push.state()).toEqual({ kind: 'denied' });
  });

  it('ask nobody until they are turned on', async () => {
    const { world, push } = makeWorld();
    await push.check();
    expect(push.state()).toEqual({ kind: 'off', trouble: null });
    expect(world.asked).toBe(0);
  });

  it('are on once browser and hub both know', async () => {
    const { world, push } = await makeOn();
    expect(push.state()).toEqual({ kind: 'on', trouble: null });
    expect(world.devices.map(({ name }) => name)).toEqual(['Firefox, Linux', 'Chrome, Android']);
    expect(world.deviceId).toBe('this');
    await push.check();
    expect(push.state()).toEqual({ kind: 'on', trouble: null });
  });

  it.each([
    ['denied', { kind: 'denied' }],
    ['default', { kind: 'off', trouble: null }],
  ] as const)('stay off when the person answers %s', async (answer, state) => {
    const { world, push } = makeWorld();
    world.answer = answer;
    await push.check();
    await push.turnOn();
    expect(push.state()).toEqual(state);
    expect(world.subscription).toBeNull();
  });

  it('stay off, and say why, when the hub does not take the device', async () => {
    const { world, push } = makeWorld();
    await push.check();
    world.failure = UNREACHABLE;
    await push.turnOn();
    expect(push.state()).toEqual({ kind: 'off', trouble: { kind: 'hub', failure: UNREACHABLE } });
  });

  it('stay off, and say why, when the push service does not answer', async () => {
    const { world, push } = makeWorld();
    world.pushServiceWorks = false;
    await push.check();
    await push.turnOn();
    expect(push.state()).toEqual({ kind: 'off', trouble: { kind: 'browser' } });
  });

  it('take the place of a subscription that was made for another key', async () => {
    const { world, push } = makeWorld();
    world.subscription = subscriptionFor('older');
    await push.check();
    expect(push.state()).toEqual({ kind: 'off', trouble: null });
    await push.turnOn();
    expect([push.state().kind, world.subscription.publicKey]).toEqual(['on', KEY]);
  });

  it('are off when the device was removed elsewhere', async () => {
    const { world, push } = await makeOn();
    world.devices.pop();
    await push.check();
    expect(push.state()).toEqual({ kind: 'off', trouble: null });
  });

  it('turn off at the hub and in the browser', async () => {
    const { world, push } = await makeOn();
    await push.turnOff();
    expect(push.state()).toEqual({ kind: 'off', trouble: null });
    expect([world.subscription, world.deviceId, world.devices.length]).toEqual([null, null, 1]);
  });

  it('end with the session that is signed out of here, though nobody looked how they stood', async () => {
    const { world } = await makeOn();
    const { world: later, push } = makeWorld();
    Object.assign(later, world);
    await push.leave();
    expect([later.subscription, later.deviceId, later.devices.length]).toEqual([null, null, 1]);
    await push.check();
    expect(push.state()).toEqual({ kind: 'off', trouble: null });
  });

  it('end in the browser where the hub cannot be told that somebody signs out', async () => {
    const { world, push } = await makeOn();
    world.failure = UNREACHABLE;
    await push.leave();
    expect([world.subscription, world.deviceId]).toEqual([null, null]);
  });

  it('stay on when the hub cannot be told', async () => {
    const { world, push } = await makeOn();
    world.failure = UNREACHABLE;
    await push.turnOff();
    expect(push.state()).toEqual({ kind: 'on', trouble: { kind: 'hub', failure: UNREACHABLE } });
    expect(world.subscription).not.toBeNull();
  });

  it('turn off though the hub has forgotten the device already', async () => {
    const { world, push } = await makeOn();
    world.failure = { kind: 'not-found' };
    await push.turnOff();
    expect(push.state()).toEqual({ kind: 'off', trouble: null });
  });

  it('tell who listens of every change', async () => {
    const { push } = makeWorld();
    const heard: string[] = [];
    const stop = push.subscribe(() => heard.push(push.state().kind));
    await push.check();
    await push.turnOn();
    stop();
    await push.turnOff();
    expect(heard).toEqual(['off', 'busy', 'on']);
  });
});

import { createECDH, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { PushReply } from '../../../contract/protocol/channels.ts';
import { until } from '../../faults/until.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { startPushService } from '../../support/push-service.ts';
import { startSilentServer } from '../../support/silent-server.ts';
import { addTestChannel, testChannel } from '../../support/test-channel.ts';
import { signInTestPerson, type TestPerson } from '../../support/test-person.ts';
import { startWebhookReceiver } from '../../support/webhook-receiver.ts';

let hub: TestHub;
let theirs: TestPerson;
let ours: TestPerson;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
  theirs = await signInTestPerson(hub.url, hub.demo);
  const us = await hub.administration.createOrganization({ name: 'Next door' });
  const credentials = { email: 'noor@next-door.example', password: 'long-enough' };
  await hub.administration.saveMember(us, { ...credentials, name: 'Noor', role: 'admin' });
  ours = await signInTestPerson(hub.url, credentials);
});
afterAll(() => hub.stop());

async function addDevice(person: TestPerson, subscription: unknown): Promise<void> {
  const reply = await person.send('POST', '/v1/me/push', { name: 'Phone', subscription });
  expect(reply.status).toBe(200);
}

describe('An organization whose addresses never answer', () => {
  it('holds up no message of another', async () => {
    await using silent = await startSilentServer();
    await using receiver = await startWebhookReceiver();
    const pushService = await startPushService();
    const { publicKey } = PushReply.parse(await (await ours.fetch('/v1/me/push')).json());
    const device = pushService.subscribe(publicKey);
    await addDevice(ours, device.subscription);
    const channel = await addTestChannel(ours, receiver.url);
    for (let number = 0; number < 15; number += 1) {
      const { channel: dead } = await addTestChannel(theirs, silent.url);
      await testChannel(theirs, dead.id);
      const p256dh = createECDH('prime256v1').generateKeys('base64url');
      const auth = randomBytes(16).toString('base64url');
      await addDevice(theirs, {
        endpoint: `${silent.url}/${number}`,
        keys: { p256dh, auth },
      });
    }
    await theirs.send('POST', '/v1/me/test-message', { channel: 'push' });
    await until('some of them hang', 10_000, () => (silent.waiting() >= 2 ? true : null));
    const givenUp = silent.givenUp();

    await ours.send('POST', '/v1/me/test-message', { channel: 'push' });
    await testChannel(ours, channel.channel.id);
    await device.until(1);
    await until('ours arrived', 10_000, () => (receiver.received.length === 1 ? true : null));

    // A hub gives up after 10 s: ours went out while the first of theirs still hung.
    expect(silent.givenUp()).toBe(givenUp);
    await pushService.stop();
  });
});

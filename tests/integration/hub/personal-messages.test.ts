import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import {
  DeliveryReply,
  PushReply,
  TestMessageReply,
  TestMessagesReply,
} from '../../../contract/protocol/channels.ts';
import { MeReply } from '../../../contract/protocol/me.ts';
import { ProfileReply } from '../../../contract/protocol/people.ts';
import { until } from '../../faults/until.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { startMailServer, type MailServer } from '../../support/mail-server.ts';
import { openOwnTouchpoint, placeTestTerminal } from '../../support/own-touchpoint.ts';
import { startPushService, type PushService, type TestDevice } from '../../support/push-service.ts';
import { isIn, readLog, untilDelivery } from '../../support/test-channel.ts';
import { signInTestPerson, type TestPerson } from '../../support/test-person.ts';
import { newEventId } from '../../support/test-terminal.ts';
import { openStore } from '../../support/two-stores.ts';

let mailServer: MailServer;
let pushService: PushService;
let hub: TestHub;
let admin: TestPerson;

beforeAll(async () => {
  mailServer = await startMailServer();
  hub = await startTestHub(inject('clusterUrl'), { smtp: mailServer.smtp });
  admin = await signInTestPerson(hub.url, hub.demo);
});
afterAll(async () => {
  await hub.stop();
  await mailServer.stop();
});
beforeEach(async () => {
  pushService = await startPushService();
});
afterEach(async () => {
  await hub.query('delete from app.push_devices');
  await pushService.stop();
});

async function readPush(person = admin): Promise<PushReply> {
  return PushReply.parse(await (await person.fetch('/v1/me/push')).json());
}

async function subscribe(person = admin, name = 'Phone'): Promise<TestDevice> {
  const device = pushService.subscribe((await readPush(person)).publicKey);
  const reply = await person.send('POST', '/v1/me/push', {
    name,
    subscription: device.subscription,
  });
  expect(reply.status).toBe(200);
  return device;
}

async function sendTest(channel: 'push' | 'email', person = admin) {
  const reply = await person.send('POST', '/v1/me/test-message', { channel });
  expect(reply.status).toBe(200);
  return TestMessageReply.parse(await reply.json()).deliveries;
}

async function addStaff(name: string): Promise<TestPerson> {
  const credentials = {
    name,
    email: `${name.toLowerCase()}@store.example`,
    password: 'a-long-password',
  };
  await hub.administration.saveMember(hub.demo.organizationId, { ...credentials, role: 'staff' });
  return signInTestPerson(hub.url, credentials);
}

describe('A red press', () => {
  it('reaches staff of its place by e-mail and on their devices, each once, as the log says', async () => {
    const noor = await addStaff('Noor');
    const device = await subscribe(noor);
    const mailed = mailServer.mails.length;
    const touchpointId = await openOwnTouchpoint(hub);
    const terminal = await placeTestTerminal(hub, touchpointId);
    await terminal.send(terminal.batch([terminal.press('negative')]));
    const { message, ttlSeconds, urgency } = await device.until(1);
    const [alert] = (await admin.alerts()).alerts;
    expect({ ttlSeconds, urgency }).toEqual({ ttlSeconds: 120, urgency: 'high' });
    expect(message).toMatchObject({
      title: 'Rood ingedrukt · Exit, Zwolle',
      url: `${hub.url}/alerts/${alert?.id}`,
      urgent: true,
      alertId: alert?.id,
      language: 'nl',
    });
    const told = async () =>
      (await readLog(admin, `?alertId=${alert?.id}`)).filter(({ to }) => to === 'Noor');
    await mailServer.received(mailed + 1);
    for (const { id } of await told()) {
      await untilDelivery(admin, id, isIn('sent'));
    }
    expect((await told()).map(({ channel }) => channel).toSorted()).toEqual(['email', 'push']);
    const mails = mailServer.mails.filter(({ to }) => to.includes('noor@store.example'));
    expect(mails).toHaveLength(1);
    expect(mails[0]?.mail).toMatchObject({
      subject: 'Rood ingedrukt · Exit, Zwolle',
      inReplyTo: `<${alert?.id}@hub.example>`,
    });
    expect(mails[0]?.mail.text).toContain(`Naar de melding: ${hub.url}/alerts/${alert?.id}`);
    expect(device.pushed).toHaveLength(1);
    expect(hub.log.join('\n')).not.toMatch(/noor@store|127\.0\.0\.1:\d+\/push/);
  });
});

describe('E-mail', () => {
  it('reaches the one who asks, in their language', async () => {
    await admin.send('PUT', '/v1/me/profile', {
      language: 'nl',
      email: true,
      push: true,
      quiet: null,
    });
    const mailed = mailServer.mails.length;
    const [delivery] = await sendTest('email');
    const { mail, to } = await mailServer.received(mailed + 1);
    expect(to).toEqual([hub.demo.email]);
    expect(mail.subject).toBe('Een testbericht');
    expect(mail.text).toContain('Het werkt: hier komen de meldingen van Glimlach binnen.');
    expect(mail.html).toContain('<html lang="nl" dir="ltr">');
    expect(mail.messageId).toBe(`<${delivery?.id}@hub.example>`);
    expect(await untilDelivery(admin, delivery?.id ?? '', isIn('sent'))).toMatchObject({
      channel: 'email',
      attempts: [{ error: null }],
    });
  });

  it('says in the log what the server said, and nobody’s address anywhere', async () => {
    mailServer.refuse('to', 550);
    const [delivery] = await sendTest('email');
    const failed = await untilDelivery(admin, delivery?.id ?? '', isIn('failed'));
    mailServer.refuse('to', null);
    expect(failed.attempts).toMatchObject([
      { error: 'The mail server answered 550 to the address of the receiver.' },
    ]);
    expect(hub.log.join('\n')).not.toContain(hub.demo.email);
  });

  it('to oneself, to try it out, is told of to who sent it, and to nobody else', async () => {
    const [rik, sanne] = [await addStaff('Rik'), await addStaff('Sanne')];
    mailServer.refuse('to', 550);
    const [mine] = await sendTest('email', rik);
    const own = (person: TestPerson) => person.fetch('/v1/me/test-message?channel=email');
    const told = await until('the message is given up', 10_000, async () => {
      const { deliveries } = TestMessagesReply.parse(await (await own(rik)).json());
      return deliveries[0]?.state === 'failed' ? deliveries : null;
    });
    mailServer.refuse('to', null);
    expect(told).toMatchObject([
      {
        id: mine?.id,
        attempts: [{ error: 'The mail server answered 550 to the address of the receiver.' }],
      },
    ]);
    expect(await (await own(sanne)).json()).toEqual({ deliveries: [] });
    expect((await rik.fetch('/v1/me/test-message?channel=slack')).status).toBe(400);
  });

  it('to oneself, to try it out, is sent 30 times in ten minutes at most', async () => {
    const piet = await addStaff('Piet');
    for (let count = 0; count < 30; count += 1) {
      await sendTest('email', piet);
    }
    const refused = await piet.send('POST', '/v1/me/test-message', { channel: 'email' });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ type: 'too-many-messages' });
  });
});

describe('A message about a place', () => {
  it('goes to nobody who has no role there any more, whoever asks for it', async () => {
    const here = await openStore(hub, 'Arnhem');
    const there = await openStore(hub, 'Breda');
    const { userId, person } = await here.hire('staff');
    const { user } = MeReply.parse(await (await person.fetch('/v1/me')).json());
    const earlier = newEventId();
    await hub.query(
      `insert into app.deliveries (organization_id, delivery_id, alert_id, location_id, reason, occasion, channel,
         target_id, user_id, to_name, state, created_at_ms, sent_at_ms)
       values ($1, $2, $3, $4, 'opened', 'some time ago', 'email', $5, $5, 'Anna', 'sent', 1, 1)`,
      [hub.demo.organizationId, earlier, here.alertId, here.locationId, userId],
    );
    const sendAgain = async (): Promise<string> => {
      const reply = await admin.post(`/v1/deliveries/${earlier}/replay`);
      return DeliveryReply.parse(await reply.json()).delivery.id;
    };
    await untilDelivery(admin, await sendAgain(), isIn('sent'));
    const before = mailsTo(user.email);
    expect(before).toBe(1);
    await admin.put(`/v1/people/${userId}/grants`, {
      grants: [{ role: 'staff', locationId: there.locationId }],
    });
    await untilDelivery(admin, await sendAgain(), isIn('dropped'));
    expect(mailsTo(user.email)).toBe(before);
  });
});

function mailsTo(address: string): number {
  return mailServer.mails.filter(({ to }) => to.includes(address)).length;
}

describe('A hub without a mail server', () => {
  let silent: TestHub;
  let person: TestPerson;
  beforeAll(async () => {
    silent = await startTestHub(inject('clusterUrl'));
    person = await signInTestPerson(silent.url, silent.demo);
  });
  afterAll(() => silent.stop());

  const readProfile = async (of: TestPerson) =>
    ProfileReply.parse(await (await of.fetch('/v1/me/profile')).json());

  it('says so to who tries e-mail out', async () => {
    const reply = await person.send('POST', '/v1/me/test-message', { channel: 'email' });
    expect(reply.status).toBe(409);
    expect(await reply.json()).toMatchObject({
      type: 'no-mail-server',
      title: 'This hub sends no e-mail.',
    });
  });

  it('plans no e-mail, so that its log tells of none that failed', async () => {
    const device = pushService.subscribe((await readPush(person)).publicKey);
    await person.send('POST', '/v1/me/push', {
      name: 'Phone',
      subscription: device.subscription,
    });
    const store = await openStore(silent, 'Arnhem');
    const log = await readLog(person, `?alertId=${store.alertId}`);
    expect(log.map(({ channel }) => channel).toSorted()).toEqual(['console', 'push']);
  });

  it('says so beside how somebody wants to be told, which it keeps', async () => {
    const { profile, hasMail } = await readProfile(person);
    expect([profile.email, hasMail]).toEqual([true, false]);
    expect((await readProfile(admin)).hasMail).toBe(true);
  });
});

describe('Web push', () => {
  it('reaches every device of the one who asks, encrypted and signed', async () => {
    await admin.send('PUT', '/v1/me/profile', {
      language: 'de',
      email: true,
      push: true,
      quiet: null,
    });
    const devices = [await subscribe(admin, 'Phone'), await subscribe(admin, 'Desk')];
    const deliveries = await sendTest('push');
    expect(deliveries).toHaveLength(2);
    for (const device of devices) {
      expect(await device.until(1)).toEqual({
        message: {
          title: 'Eine Testnachricht',
          body: 'Es klappt: Hier kommen die Meldungen von Glimlach an.',
          url: `${hub.url}/alerts`,
          topic: 'test',
          urgent: false,
          alertId: null,
          language: 'de',
        },
        ttlSeconds: 14_400,
        urgency: 'high',
        topic: 'test',
        contact: 'mailto:alerts@hub.example',
      });
    }
  });

  it('keeps its keys and where devices are wrapped', async () => {
    const { subscription } = await subscribe();
    const { publicKey, devices } = await readPush();
    expect(await readPush()).toEqual({ publicKey, devices });
    expect(Buffer.from(publicKey, 'base64url')).toHaveLength(65);
    const rows = JSON.stringify([
      await hub.query('select * from app.push_devices'),
      await hub.query('select * from app.push_keys'),
    ]);
    expect(rows).not.toContain(subscription.endpoint);
    expect(rows).not.toContain(subscription.keys.auth);
    expect(hub.log.join('\n')).not.toContain(subscription.endpoint);
  });

  it('forgets a device that is gone', async () => {
    for (const status of [404, 410]) {
      const device = await subscribe();
      device.answer(status);
      const [delivery] = await sendTest('push');
      await untilDelivery(admin, delivery?.id ?? '', isIn('failed'));
      expect((await readPush()).devices).toEqual([]);
    }
  });

  it('comes again when the push service asks for time', async () => {
    const device = await subscribe();
    device.answer(429, { 'retry-after': '1' });
    const [delivery] = await sendTest('push');
    await untilDelivery(
      admin,
      delivery?.id ?? '',
      ({ state, attempts }) => state === 'queued' && attempts.length === 1,
    );
    device.answer(null);
    hub.clock.moveBy(2_000);
    await device.until(1);
    expect((await readPush()).devices).toHaveLength(1);
  });

  it('does not try again what the push service will not take', async () => {
    const device = await subscribe();
    device.answer(413);
    const [delivery] = await sendTest('push');
    const failed = await untilDelivery(admin, delivery?.id ?? '', isIn('failed'));
    expect(failed.attempts).toMatchObject([
      { error: 'The push service answered 413 to the message.' },
    ]);
    expect((await readPush()).devices).toHaveLength(1);
  });

  it('follows a browser to whoever signs in there next', async () => {
    const device = await subscribe(admin, 'Desk');
    const noor = await addStaff('Noor');
    await noor.send('POST', '/v1/me/push', { name: 'Desk', subscription: device.subscription });
    expect((await readPush()).devices).toEqual([]);
    expect((await readPush(noor)).devices).toMatchObject([{ name: 'Desk' }]);
    const reply = await admin.send('POST', '/v1/me/test-message', { channel: 'push' });
    expect(reply.status).toBe(409);
    expect(await reply.json()).toMatchObject({ type: 'no-device' });
  });

  it('gives a known browser a new name', async () => {
    const device = await subscribe(admin, 'Phone');
    const [before] = (await readPush()).devices;
    await admin.send('POST', '/v1/me/push', {
      name: 'Old phone',
      subscription: device.subscription,
    });
    expect((await readPush()).devices).toEqual([{ ...before, name: 'Old phone' }]);
  });

  it('removes one’s own devices only', async () => {
    await subscribe();
    const [device] = (await readPush()).devices;
    const other = await addStaff('Piet');
    const path = `/v1/me/push/${device?.id}`;
    expect((await other.send('DELETE', path)).status).toBe(404);
    expect((await admin.send('DELETE', path)).status).toBe(200);
    expect((await admin.send('DELETE', path)).status).toBe(404);
    expect((await readPush()).devices).toEqual([]);
  });

  it('ends on every device of who is given another password, or removed', async () => {
    for (const [name, end] of [
      ['Anke', (email: string) => hub.administration.setPassword(email, 'another-password')],
      [
        'Bram',
        async (email: string) => {
          const [member] = await hub.query<{ user_id: string }>(
            'select user_id from app.members where email = $1',
            [email],
          );
          await admin.send('DELETE', `/v1/people/${member?.user_id}`);
        },
      ],
    ] as const) {
      const person = await addStaff(name);
      await subscribe(person, 'Phone');
      await subscribe(person, 'Tablet');
      await subscribe(admin);
      await end(`${name.toLowerCase()}@store.example`);
      const left = await hub.query<{ name: string }>(
        'select m.name from app.push_devices d join app.members m using (organization_id, user_id)',
      );
      expect(left).toEqual([{ name: 'Demo manager' }]);
      await hub.query('delete from app.push_devices');
    }
  });

  it('takes twenty devices, and says what to do about another', async () => {
    for (let number = 1; number <= 20; number += 1) {
      await subscribe(admin, `Device ${number}`);
    }
    const another = pushService.subscribe((await readPush()).publicKey);
    const reply = await admin.send('POST', '/v1/me/push', {
      name: 'Another',
      subscription: another.subscription,
    });
    expect(reply.status).toBe(409);
    expect(await reply.json()).toMatchObject({
      type: 'too-many-devices',
      detail: 'Remove one that is not used any more.',
    });
  });

  it.each([
    ['inside of the network', { endpoint: 'https://10.1.2.3/push' }],
    ['public and not secure', { endpoint: 'http://1.1.1.1/push' }],
    ['of no point', { keys: { p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) } }],
    ['of no keys', { keys: {} }],
  ])('takes no subscription that is %s', async (_, wrong) => {
    const { subscription } = pushService.subscribe((await readPush()).publicKey);
    const reply = await admin.send('POST', '/v1/me/push', {
      name: 'Phone',
      subscription: { ...subscription, ...wrong },
    });
    expect(reply.status).toBe(400);
  });
});

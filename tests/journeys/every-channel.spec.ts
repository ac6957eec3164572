import { expect, test } from '@playwright/test';
import { Webhook } from 'standardwebhooks';
import { PushReply } from '../../contract/protocol/channels.ts';
import { until } from '../faults/until.ts';
import { BUTTON, startJourney } from '../support/journey.ts';
import { startMailServer } from '../support/mail-server.ts';
import { startMessageReceiver } from '../support/message-receiver.ts';
import { startPushService } from '../support/push-service.ts';
import { addTestChannel, readLog } from '../support/test-channel.ts';
import { signInTestPerson } from '../support/test-person.ts';

test('a red press on the box reaches people by every channel, once each, and the log says so', async () => {
  await using cleanUp = new AsyncDisposableStack();
  const mail = await startMailServer();
  cleanUp.defer(() => mail.stop());
  const pushes = await startPushService();
  cleanUp.defer(() => pushes.stop());
  const slack = await startMessageReceiver();
  cleanUp.defer(() => slack.stop());
  const teams = await startMessageReceiver();
  cleanUp.defer(() => teams.stop());
  teams.answer({ status: 202 });
  const webhook = await startMessageReceiver();
  cleanUp.defer(() => webhook.stop());
  const journey = cleanUp.use(
    await startJourney({
      hubEnv: {
        SMTP_URL: `smtp://${mail.smtp.host}:${mail.smtp.port}`,
        GLIMLACH_MAIL_FROM: 'glimlach@shop.example',
        GLIMLACH_PRIVATE_DESTINATIONS: '127.0.0.0/8',
      },
    }),
  );

  const { hubUrl } = journey;
  const person = await signInTestPerson(hubUrl, journey.hub().demo);
  await addTestChannel(person, `${slack.url}/services/T1/B1/secret`, { kind: 'slack' });
  await addTestChannel(person, `${teams.url}/workflows/1?sig=secret`, { kind: 'teams' });
  const { secret } = await addTestChannel(person, `${webhook.url}/hook`, { kind: 'webhook' });
  const { publicKey } = PushReply.parse(await (await person.fetch('/v1/me/push')).json());
  const phone = pushes.subscribe(publicKey);
  const subscribed = await person.send('POST', '/v1/me/push', {
    name: 'Phone of the manager',
    subscription: phone.subscription,
  });
  expect(subscribed.status).toBe(200);

  const kiosk = await journey.startKiosk();
  const page = await journey.openConsole();
  journey.box.press(BUTTON.red);
  await expect(kiosk.window.locator('.thanks-screen[data-rating=negative]')).toBeVisible();

  await expect(page.getByRole('article', { name: 'Checkout' })).toContainText('Utrecht');
  const { alerts } = await person.alerts();
  const [alert] = alerts;
  expect(alerts).toHaveLength(1);
  const address = `${hubUrl}/alerts/${alert?.id}`;

  const pushed = await phone.until(1);
  expect(pushed.urgency).toBe('high');
  expect(JSON.stringify(pushed.message)).toContain('Checkout');

  const letter = await mail.received(1);
  expect(letter.to).toEqual([journey.hub().demo.email]);
  expect(letter.mail.subject).toContain('Checkout');
  expect(letter.mail.text).toContain(address);
  expect(letter.mail.html).toContain(address);

  const toSlack = JSON.parse((await slack.until(1))[0]?.body ?? '') as Record<string, unknown>;
  expect(toSlack).toMatchObject({
    text: expect.stringContaining('Checkout'),
    blocks: expect.arrayContaining([expect.objectContaining({ type: expect.any(String) })]),
  });
  expect(JSON.stringify(toSlack)).toContain(address);

  const toTeams = JSON.parse((await teams.until(1))[0]?.body ?? '') as Record<string, unknown>;
  expect(toTeams).toMatchObject({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: { type: 'AdaptiveCard', body: expect.any(Array) },
      },
    ],
  });
  expect(JSON.stringify(toTeams)).toContain(address);

  const [hooked] = await webhook.until(1);
  const headers = Object.fromEntries(
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [
      name,
      String(hooked?.headers[name]),
    ]),
  );
  const verified = new Webhook(secret ?? '').verify(hooked?.body ?? '', headers);
  expect(verified).toMatchObject({ type: 'alert.opened' });
  expect(JSON.stringify(verified)).toContain(alert?.id);

  const log = await until('every message is sent', 20_000, async () => {
    const deliveries = await readLog(person, `?alertId=${alert?.id}`);
    return deliveries.length >= 6 && deliveries.every(({ state }) => state === 'sent')
      ? deliveries
      : null;
  });
  expect(
    log
      .map(({ channel, reason, attempts }) => `${channel} ${reason} ${attempts.length}`)
      .toSorted((a, b) => a.localeCompare(b)),
  ).toEqual([
    expect.stringMatching(/^console opened/),
    'email opened 1',
    'push opened 1',
    'slack opened 1',
    'teams opened 1',
    'webhook opened 1',
  ]);
  expect(headers['webhook-id']).toBe(log.find(({ channel }) => channel === 'webhook')?.id);
  expect(
    [phone.pushed, mail.mails, slack.received, teams.received, webhook.received].map(
      ({ length }) => length,
    ),
  ).toEqual([1, 1, 1, 1, 1]);
});

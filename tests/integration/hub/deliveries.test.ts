import { Client } from 'pg';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Delivery } from '../../../contract/protocol/channels.ts';
import { WebhookMessage } from '../../../contract/protocol/webhook.ts';
import { until } from '../../faults/until.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { startMessageReceiver, type MessageReceiver } from '../../support/message-receiver.ts';
import { openOwnTouchpoint, placeTestTerminal } from '../../support/own-touchpoint.ts';
import { addTestChannel, isIn, readLog, untilDelivery } from '../../support/test-channel.ts';
import { signInTestPerson, type TestPerson } from '../../support/test-person.ts';
import type { TestTerminal } from '../../support/test-terminal.ts';

let hub: TestHub;
let admin: TestPerson;
let slack: MessageReceiver;
let teams: MessageReceiver;
let webhook: MessageReceiver;
let secret: string;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
  admin = await signInTestPerson(hub.url, hub.demo);
  [slack, teams, webhook] = [
    await startMessageReceiver(),
    await startMessageReceiver(),
    await startMessageReceiver(),
  ];
  await addTestChannel(admin, slack.url, { kind: 'slack', name: 'Floor', perMinute: 60 });
  await addTestChannel(admin, teams.url, { kind: 'teams', name: 'Managers', perMinute: 60 });
  const made = await addTestChannel(admin, webhook.url, { name: 'Tickets', perMinute: 60 });
  secret = made.secret ?? '';
});
afterAll(async () => {
  await hub.stop();
  await Promise.all([slack.stop(), teams.stop(), webhook.stop()]);
});

let kiosk: TestTerminal;
beforeEach(async () => {
  kiosk = await placeTestTerminal(hub, await openOwnTouchpoint(hub));
  // So that each test has the whole minute of every channel.
  hub.clock.moveBy(61_000);
});

async function press(): Promise<string> {
  await kiosk.send(kiosk.batch([kiosk.press('negative')]));
  const { alerts } = await admin.alerts('?limit=200');
  return alerts.find(({ terminal }) => terminal?.id === kiosk.terminalId)?.id ?? '';
}

/** The messages of an alert by these ways, once there is one of each. */
function untilTold(
  alertId: string,
  ways: readonly string[],
  isSo: (delivery: Delivery) => boolean,
): Promise<readonly Delivery[]> {
  return until('an alert is told of', 25_000, async () => {
    const log = await readLog(admin, `?alertId=${alertId}`);
    const of = log.filter(({ channel }) => ways.includes(channel));
    return of.length === ways.length && of.every(isSo)
      ? of.toSorted((one, other) => one.channel.localeCompare(other.channel))
      : null;
  });
}

describe('A message whose hub vanished in the middle of a try', () => {
  it('goes out once PostgreSQL has ended what that hub left open', async () => {
    webhook.answer({ status: 503 });
    const alertId = await press();
    const [failed] = await untilTold(alertId, ['webhook'], ({ attempts }) => attempts.length === 1);
    webhook.answer({ status: 200 });
    const vanished = new Client({ connectionString: hub.databaseUrl });
    await vanished.connect();
    await vanished.query('begin');
    await vanished.query('select from app.deliveries where delivery_id = $1 for update', [
      failed?.id,
    ]);
    await until('another hub waits for it', 25_000, async () => {
      const waiting = await hub.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
           and query like '%from deliveries d where delivery_id%'`,
      );
      return waiting.length > 0 ? true : null;
    });
    await vanished.query('rollback');
    await vanished.end();
    const [sent] = await untilTold(alertId, ['webhook'], isIn('sent'));
    expect(sent?.attempts.map(({ error }) => error === null)).toEqual([false, true]);
  });
});

describe('A red press', () => {
  it('is told once by every shared channel and to the consoles, and the log shows it', async () => {
    const before = [slack, teams, webhook].map(({ received }) => received.length);
    const stream = await admin.stream();
    const alertId = await press();
    expect((await stream.next()).alert.id).toBe(alertId);
    const told = await untilTold(alertId, ['console', 'slack', 'teams', 'webhook'], isIn('sent'));
    expect(told.map(({ to, reason, attempts }) => [to, reason, attempts.length])).toEqual([
      ['1', 'opened', 1],
      ['Floor', 'opened', 1],
      ['Managers', 'opened', 1],
      ['Tickets', 'opened', 1],
    ]);
    expect([slack, teams, webhook].map(({ received }) => received.length)).toEqual(
      before.map((count) => count + 1),
    );
    const message = webhook.received.at(-1);
    const verified = new Webhook(secret).verify(
      message?.body ?? '',
      message?.headers as Record<string, string>,
    );
    expect(WebhookMessage.parse(verified)).toMatchObject({
      type: 'alert.opened',
      data: {
        alert: { id: alertId, state: 'open', presses: 1, measured: null },
        url: `${hub.url}/alerts/${alertId}`,
      },
    });
    stream.close();
  });

  it('is told to nobody any more once somebody took care of it; a webhook hears all the same', async () => {
    slack.answer({ status: 500 });
    webhook.answer({ status: 500 });
    const alertId = await press();
    await untilTold(alertId, ['slack', 'webhook'], ({ attempts }) => attempts.length === 1);
    await admin.acknowledge(alertId);
    slack.answer({ status: 200, body: 'ok' });
    webhook.answer({ status: 200 });
    const [ofSlack, ofWebhook] = await untilTold(
      alertId,
      ['slack', 'webhook'],
      isIn('dropped', 'sent'),
    );
    expect([ofSlack?.state, ofWebhook?.state]).toEqual(['dropped', 'sent']);
    expect(JSON.parse(webhook.received.at(-1)?.body ?? '')).toMatchObject({
      data: { alert: { state: 'acknowledged' } },
    });
  });
});

describe('Consoles', () => {
  it('are counted by every hub for its own', async () => {
    const other = await hub.startAnother();
    const streams = [
      await admin.stream(),
      await admin.stream(),
      await (await signInTestPerson(other.url, hub.demo)).stream(),
    ];
    const alertId = await press();
    const [told] = await untilTold(alertId, ['console'], ({ to }) => to === '3');
    expect(told?.state).toBe('sent');
    streams.forEach((stream) => stream.close());
    await Promise.all(streams.map((stream) => stream.ended()));
    await other.stop();
  });

  it('that open later have been told then', async () => {
    const alertId = await press();
    const [waiting] = await untilTold(alertId, ['console'], () => true);
    expect([waiting?.state, waiting?.to, waiting?.nextAtMs]).toEqual(['queued', '0', null]);
    const stream = await admin.stream();
    const sent = await untilDelivery(admin, waiting?.id ?? '', isIn('sent'));
    expect(sent.to).toBe('1');
    stream.close();
    await stream.ended();
  });

  it('that open once somebody took care of it have nothing to be told', async () => {
    const alertId = await press();
    const [waiting] = await untilTold(alertId, ['console'], () => true);
    await admin.acknowledge(alertId);
    const stream = await admin.stream();
    const dropped = await untilDelivery(admin, waiting?.id ?? '', isIn('dropped'));
    expect(dropped.attempts).toEqual([]);
    stream.close();
    await stream.ended();
  });
});

describe('A thousand red presses of fifty touchpoints', () => {
  it('are one message for each touchpoint by each channel, and none fails', async () => {
    const kiosks: TestTerminal[] = [];
    for (let count = 0; count < 50; count += 1) {
      kiosks.push(await placeTestTerminal(hub, await openOwnTouchpoint(hub)));
    }
    await Promise.all(kiosks.map((one) => one.token()));
    const before = [slack, teams, webhook].map(({ received }) => received.length);
    for (let round = 0; round < 5; round += 1) {
      await Promise.all(
        kiosks.map((one) =>
          one.send(one.batch(Array.from({ length: 4 }, () => one.press('negative')))),
        ),
      );
    }
    await Promise.all(
      [slack, teams, webhook].map((one, index) => one.until((before[index] ?? 0) + 50)),
    );
    await until('nothing is under way', 25_000, async () => {
      const [left] = await hub.query<{ jobs: number; queued: number }>(
        `select (select count(*)::int from jobs.job where state in ('created', 'retry', 'active')) as jobs,
           (select count(*)::int from app.deliveries where state = 'queued' and channel <> 'console') as queued`,
      );
      return left?.jobs === 0 && left.queued === 0 ? left : null;
    });
    expect([slack, teams, webhook].map(({ received }) => received.length)).toEqual(
      before.map((count) => count + 50),
    );
    const terminals = kiosks.map(({ terminalId }) => terminalId);
    const told = await hub.query<{ channel: string; alerts: number; presses: number }>(
      `select d.channel, count(*)::int as alerts, sum(a.presses)::int as presses
       from app.deliveries d join app.alerts a using (organization_id, alert_id)
       where a.terminal_id = any($1) and d.state = 'sent' and d.channel in ('slack', 'teams', 'webhook')
       group by d.channel order by d.channel`,
      [terminals],
    );
    expect(told).toEqual(
      ['slack', 'teams', 'webhook'].map((channel) => ({ channel, alerts: 50, presses: 1_000 })),
    );
  }, 60_000);
});

import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { PolicyReply } from '../../../contract/protocol/alert-rules.ts';
import { ChannelReply, ChannelsReply, DeliveryReply } from '../../../contract/protocol/channels.ts';
import { WebhookMessage } from '../../../contract/protocol/webhook.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { startMessageReceiver, type MessageReceiver } from '../../support/message-receiver.ts';
import {
  addTestChannel,
  isIn,
  makeChannelContent,
  readLog,
  testChannel,
  untilDelivery,
} from '../../support/test-channel.ts';
import { signInTestPerson, type TestPerson } from '../../support/test-person.ts';
import { newEventId } from '../../support/test-terminal.ts';

let hub: TestHub;
let admin: TestPerson;
let receiver: MessageReceiver;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
  admin = await signInTestPerson(hub.url, hub.demo);
});
afterAll(async () => {
  await hub.stop();
});
beforeEach(async () => {
  receiver = await startMessageReceiver();
});
afterEach(async () => {
  await receiver.stop();
});

async function addChannel(content: Parameters<typeof addTestChannel>[2] = {}) {
  return addTestChannel(admin, `${receiver.url}/hook/s3cret?key=more`, content);
}

async function problemOf(reply: Response): Promise<unknown[]> {
  const { type } = (await reply.json()) as { type: string };
  return [reply.status, type];
}

/** Somebody else who sets channels. */
async function signInIt(): Promise<TestPerson> {
  const credentials = { email: `${newEventId()}@glimlach.example`, password: 'long-enough' };
  const member = { ...credentials, name: 'Ilse', role: 'it' as const };
  await hub.administration.saveMember(hub.demo.organizationId, member);
  return signInTestPerson(hub.url, credentials);
}

describe('A channel', () => {
  it('shows of its address the origin and nothing more, and is kept wrapped', async () => {
    const { channel } = await addChannel({ kind: 'slack' });
    const reply = await (await admin.fetch('/v1/channels')).text();
    expect(ChannelsReply.parse(JSON.parse(reply)).channels).toContainEqual(channel);
    expect(channel.origin).toBe(receiver.url);
    expect(reply).not.toContain('s3cret');
    const rows = await hub.query('select * from app.channels');
    expect(JSON.stringify(rows)).not.toContain('s3cret');
  });

  it('keeps its address when it is changed without one', async () => {
    const { channel } = await addChannel({ kind: 'slack' });
    const reply = await admin.send('PUT', `/v1/channels/${channel.id}`, {
      channel: makeChannelContent({ kind: 'slack', name: 'Floor' }),
      url: null,
    });
    expect(ChannelReply.parse(await reply.json()).channel.name).toBe('Floor');
    await testChannel(admin, channel.id);
    const [message] = await receiver.until(1);
    expect(message?.path).toBe('/hook/s3cret?key=more');
  });

  it('stays of the kind it is, and at places there are', async () => {
    const { channel } = await addChannel({ kind: 'slack' });
    const change = async (content: Parameters<typeof makeChannelContent>[0]) =>
      (
        await admin.send('PUT', `/v1/channels/${channel.id}`, {
          channel: makeChannelContent(content),
          url: null,
        })
      ).status;
    expect(await change({ kind: 'teams' })).toBe(400);
    expect(await change({ kind: 'slack', locationId: channel.id })).toBe(404);
  });

  it('cannot be set up inside of the hub’s network, or with a password in its address', async () => {
    for (const url of [
      'http://10.0.0.1/',
      'https://[fd00::1]/hook',
      'https://169.254.169.254/latest',
      'https://user:word@example.com/',
      'http://8.8.8.8/',
    ]) {
      const reply = await admin.send('POST', '/v1/channels', {
        channel: makeChannelContent(),
        url,
      });
      expect([url, reply.status]).toEqual([url, 400]);
    }
  });

  it('is gone once it is deleted, and takes no more tests', async () => {
    const { channel } = await addChannel();
    expect((await admin.send('DELETE', `/v1/channels/${channel.id}`)).status).toBe(200);
    expect((await admin.send('POST', `/v1/channels/${channel.id}/test`)).status).toBe(404);
    const { channels } = ChannelsReply.parse(await (await admin.fetch('/v1/channels')).json());
    expect(channels.map(({ id }) => id)).not.toContain(channel.id);
  });
});

describe('A channel that a policy tells', () => {
  it('stays for as long as the policy does, and can be turned off', async () => {
    const { channel } = await addChannel();
    const policy = {
      name: 'Tickets, and nobody else',
      levels: [{ afterMs: 0, people: [], channels: [channel.id] }],
      waits: 'always',
      remindEveryMs: null,
    };
    const made = await admin.send('POST', '/v1/escalation-policies', { policy });
    const { id } = PolicyReply.parse(await made.json()).policy;
    const path = `/v1/channels/${channel.id}`;
    const refused = await admin.send('DELETE', path);
    expect([refused.status, await refused.json()]).toEqual([
      409,
      expect.objectContaining({
        type: 'channel-in-use',
        detail: expect.stringContaining(policy.name),
      }),
    ]);
    const off = { channel: makeChannelContent({ enabled: false }), url: null };
    expect((await admin.send('PUT', path, off)).status).toBe(200);
    expect((await admin.send('DELETE', `/v1/escalation-policies/${id}?version=1`)).status).toBe(
      200,
    );
    expect((await admin.send('DELETE', path)).status).toBe(200);
  });

  it('is there, also where it was deleted while the policy was saved', async () => {
    const outcomes = [];
    for (let round = 0; round < 10; round += 1) {
      const { channel } = await addChannel();
      const policy = {
        name: `Round ${round}`,
        levels: [{ afterMs: 0, people: [], channels: [channel.id] }],
        waits: 'always',
        remindEveryMs: null,
      };
      const [saved, deleted] = await Promise.all([
        admin.send('POST', '/v1/escalation-policies', { policy }),
        admin.send('DELETE', `/v1/channels/${channel.id}`),
      ]);
      outcomes.push([saved.status, deleted.status].join(' '));
    }
    expect(outcomes.filter((outcome) => !['200 409', '400 200'].includes(outcome))).toEqual([]);
  });
});

describe('The channels of an organization', () => {
  it('are 100 at most, also when several are made at once', async () => {
    const { channels } = ChannelsReply.parse(await (await admin.fetch('/v1/channels')).json());
    await hub.query(
      `insert into app.channels (organization_id, channel_id, kind, name, language, enabled, per_minute, origin,
         wrapped_url, changed_at_ms)
       select $1, gen_random_uuid(), 'slack', 'one of many', 'en', false, 1, '', '', 1 from generate_series(1, $2)`,
      [hub.demo.organizationId, 97 - channels.length],
    );
    const replies = await Promise.all(
      Array.from({ length: 8 }, () =>
        admin.send('POST', '/v1/channels', {
          channel: makeChannelContent({ name: 'one of many' }),
          url: receiver.url,
        }),
      ),
    );
    const refused = replies.filter(({ status }) => status !== 200);
    expect(await Promise.all(refused.map(async (reply) => problemOf(reply)))).toEqual(
      Array.from({ length: 5 }, () => [409, 'too-many-channels']),
    );
    await hub.query(`delete from app.channels where name = 'one of many'`);
  });
});

describe('How often somebody may have messages sent', () => {
  /** The first answers, in short, and the one after those. */
  async function askTooOften(
    times: number,
    ask: (person: TestPerson) => Promise<Response>,
  ): Promise<unknown[]> {
    // Whoever looks after the other tests may go on.
    const person = await signInIt();
    const statuses = new Set<number>();
    for (let count = 0; count < times; count += 1) {
      const reply = await ask(person);
      statuses.add(reply.status);
      await reply.arrayBuffer();
    }
    const refused = await ask(person);
    const isTold = Number(refused.headers.get('retry-after')) > 0;
    return [...statuses, ...(await problemOf(refused)), isTold];
  }

  it('is 100 tests of channels in ten minutes', async () => {
    const { channel } = await addChannel({ enabled: false });
    const answers = await askTooOften(100, (person) =>
      person.send('POST', `/v1/channels/${channel.id}/test`),
    );
    expect(answers).toEqual([200, 429, 'too-many-messages', true]);
  });

  it('is 30 messages once more in ten minutes, and 30 to the same channel whoever asks', async () => {
    const { channel } = await addChannel({ enabled: false });
    const { id } = await testChannel(admin, channel.id);
    const again = (person: TestPerson): Promise<Response> =>
      person.send('POST', `/v1/deliveries/${id}/replay`);
    expect(await askTooOften(30, again)).toEqual([200, 429, 'too-many-messages', true]);
    expect(await problemOf(await again(admin))).toEqual([429, 'too-many-messages']);
  });
});

describe('What a hub tells of its messages', () => {
  it('is counted by channel and outcome, and its log says nothing of addresses', async () => {
    receiver.answer({ status: 500 });
    const { channel } = await addChannel({ kind: 'teams' });
    const { id } = await testChannel(admin, channel.id);
    await untilDelivery(admin, id, ({ attempts }) => attempts.length === 1);
    const metrics = await (await fetch(`${hub.url}/metrics`)).text();
    expect(metrics).toMatch(/^glimlach_deliveries_total\{channel="teams",outcome="again"\} 1$/m);
    expect(metrics).toMatch(/^glimlach_jobs_waiting\{kind="deliver"\} \d+$/m);
    expect(hub.log.join('')).not.toContain('s3cret');
  });
});

describe('A webhook', () => {
  it('is signed so that the library of Standard Webhooks verifies it', async () => {
    const { channel, secret } = await addChannel();
    expect(secret).toMatch(/^whsec_/);
    const delivery = await testChannel(admin, channel.id);
    const [message] = await receiver.until(1);
    const verified = new Webhook(secret ?? '').verify(
      message?.body ?? '',
      message?.headers as Record<string, string>,
    );
    expect(WebhookMessage.parse(verified)).toEqual({
      type: 'test',
      timestamp: new Date(delivery.createdAtMs).toISOString(),
      data: { organizationId: hub.demo.organizationId },
    });
    expect(message?.headers['webhook-id']).toBe(delivery.id);
    const sent = await untilDelivery(admin, delivery.id, isIn('sent'));
    expect(sent).toMatchObject({
      reason: 'test',
      channel: 'webhook',
      to: 'Tickets',
      nextAtMs: null,
      attempts: [{ error: null }],
    });
  });

  it('is signed with both secrets for a day after the secret was changed', async () => {
    const { channel, secret: first } = await addChannel();
    const reply = await admin.send('POST', `/v1/channels/${channel.id}/rotate-secret`);
    const { secret: second } = ChannelReply.parse(await reply.json());
    expect(second).not.toBe(first);
    const verifies = (secret: string | null, index: number): boolean => {
      const message = receiver.received[index];
      try {
        new Webhook(secret ?? '').verify(
          message?.body ?? '',
          // Its own clock is not moved.
          message?.headers as Record<string, string>,
        );
        return true;
      } catch {
        return false;
      }
    };
    await testChannel(admin, channel.id);
    await receiver.until(1);
    expect([verifies(first, 0), verifies(second, 0)]).toEqual([true, true]);
    await hub.query(`update app.channels set earlier_until_ms = $1 where channel_id = $2`, [
      hub.clock.now() - 1,
      channel.id,
    ]);
    await testChannel(admin, channel.id);
    await receiver.until(2);
    expect([verifies(first, 1), verifies(second, 1)]).toEqual([false, true]);
  });

  it('is tried again after 5 seconds with the same id, and its log says what happened', async () => {
    receiver.answer(() => ({ status: receiver.received.length === 1 ? 500 : 204 }));
    const { channel } = await addChannel();
    const { id } = await testChannel(admin, channel.id);
    const [first, second] = await receiver.until(2);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    const sent = await untilDelivery(admin, id, isIn('sent'));
    expect(sent.attempts.map(({ error }) => error)).toEqual(['It answered 500.', null]);
    const [one, two] = sent.attempts.map(({ atMs }) => atMs);
    expect((two ?? 0) - (one ?? 0)).toBeGreaterThan(3_500);
  });

  it('is turned off once its address says that it is gone, and on again when it is saved', async () => {
    receiver.answer({ status: 410 });
    const { channel } = await addChannel();
    const { id } = await testChannel(admin, channel.id);
    await untilDelivery(admin, id, isIn('failed'));
    const goneAt = async (): Promise<number | null | undefined> => {
      const { channels } = ChannelsReply.parse(await (await admin.fetch('/v1/channels')).json());
      return channels.find((one) => one.id === channel.id)?.goneAtMs;
    };
    expect(await goneAt()).toBeTypeOf('number');
    const next = await testChannel(admin, channel.id);
    const failed = await untilDelivery(admin, next.id, isIn('failed'));
    expect(failed.attempts.map(({ error }) => error)).toEqual([
      'It was turned off, or removed, before the message went out.',
    ]);
    await admin.send('PUT', `/v1/channels/${channel.id}`, {
      channel: makeChannelContent(),
      url: null,
    });
    expect(await goneAt()).toBeNull();
  });

  it('does not follow a redirect', async () => {
    const elsewhere = await startMessageReceiver();
    receiver.answer({ status: 302, headers: { location: `${elsewhere.url}/` } });
    const { channel } = await addChannel();
    const { id } = await testChannel(admin, channel.id);
    const tried = await untilDelivery(admin, id, ({ attempts }) => attempts.length > 0);
    expect(tried.attempts[0]?.error).toBe('It answered 302: redirects are not followed.');
    expect(elsewhere.received).toEqual([]);
    await elsewhere.stop();
  });

  it('waits for as long as the other side asks', async () => {
    receiver.answer({ status: 429, headers: { 'retry-after': '7200' } });
    const { channel } = await addChannel();
    const { id } = await testChannel(admin, channel.id);
    const tried = await untilDelivery(admin, id, ({ attempts }) => attempts.length > 0);
    expect(tried.state).toBe('queued');
    expect((tried.nextAtMs ?? 0) - (tried.attempts[0]?.atMs ?? 0)).toBe(7_200_000);
  });

  it('can be sent once more, as a message of its own', async () => {
    const { channel } = await addChannel();
    const first = await testChannel(admin, channel.id);
    await receiver.until(1);
    const reply = await admin.send('POST', `/v1/deliveries/${first.id}/replay`);
    const { delivery } = DeliveryReply.parse(await reply.json());
    expect(delivery).toMatchObject({ reason: 'test', to: 'Tickets' });
    const [, second] = await receiver.until(2);
    expect(second?.headers['webhook-id']).toBe(delivery.id);
  });
});

/** https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks and …/reference/block-kit/blocks */
const SlackMessage = z.strictObject({
  text: z.string().min(1),
  blocks: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({
          type: z.literal('header'),
          text: z.strictObject({
            type: z.literal('plain_text'),
            text: z.string().min(1).max(150),
            emoji: z.boolean().optional(),
          }),
        }),
        z.strictObject({
          type: z.literal('section'),
          text: z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(3_000) }),
        }),
        z.strictObject({
          type: z.literal('actions'),
          elements: z
            .array(
              z.strictObject({
                type: z.literal('button'),
                text: z.strictObject({
                  type: z.literal('plain_text'),
                  text: z.string().min(1).max(75),
                  emoji: z.boolean().optional(),
                }),
                url: z.url().max(3_000),
                style: z.enum(['primary', 'danger']).optional(),
              }),
            )
            .min(1)
            .max(25),
        }),
      ]),
    )
    .max(50),
});

describe('Slack', () => {
  it('is told in the shape that its documentation has, with a button to the console', async () => {
    const { channel } = await addChannel({ kind: 'slack', language: 'nl' });
    const { id } = await testChannel(admin, channel.id);
    const [message] = await receiver.until(1);
    expect(message?.headers['content-type']).toBe('application/json; charset=utf-8');
    const { blocks } = SlackMessage.parse(JSON.parse(message?.body ?? ''));
    expect(blocks.at(-1)).toMatchObject({ elements: [{ url: `${hub.url}/alerts` }] });
    await untilDelivery(admin, id, isIn('sent'));
  });

  it.each([
    [404, 'no_service', true],
    [410, 'channel_is_archived', true],
    [400, 'invalid_payload', false],
    [403, 'action_prohibited', false],
  ])('that answers %i %s is not tried again', async (status, body, isGone) => {
    receiver.answer({ status, body });
    const { channel } = await addChannel({ kind: 'slack' });
    const { id } = await testChannel(admin, channel.id);
    const failed = await untilDelivery(admin, id, isIn('failed'));
    expect(failed.attempts.map(({ error }) => error)).toEqual([`Slack answered ${body}.`]);
    const { channels } = ChannelsReply.parse(await (await admin.fetch('/v1/channels')).json());
    const now = channels.find((one) => one.id === channel.id);
    expect(now?.goneAtMs !== null).toBe(isGone);
  });
});

/**
 * https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using and
 * https://adaptivecards.io/explorer/AdaptiveCard.html
 */
const TeamsMessage = z.strictObject({
  type: z.literal('message'),
  attachments: z.tuple([
    z.strictObject({
      contentType: z.literal('application/vnd.microsoft.card.adaptive'),
      contentUrl: z.null(),
      content: z.strictObject({
        $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
        type: z.literal('AdaptiveCard'),
        version: z.literal('1.4'),
        lang: z.string(),
        body: z
          .array(
            z.strictObject({
              type: z.literal('RichTextBlock'),
              spacing: z.literal('Small').optional(),
              inlines: z
                .array(
                  z.strictObject({
                    type: z.literal('TextRun'),
                    text: z.string().min(1),
                    weight: z.literal('Bolder').optional(),
                    size: z.literal('Large').optional(),
                    color: z.literal('Attention').optional(),
                  }),
                )
                .min(1),
            }),
          )
          .min(1),
        actions: z.array(
          z.strictObject({
            type: z.literal('Action.OpenUrl'),
            title: z.string().min(1),
            url: z.url(),
          }),
        ),
        msteams: z.strictObject({ width: z.literal('Full') }),
      }),
    }),
  ]),
});

describe('Teams', () => {
  it('is told in the shape that its documentation has, and takes it with 202', async () => {
    receiver.answer({ status: 202 });
    const { channel } = await addChannel({ kind: 'teams' });
    const { id } = await testChannel(admin, channel.id);
    const [message] = await receiver.until(1);
    const { attachments } = TeamsMessage.parse(JSON.parse(message?.body ?? ''));
    expect(attachments[0].content.actions[0]?.url).toBe(`${hub.url}/alerts`);
    await untilDelivery(admin, id, isIn('sent'));
  });
});

describe('A channel that takes few messages a minute', () => {
  it('has the others wait for their place, in order, and none of them fail', async () => {
    const { channel } = await addChannel({ perMinute: 2 });
    const tests = [];
    for (let count = 0; count < 5; count += 1) {
      tests.push(await testChannel(admin, channel.id));
    }
    await receiver.until(2);
    const last = await untilDelivery(
      admin,
      tests[4]?.id ?? '',
      ({ nextAtMs, createdAtMs }) => (nextAtMs ?? 0) > createdAtMs + 100_000,
    );
    expect(last.state).toBe('queued');
    const log = await readLog(admin);
    const ofTests = tests.map(({ id }) => log.find((one) => one.id === id));
    expect(ofTests.map((one) => one?.state)).toEqual([
      'sent',
      'sent',
      'queued',
      'queued',
      'queued',
    ]);
    const [sentAtMs, , third, fourth, fifth] = ofTests.map((one) => one?.sentAtMs ?? one?.nextAtMs);
    expect(third).toBeGreaterThanOrEqual((sentAtMs ?? 0) + 59_000);
    expect(fourth).toBeGreaterThanOrEqual(third ?? 0);
    expect(fifth).toBeGreaterThanOrEqual((third ?? 0) + 59_000);
    expect(receiver.received.length).toBe(2);
  });

  it('waits no longer than for those before it, whatever a clock that jumped wrote down', async () => {
    const hourMs = 3_600_000;
    const { channel } = await addChannel({ perMinute: 1 });
    hub.clock.moveBy(hourMs);
    const early = await testChannel(admin, channel.id);
    await untilDelivery(admin, early.id, isIn('sent'));
    hub.clock.moveBy(-hourMs);
    const next = await testChannel(admin, channel.id);
    const placed = await untilDelivery(admin, next.id, ({ nextAtMs }) => nextAtMs !== null);
    expect((placed.nextAtMs ?? 0) - placed.createdAtMs).toBeLessThanOrEqual(2 * 60_000 + 5_000);

    receiver.answer({ status: 500 });
    const { channel: other } = await addChannel();
    const held = await testChannel(admin, other.id);
    await untilDelivery(admin, held.id, ({ attempts }) => attempts.length === 1);
    await hub.query(
      'update app.deliveries set slot_at_ms = $1, next_at_ms = $1 where delivery_id = $2',
      [hub.clock.now() + hourMs, held.id],
    );
    const freed = await untilDelivery(
      admin,
      held.id,
      ({ nextAtMs }) => (nextAtMs ?? Infinity) < hub.clock.now() + 2 * 60_000,
    );
    expect(freed.state).toBe('queued');
  });

  it('takes no more from several hubs than from one', async () => {
    const other = await hub.startAnother();
    const there = await signInTestPerson(other.url, hub.demo);
    const { channel } = await addChannel({ perMinute: 3 });
    const tests = await Promise.all(
      [admin, there, admin, there, admin, there, admin, there].map((person) =>
        testChannel(person, channel.id),
      ),
    );
    const placed = await Promise.all(
      tests.map(({ id }) =>
        untilDelivery(
          admin,
          id,
          ({ state, nextAtMs, createdAtMs }) =>
            state === 'sent' || (nextAtMs ?? 0) > createdAtMs + 50_000,
        ),
      ),
    );
    expect(placed.filter(isIn('sent')).length).toBe(3);
    const later = placed.flatMap(({ nextAtMs }) => (nextAtMs === null ? [] : [nextAtMs]));
    const [first = 0, , , fourth = 0] = later.toSorted((one, another) => one - another);
    expect(fourth - first).toBeGreaterThanOrEqual(60_000);
    expect(receiver.received.length).toBe(3);
    await other.stop();
  });
});

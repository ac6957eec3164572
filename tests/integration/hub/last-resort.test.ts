import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { PolicyContent } from '../../../contract/alert-rule.ts';
import { ASK_STAFF_STEP } from '../../../contract/flow-steps.ts';
import { PolicyReply } from '../../../contract/protocol/alert-rules.ts';
import type { Channel } from '../../../contract/protocol/channels.ts';
import { until } from '../../faults/until.ts';
import { startAlertTime, type AlertTime } from '../../support/alert-time.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { startMailServer, type MailServer } from '../../support/mail-server.ts';
import { startMessageReceiver, type MessageReceiver } from '../../support/message-receiver.ts';
import { placeTestTerminal } from '../../support/own-touchpoint.ts';
import { addTestChannel, makeChannelContent } from '../../support/test-channel.ts';
import { signInTestPerson, type TestPerson } from '../../support/test-person.ts';
import { makeRule } from '../../support/test-rule.ts';
import type { TestTerminal } from '../../support/test-terminal.ts';
import { openStore, type Store } from '../../support/two-stores.ts';

const MINUTE_MS = 60_000;

let mailServer: MailServer;
let receiver: MessageReceiver;
let hub: TestHub;
let admin: TestPerson;
let time: AlertTime;

beforeAll(async () => {
  mailServer = await startMailServer();
  receiver = await startMessageReceiver();
  hub = await startTestHub(inject('clusterUrl'), {
    alertClockMs: 10,
    streamPingMs: 1_000,
    smtp: mailServer.smtp,
  });
  admin = await signInTestPerson(hub.url, hub.demo);
});
afterAll(async () => {
  await hub.stop();
  await receiver.stop();
  await mailServer.stop();
});

/** With staff and a manager of its own, and a channel. */
let store: Store;
let manager: TestPerson;
let channel: Channel;
let terminal: TestTerminal;

let stores = 0;
beforeEach(async () => {
  stores += 1;
  store = await openStore(hub, `Store ${stores}`);
  ({ person: manager } = await store.hire('manager'));
  ({ channel } = await addTestChannel(admin, receiver.url, { kind: 'slack', name: 'Floor' }));
  terminal = await placeTestTerminal(
    hub,
    await hub.administration.createTouchpoint(hub.demo.organizationId, {
      name: 'Exit',
      locationId: store.locationId,
    }),
  );
  const today = new Date(hub.clock.now() + MINUTE_MS).toISOString();
  time = await startAlertTime(hub, today);
});
afterEach(() => time.stop());

/** Red presses of the store go by this. */
async function setPolicy(
  levels: PolicyContent['levels'],
  remindEveryMs: number | null = null,
): Promise<string> {
  const policy = { name: store.name, levels, waits: 'always', remindEveryMs };
  const reply = await admin.send('POST', '/v1/escalation-policies', { policy });
  const { id } = PolicyReply.parse(await reply.json()).policy;
  await makeRule(admin, {
    name: store.name,
    condition: { kind: 'each-negative' },
    scope: { locationIds: [store.locationId], touchpointIds: [], hours: 'always' },
    policyId: id,
  });
  return id;
}

async function setChannel(change: Parameters<typeof makeChannelContent>[0]): Promise<void> {
  const content = makeChannelContent({ kind: 'slack', name: 'Floor', ...change });
  const reply = await admin.send('PUT', `/v1/channels/${channel.id}`, {
    channel: content,
    url: null,
  });
  expect(reply.status).toBe(200);
}

async function choose(person: TestPerson, email: boolean): Promise<void> {
  const reply = await person.put('/v1/me/profile', {
    language: 'en',
    email,
    push: false,
    quiet: null,
  });
  expect(reply.status).toBe(200);
}

const press = (): Promise<string> => time.raise(terminal, terminal.press('negative'));

const passMinutes = (minutes: number): Promise<void> =>
  time.passTo(new Date(hub.clock.now() + minutes * MINUTE_MS).toISOString());

/** In person, and why, in the order in which it was. */
async function told(alertId: string): Promise<unknown[]> {
  return (await time.told(alertId)).flatMap(({ reason, people }) =>
    people.length === 0 ? [] : [[reason, ...people]],
  );
}

describe('A level that reaches nobody', () => {
  it.each([
    ['whose channel is turned off', (): Promise<void> => setChannel({ enabled: false })],
    [
      'whose channel is of another place',
      async (): Promise<void> => {
        const elsewhere = await openStore(hub, `Elsewhere ${stores}`);
        await setChannel({ locationId: elsewhere.locationId });
      },
    ],
    [
      'whose channel is gone',
      async (): Promise<void> => {
        await hub.query('update app.channels set gone_at_ms = 1 where channel_id = $1', [
          channel.id,
        ]);
      },
    ],
  ])('%s has the manager told, once', async (_, lose) => {
    await setPolicy([{ afterMs: 0, people: [], channels: [channel.id] }], 5 * MINUTE_MS);
    await lose();
    const alertId = await press();
    expect(await told(alertId)).toEqual([['opened', `${store.name} manager`]]);
    await passMinutes(6);
    await passMinutes(6);
    const { history } = await admin.alert(alertId);
    expect(history.map(({ what }) => what.kind)).toEqual(['opened', 'reminded', 'reminded']);
    expect(await told(alertId)).toHaveLength(1);
  });

  it('has the manager told anew when its visitor asks for help, and when it is reopened', async () => {
    const policyId = await setPolicy([{ afterMs: 0, people: [], channels: [channel.id] }]);
    await makeRule(admin, {
      name: `${store.name}, help`,
      condition: { kind: 'help-asked' },
      scope: { locationIds: [store.locationId], touchpointIds: [], hours: 'always' },
      policyId,
    });
    await setChannel({ enabled: false });
    const pressed = terminal.press('negative');
    const alertId = await time.raise(terminal, pressed);
    const cry = (): ReturnType<TestTerminal['make']> =>
      terminal.make({
        type: 'answered',
        pressId: pressed.id,
        step: ASK_STAFF_STEP,
        outcome: { kind: 'choice', values: ['now'] },
      });
    for (const cries of [1, 2]) {
      await terminal.send(terminal.batch([cry()]));
      await until('a cry is told of', 25_000, async () => {
        const all = await time.told(alertId);
        const heard = all.filter(
          ({ reason, people }) => reason === 'help-asked' && people.length === 0,
        );
        return heard.length === cries ? heard : null;
      });
      await passMinutes(2);
    }
    const name = `${store.name} manager`;
    expect(await told(alertId)).toEqual([
      ['opened', name],
      ['help-asked', name],
    ]);
    await (await admin.post(`/v1/alerts/${alertId}/resolve`)).arrayBuffer();
    await (await admin.post(`/v1/alerts/${alertId}/reopen`)).arrayBuffer();
    expect((await told(alertId)).slice(2)).toEqual([['reopened', name]]);
  });

  it('has the admins told where the manager chose no way to be told, and nobody of another place', async () => {
    const region = await openStore(hub, `Region ${stores}`);
    await region.hire('admin');
    await region.hire('manager');
    await choose(manager, false);
    await setPolicy([{ afterMs: 0, people: [{ kind: 'on-duty' }], channels: [] }]);
    await hub.query(
      `insert into app.profiles (organization_id, user_id, language, email, push)
       select organization_id, user_id, 'en', false, false from app.members where user_id = $1`,
      [store.staffId],
    );
    expect(await told(await press())).toEqual([['opened', 'Demo manager']]);
  });

  it('is the higher one, also when the one below hears again at the same time', async () => {
    const staff = { kind: 'person' as const, userId: store.staffId };
    await setPolicy(
      [
        { afterMs: 0, people: [staff], channels: [] },
        { afterMs: 5 * MINUTE_MS, people: [], channels: [channel.id] },
      ],
      5 * MINUTE_MS,
    );
    await setChannel({ enabled: false });
    const alertId = await press();
    await passMinutes(6);
    const [opened, ...escalated] = await told(alertId);
    expect(opened).toEqual(['opened', `${store.name} staff`]);
    // Both in one moment.
    expect(new Set(escalated)).toEqual(
      new Set([
        ['escalated', `${store.name} staff`],
        ['escalated', `${store.name} manager`],
      ]),
    );
  });

  it('tells nobody in person where it was to tell consoles alone', async () => {
    await setPolicy([{ afterMs: 0, people: [], channels: [] }]);
    expect(await told(await press())).toEqual([]);
  });
});

describe('An alert whose policy is gone', () => {
  it('is told to the manager', async () => {
    const policyId = await setPolicy([
      { afterMs: 0, people: [{ kind: 'on-duty' }], channels: 'all' },
    ]);
    await hub.query('update app.escalation_policies set deleted = true where policy_id = $1', [
      policyId,
    ]);
    expect(await told(await press())).toEqual([['opened', `${store.name} manager`]]);
  });
});

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ASK_STAFF_STEP } from '../../../contract/flow-steps.ts';
import { PolicyReply } from '../../../contract/protocol/alert-rules.ts';
import type { Grant } from '../../../contract/protocol/me.ts';
import { startAlertTime, type AlertTime } from '../../support/alert-time.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { startMailServer, type MailServer } from '../../support/mail-server.ts';
import { placeTestTerminal } from '../../support/own-touchpoint.ts';
import { signInTestPerson, type TestPerson } from '../../support/test-person.ts';
import { makeRule } from '../../support/test-rule.ts';
import { newEventId, type Made, type TestTerminal } from '../../support/test-terminal.ts';

const MINUTE_MS = 60_000;
const WORKDAYS = [1, 2, 3, 4, 5];
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

type Span = { readonly day: number; readonly from: string; readonly until: string };
const spans = (days: readonly number[], from: string, until: string): Span[] =>
  days.map((day) => ({ day, from, until }));

let mailServer: MailServer;
let hub: TestHub;
let admin: TestPerson;
let time: AlertTime | undefined;

/** A store with Anna and Bram, its staff, and Carla, its manager. */
type Store = {
  readonly locationId: string;
  readonly ids: Readonly<Record<'Anna' | 'Bram' | 'Carla', string>>;
  signIn(name: 'Anna' | 'Bram' | 'Carla'): Promise<TestPerson>;
  /** A terminal at a touchpoint of its own. */
  terminal(): Promise<TestTerminal>;
};

beforeAll(async () => {
  mailServer = await startMailServer();
  hub = await startTestHub(inject('clusterUrl'), {
    alertClockMs: 10,
    streamPingMs: 1_000,
    smtp: mailServer.smtp,
  });
  admin = await signInTestPerson(hub.url, hub.demo);
});
afterAll(async () => {
  await time?.stop();
  await hub.stop();
  await mailServer.stop();
});

/** The clock of all tests here goes on; each begins later than the one before it. */
async function beginAt(moment: string): Promise<AlertTime> {
  await time?.stop();
  time = await startAlertTime(hub, moment);
  return time;
}

async function openStore(how: {
  readonly hours?: readonly Span[];
  readonly timeZone?: string;
  readonly country?: string;
}): Promise<Store> {
  const { organizationId } = hub.demo;
  const { administration } = hub;
  const locationId = await administration.createLocation(organizationId, { name: 'Store' });
  const password = 'long-enough';
  const emails = new Map<string, string>();
  const hire = async (name: string, role: Grant['role']): Promise<string> => {
    const email = `${newEventId()}@glimlach.example`;
    emails.set(name, email);
    const member = { email, name, password, role, locationId };
    return administration.saveMember(organizationId, member);
  };
  const ids = {
    Anna: await hire('Anna', 'staff'),
    Bram: await hire('Bram', 'staff'),
    Carla: await hire('Carla', 'manager'),
  };
  const { hours = spans(EVERY_DAY, '00:00', '24:00'), timeZone = 'Europe/Amsterdam' } = how;
  await mustPut(admin, `/v1/places/${locationId}/hours`, {
    hours: { timeZone, weekly: hours, closedOn: [] },
    holidays: how.country === undefined ? null : { country: how.country, state: null },
  });
  return {
    locationId,
    ids,
    signIn: (name) => signInTestPerson(hub.url, { email: emails.get(name) ?? '', password }),
    terminal: async () =>
      placeTestTerminal(
        hub,
        await administration.createTouchpoint(organizationId, { name: 'Exit', locationId }),
      ),
  };
}

async function mustPut(person: TestPerson, path: string, body: unknown): Promise<void> {
  const reply = await person.put(path, body);
  expect([path, reply.status, await reply.text()]).toEqual([path, 200, expect.any(String)]);
}

async function putOnDuty(store: Store, ...shifts: [keyof Store['ids'], Span][]): Promise<void> {
  await mustPut(admin, `/v1/rotas/${store.locationId}`, {
    shifts: shifts.map(([name, span]) => ({ userId: store.ids[name], ...span })),
  });
}

const ON_DUTY_BY_DAY = (store: Store): Promise<void> =>
  putOnDuty(
    store,
    ...spans(EVERY_DAY, '09:00', '17:00').map((span): ['Anna', Span] => ['Anna', span]),
    ...spans(EVERY_DAY, '17:00', '21:00').map((span): ['Bram', Span] => ['Bram', span]),
  );

async function pressAt(terminal: TestTerminal): Promise<string> {
  return theTime().raise(terminal, terminal.press('negative'));
}

function theTime(): AlertTime {
  if (time === undefined) {
    throw new Error('No time has begun.');
  }
  return time;
}

/** What was told, in short. */
async function told(alertId: string): Promise<unknown[]> {
  return (await theTime().told(alertId)).map(({ at, reason, level, people }) => [
    at,
    reason,
    level,
    people.join(' '),
  ]);
}

function cryAfter(terminal: TestTerminal, press: Made): Made {
  return terminal.make({
    type: 'answered',
    pressId: press.id,
    step: ASK_STAFF_STEP,
    outcome: { kind: 'choice', values: ['now'] },
  });
}

async function must(reply: Promise<Response>): Promise<void> {
  const answer = await reply;
  expect([answer.status, await answer.text()]).toEqual([200, expect.any(String)]);
}

describe('An alert nobody takes', () => {
  it('waits over the weekend, and then reaches the manager', async () => {
    const store = await openStore({ hours: spans(WORKDAYS, '09:00', '18:00') });
    const { passTo } = await beginAt('2031-01-03T15:00Z');
    await passTo('2031-01-03T16:57Z');
    const alertId = await pressAt(await store.terminal());
    await passTo('2031-01-04T12:00Z');
    await passTo('2031-01-06T08:01Z');
    const opened = ['2031-01-03T16:57Z', 'opened', 0, 'Anna Bram Carla'];
    expect(await told(alertId)).toEqual([opened]);
    await passTo('2031-01-06T08:04Z');
    const reminded = ['2031-01-06T08:04Z', 'reminded', 0, 'Anna Bram Carla'];
    expect(await told(alertId)).toEqual([opened, reminded]);
    await passTo('2031-01-06T08:08Z');
    await passTo('2031-01-06T08:14Z');
    expect(await told(alertId)).toEqual([
      opened,
      reminded,
      ['2031-01-06T08:08Z', 'escalated', 1, 'Carla'],
      ['2031-01-06T08:14Z', 'reminded', 1, 'Anna Bram Carla'],
    ]);
    expect(await admin.alert(alertId)).toMatchObject({
      alert: { state: 'escalated', level: 1 },
      history: [
        { by: null, what: { kind: 'opened' } },
        { by: null, what: { kind: 'reminded' } },
        { by: null, what: { kind: 'escalated', level: 1 } },
        { by: null, what: { kind: 'reminded' } },
      ],
    });
  });

  it('waits over a public holiday', async () => {
    // King’s Day is on Saturday the 26th, as the 27th is a Sunday.
    const store = await openStore({ hours: spans(EVERY_DAY, '09:00', '18:00'), country: 'NL' });
    const { passTo } = await beginAt('2031-04-25T12:00Z');
    await passTo('2031-04-25T15:58Z');
    const alertId = await pressAt(await store.terminal());
    await passTo('2031-04-26T12:00Z');
    expect(await told(alertId)).toHaveLength(1);
    await passTo('2031-04-27T07:02Z');
    expect(await told(alertId)).toHaveLength(1);
    await passTo('2031-04-27T07:04Z');
    expect((await told(alertId)).slice(1)).toEqual([
      ['2031-04-27T07:04Z', 'reminded', 0, 'Anna Bram Carla'],
    ]);
  });

  it('goes by other hours as soon as there are any', async () => {
    const store = await openStore({ hours: spans(WORKDAYS, '09:00', '18:00') });
    const { passTo } = await beginAt('2031-05-05T20:00Z');
    const alertId = await pressAt(await store.terminal());
    await passTo('2031-05-05T20:30Z');
    expect(await told(alertId)).toHaveLength(1);
    await mustPut(admin, `/v1/places/${store.locationId}/hours`, { hours: null, holidays: null });
    await passTo('2031-05-05T20:32Z');
    expect(await told(alertId)).toHaveLength(2);
  });
});

describe('Summer time', () => {
  it('takes the hour that is skipped from a wait', async () => {
    const store = await openStore({ hours: spans(EVERY_DAY, '01:30', '02:30') });
    const { passTo } = await beginAt('2032-03-27T20:00Z');
    // At 01:00 UTC the clock goes from 02:00 to 03:00: that night the store is open for half an hour.
    await passTo('2032-03-28T00:57Z');
    const alertId = await pressAt(await store.terminal());
    await passTo('2032-03-28T01:30Z');
    expect(await told(alertId)).toHaveLength(1);
    await passTo('2032-03-28T23:31Z');
    expect(await told(alertId)).toHaveLength(1);
    await passTo('2032-03-28T23:33Z');
    expect((await told(alertId)).slice(1)).toEqual([
      ['2032-03-28T23:33Z', 'reminded', 0, 'Anna Bram Carla'],
    ]);
  });

  it('moves shifts and quiet hours along with the clock on the wall', async () => {
    const store = await openStore({});
    const { passTo } = await beginAt('2032-10-30T12:00Z');
    await ON_DUTY_BY_DAY(store);
    await passTo('2032-10-30T14:58Z');
    const before = await pressAt(await store.terminal());
    // That night, at 01:00 UTC, the clock goes from 03:00 back to 02:00.
    await passTo('2032-10-31T15:58Z');
    const after = await pressAt(await store.terminal());
    await passTo('2032-10-31T16:00Z');
    const evening = await pressAt(await store.terminal());
    const first = async (alertId: string): Promise<unknown> => (await told(alertId))[0];
    expect([await first(before), await first(after), await first(evening)]).toEqual([
      ['2032-10-30T14:58Z', 'opened', 0, 'Anna'],
      ['2032-10-31T15:58Z', 'opened', 0, 'Anna'],
      ['2032-10-31T16:00Z', 'opened', 0, 'Bram'],
    ]);
  });
});

describe('The rota', () => {
  it('hands an alert over to the next shift, and tells everybody when it is nobody’s', async () => {
    const store = await openStore({});
    const { passTo } = await beginAt('2033-01-10T12:00Z');
    await ON_DUTY_BY_DAY(store);
    await passTo('2033-01-10T15:57Z');
    const alertId = await pressAt(await store.terminal());
    await passTo('2033-01-10T16:03Z');
    await passTo('2033-01-10T20:01Z');
    const night = await pressAt(await store.terminal());
    expect((await told(alertId)).slice(0, 2)).toEqual([
      ['2033-01-10T15:57Z', 'opened', 0, 'Anna'],
      ['2033-01-10T16:03Z', 'reminded', 0, 'Bram'],
    ]);
    expect(await told(night)).toEqual([['2033-01-10T20:01Z', 'opened', 0, 'Anna Bram Carla']]);
  });
});

describe('Quiet hours', () => {
  it('hold what comes for somebody, unless they are on duty', async () => {
    const store = await openStore({});
    await beginAt('2033-02-07T21:30Z');
    const quiet = {
      timeZone: 'Europe/Amsterdam',
      weekly: [...spans(EVERY_DAY, '22:00', '24:00'), ...spans(EVERY_DAY, '00:00', '07:00')],
    };
    for (const person of [await store.signIn('Anna'), await store.signIn('Bram')]) {
      await mustPut(person, '/v1/me/profile', { language: 'nl', email: true, push: true, quiet });
    }
    const atRest = await pressAt(await store.terminal());
    await putOnDuty(store, ['Anna', { day: 1, from: '22:00', until: '24:00' }]);
    const onDuty = await pressAt(await store.terminal());
    expect(await theTime().told(atRest)).toMatchObject([
      { reason: 'opened', people: ['Anna', 'Bram', 'Carla'], held: ['Anna', 'Bram'] },
    ]);
    expect(await theTime().told(onDuty)).toMatchObject([
      { reason: 'opened', people: ['Anna'], held: [] },
    ]);
    const held = await hub.query<{ next_at: number }>(
      `select distinct next_at_ms::float8 as next_at from app.deliveries where state = 'held' and alert_id = $1`,
      [atRest],
    );
    expect(held.map(({ next_at }) => new Date(next_at).toISOString())).toEqual([
      '2033-02-08T06:00:00.000Z',
    ]);
  });
});

describe('A snoozed alert', () => {
  it('is silent until it wakes, and waits anew from then on', async () => {
    const store = await openStore({});
    const anna = await store.signIn('Anna');
    const { passTo } = await beginAt('2033-03-07T10:00Z');
    const alertId = await pressAt(await store.terminal());
    await must(anna.post(`/v1/alerts/${alertId}/snooze`, { forMs: 30 * MINUTE_MS }));
    await passTo('2033-03-07T10:25Z');
    expect(await told(alertId)).toHaveLength(1);
    expect((await admin.alert(alertId)).alert).toMatchObject({
      state: 'snoozed',
      snoozed: { by: 'Anna' },
    });
    await passTo('2033-03-07T10:31Z');
    await passTo('2033-03-07T10:37Z');
    expect((await told(alertId)).slice(1)).toEqual([
      ['2033-03-07T10:31Z', 'woken', 0, 'Anna Bram Carla'],
      ['2033-03-07T10:37Z', 'reminded', 0, 'Anna Bram Carla'],
    ]);
  });

  it('wakes when its visitor asks for help', async () => {
    const store = await openStore({});
    const anna = await store.signIn('Anna');
    const { passTo } = await beginAt('2033-03-08T10:00Z');
    const terminal = await store.terminal();
    const press = terminal.press('negative');
    const alertId = await theTime().raise(terminal, press);
    await must(anna.post(`/v1/alerts/${alertId}/snooze`, { forMs: 30 * MINUTE_MS }));
    await terminal.send(terminal.batch([cryAfter(terminal, press)]));
    await passTo('2033-03-08T10:02Z');
    const { alert, history } = await admin.alert(alertId);
    expect([alert.state, history.map(({ what }) => what.kind)]).toEqual([
      'open',
      ['opened', 'snoozed', 'help-asked', 'woken'],
    ]);
    expect((await theTime().told(alertId)).map(({ reason }) => reason)).toEqual([
      'opened',
      'help-asked',
    ]);
  });
});

describe('A cry for help after a red press', () => {
  const historyOf = async (alertId: string): Promise<string[]> =>
    (await admin.alert(alertId)).history.map(({ what }) => what.kind);

  it('is told by the policy of the rule for help, and again when it wakes the alert within the same minute', async () => {
    const store = await openStore({});
    const anna = await store.signIn('Anna');
    await beginAt('2033-03-10T10:00Z');
    const level = { people: [{ kind: 'person', userId: store.ids.Bram }], channels: [] };
    const policy = {
      name: 'Guards',
      levels: [{ afterMs: 0, ...level }],
      waits: 'always',
      remindEveryMs: null,
    };
    const made = PolicyReply.parse(
      await (await admin.send('POST', '/v1/escalation-policies', { policy })).json(),
    );
    const scope = { locationIds: [store.locationId], touchpointIds: [], hours: 'always' as const };
    const condition = { kind: 'help-asked' } as const;
    await makeRule(admin, { name: 'Guards', condition, scope, policyId: made.policy.id });
    const terminal = await store.terminal();
    const press = terminal.press('negative');
    const alertId = await theTime().raise(terminal, press);
    await terminal.send(terminal.batch([cryAfter(terminal, press)]));
    await theTime().passTo('2033-03-10T10:02Z');
    const cries = async (): Promise<unknown[]> =>
      (await told(alertId)).slice(1).map((each) => (each as unknown[]).slice(1));
    expect(await cries()).toEqual([['help-asked', 0, 'Bram']]);
    expect((await admin.alert(alertId)).alert.rule?.name).toBe('Guards');

    for (let again = 0; again < 2; again += 1) {
      await must(anna.post(`/v1/alerts/${alertId}/snooze`, { forMs: 30 * MINUTE_MS }));
      await terminal.send(terminal.batch([cryAfter(terminal, press)]));
    }
    await theTime().passTo('2033-03-10T10:04Z');
    expect(await cries()).toEqual([1, 2, 3].map(() => ['help-asked', 0, 'Bram']));
  });

  it('wakes and tells nobody when it comes late', async () => {
    const store = await openStore({});
    const anna = await store.signIn('Anna');
    const { passTo } = await beginAt('2033-03-11T10:00Z');
    const terminal = await store.terminal();
    const press = terminal.press('negative');
    const alertId = await theTime().raise(terminal, press);
    await must(anna.post(`/v1/alerts/${alertId}/snooze`, { forMs: 30 * MINUTE_MS }));
    const cry = cryAfter(terminal, press);
    await passTo('2033-03-11T10:04Z');
    await terminal.send(terminal.batch([cry]));
    expect((await admin.alert(alertId)).alert.state).toBe('snoozed');
    expect(await historyOf(alertId)).toEqual(['opened', 'snoozed', 'help-asked']);
    expect(await told(alertId)).toHaveLength(1);
  });
});

describe('A red press where an alert is snoozed', () => {
  it('opens an alert of its own: the snooze was about those before it', async () => {
    const store = await openStore({});
    const anna = await store.signIn('Anna');
    await beginAt('2033-03-09T10:00Z');
    const terminal = await store.terminal();
    const snoozed = await pressAt(terminal);
    await must(anna.post(`/v1/alerts/${snoozed}/snooze`, { forMs: 30 * MINUTE_MS }));
    const alertId = await pressAt(terminal);
    expect(alertId).not.toBe(snoozed);
    expect(await told(alertId)).toEqual([['2033-03-09T10:00Z', 'opened', 0, 'Anna Bram Carla']]);
    expect((await admin.alert(snoozed)).alert).toMatchObject({ state: 'snoozed', presses: 1 });
    expect(await pressAt(terminal)).toBe(alertId);
  });
});

describe('An alert that somebody takes', () => {
  it('tells nobody more, until it is handed back', async () => {
    const store = await openStore({});
    const anna = await store.signIn('Anna');
    const { passTo } = await beginAt('2033-04-04T10:00Z');
    const alertId = await pressAt(await store.terminal());
    await must(anna.post(`/v1/alerts/${alertId}/acknowledge`));
    await passTo('2033-04-04T12:00Z');
    expect(await told(alertId)).toHaveLength(1);
    await must(anna.post(`/v1/alerts/${alertId}/hand-back`));
    await passTo('2033-04-04T12:06Z');
    expect((await told(alertId)).slice(1)).toEqual([
      ['2033-04-04T12:00Z', 'reopened', 0, 'Anna Bram Carla'],
      ['2033-04-04T12:06Z', 'reminded', 0, 'Anna Bram Carla'],
    ]);
    // It was in somebody's hands until then.
    expect(await readReminder(alertId)).toContain('Al 6 minuten heeft niemand dit opgepakt.');
  });

  it('begins a new round when it is reopened', async () => {
    const store = await openStore({});
    const anna = await store.signIn('Anna');
    const { passTo } = await beginAt('2033-04-05T10:00Z');
    const alertId = await pressAt(await store.terminal());
    await passTo('2033-04-05T10:11Z');
    await must(anna.post(`/v1/alerts/${alertId}/resolve`));
    await passTo('2033-04-05T12:00Z');
    await must(anna.post(`/v1/alerts/${alertId}/reopen`));
    expect(await told(alertId)).toEqual([
      ['2033-04-05T10:00Z', 'opened', 0, 'Anna Bram Carla'],
      ['2033-04-05T10:11Z', 'escalated', 1, 'Anna Bram Carla'],
      ['2033-04-05T12:00Z', 'reopened', 0, 'Anna Bram Carla'],
    ]);
  });
});

/** The text of the first one by e-mail, once it came. */
async function readReminder(alertId: string): Promise<string> {
  for (;;) {
    const told = mailServer.mails.find(
      ({ mail }) =>
        mail.subject?.startsWith('Herinnering') === true && mail.text?.includes(alertId) === true,
    );
    if (told !== undefined) {
      return told.mail.text ?? '';
    }
    await mailServer.received(mailServer.mails.length + 1);
  }
}

describe('A late alert', () => {
  it('tells nobody, however long it lies', async () => {
    const store = await openStore({});
    const anna = await store.signIn('Anna');
    const { passTo } = await beginAt('2033-05-02T10:00Z');
    const terminal = await store.terminal();
    const press = terminal.press('negative');
    await passTo('2033-05-02T10:05Z');
    await terminal.send(terminal.batch([press]));
    await passTo('2033-05-04T10:05Z');
    const { alerts } = await anna.alerts();
    expect(alerts.map(({ kind, state }) => [kind, state])).toEqual([['late', 'open']]);
    expect(await told(alerts[0]?.id ?? '')).toEqual([]);
  });
});

describe('Alerts that fail each time', () => {
  it('stop nobody else’s time, however many', async () => {
    const store = await openStore({});
    const { passTo } = await beginAt('2033-08-01T10:00Z');
    const alertId = await pressAt(await store.terminal());
    const failing = await pressAt(await store.terminal());
    const policyId = newEventId();
    await hub.query(
      `insert into app.escalation_policies
       select organization_id, $1, 1, 'Broken', '[null, null]', 'always', null, 1 from app.organizations`,
      [policyId],
    );
    await hub.query(
      `insert into app.alerts (organization_id, alert_id, kind, subject_id, opened_at_ms, last_press_at_ms, presses,
         policy_id, policy_version, due_at_ms)
       select organization_id, gen_random_uuid(), 'live', gen_random_uuid(), opened_at_ms, last_press_at_ms, 1,
         $1, 1, opened_at_ms
       from app.alerts, generate_series(1, 120) where alert_id = $2`,
      [policyId, failing],
    );
    await passTo('2033-08-01T10:11Z');
    expect((await told(alertId)).at(-1)).toEqual([
      '2033-08-01T10:11Z',
      'escalated',
      1,
      'Anna Bram Carla',
    ]);
    await hub.query(`delete from app.alerts where policy_id = $1`, [policyId]);
  });
});

describe('A place whose time zone the hub does not know', () => {
  it('has its alerts told, by the hub’s own clock', async () => {
    const store = await openStore({ hours: spans(EVERY_DAY, '00:00', '24:00') });
    await hub.query(
      `update app.locations set hours = jsonb_set(hours, '{timeZone}', '"Mars/Olympus"') where location_id = $1`,
      [store.locationId],
    );
    await putOnDuty(
      store,
      ...spans(EVERY_DAY, '00:00', '24:00').map((span): ['Anna', Span] => ['Anna', span]),
    );
    const { passTo } = await beginAt('2033-09-05T10:00Z');
    const alertId = await pressAt(await store.terminal());
    await passTo('2033-09-05T10:06Z');
    expect((await told(alertId)).map((line) => (line as unknown[])[1])).toEqual([
      'opened',
      'reminded',
    ]);
  });
});

describe('An alert of before there were rules', () => {
  it('takes in no new press, as it would tell nobody of it', async () => {
    const store = await openStore({});
    await beginAt('2033-10-03T10:00Z');
    const terminal = await store.terminal();
    const before = await pressAt(terminal);
    await hub.query(
      `update app.alerts set rule_id = null, rule_version = null, policy_id = null, policy_version = null,
         due_at_ms = null where alert_id = $1`,
      [before],
    );
    const after = await pressAt(terminal);
    expect(after).not.toBe(before);
    expect(await told(after)).toMatchObject([[expect.any(String), 'opened', 0, 'Anna Bram Carla']]);
  });
});

describe('Several hubs', () => {
  it('share what time does: each is told once', async () => {
    const store = await openStore({});
    const { passTo } = await beginAt('2033-06-06T10:00Z');
    const alertIds: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      alertIds.push(await pressAt(await store.terminal()));
    }
    const other = await hub.startAnother();
    await passTo('2033-06-06T10:06Z');
    // Not just as the next reminder is due, which goes along with the escalation or comes after it.
    await passTo('2033-06-06T10:12Z');
    for (const alertId of alertIds) {
      expect((await theTime().told(alertId)).map(({ reason }) => reason)).toEqual([
        'opened',
        'reminded',
        'escalated',
      ]);
    }
    await other.stop();
  });
});

describe('A hub that was down', () => {
  it('goes on where time left it, and jumps over no level', async () => {
    const store = await openStore({});
    await beginAt('2033-07-04T10:00Z');
    const alertId = await pressAt(await store.terminal());
    await hub.restart();
    const { passTo } = await beginAt('2033-07-04T16:00Z');
    await passTo('2033-07-04T16:02Z');
    expect((await theTime().told(alertId)).slice(0, 2)).toMatchObject([
      { reason: 'opened', level: 0 },
      { reason: 'escalated', level: 1 },
    ]);
  });
});

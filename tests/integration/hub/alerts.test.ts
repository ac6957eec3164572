import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { Client } from 'pg';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { openOwnTouchpoint, placeTestTerminal } from '../../support/own-touchpoint.ts';
import { signInTestPerson, type TestPerson } from '../../support/test-person.ts';
import { enrolTestTerminal, type TestTerminal } from '../../support/test-terminal.ts';

const MINUTE_MS = 60_000;

let hub: TestHub;
let person: TestPerson;
let kiosk: TestTerminal;
let touchpointId: string;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'), { streamPingMs: 50 });
  person = await signInTestPerson(hub.url, hub.demo);
});
afterAll(() => hub.stop());

beforeEach(async () => {
  touchpointId = await openOwnTouchpoint(hub);
  kiosk = await placeTestTerminal(hub, touchpointId);
});

async function alertsHere(): Promise<{ kind: string; state: string; presses: number }[]> {
  const { alerts } = await person.alerts('?limit=200');
  return alerts
    .filter((alert) => alert.terminal?.id === kiosk.terminalId)
    .map(({ kind, state, presses }) => ({ kind, state, presses }));
}

async function press(rating: 'negative' | 'positive' = 'negative'): Promise<void> {
  await kiosk.send(kiosk.batch([kiosk.press(rating)]));
}

describe('Alerts', () => {
  it('arise from a negative press and name where it was', async () => {
    await press();
    const { alerts } = await person.alerts();
    expect(alerts[0]).toEqual({
      id: expect.any(String),
      kind: 'live',
      cause: 'negative',
      state: 'open',
      touchpoint: { id: touchpointId, name: 'Exit' },
      location: { id: expect.any(String), name: 'Zwolle' },
      terminal: { id: kiosk.terminalId, name: expect.any(String) },
      rule: { id: expect.any(String), name: 'Elke rode druk' },
      presses: 1,
      measured: null,
      openedAtMs: expect.any(Number),
      lastPressAtMs: expect.any(Number),
      helpAsked: null,
      contactLeft: null,
      calledInStore: null,
      level: 0,
      acknowledged: null,
      snoozed: null,
      resolved: null,
      comments: 0,
    });
  });

  it('arise from nothing else', async () => {
    const at = kiosk.instant();
    await kiosk.send(
      kiosk.batch([
        kiosk.press('positive'),
        kiosk.press('neutral'),
        kiosk.press('negative', { repeat: true }),
        kiosk.press('negative', { recovered: { from: at, until: at } }),
      ]),
    );
    expect(await alertsHere()).toEqual([]);
  });

  it('count a press once when its batch comes again', async () => {
    const batch = kiosk.batch([kiosk.press('negative')]);
    await kiosk.send(batch);
    await kiosk.send(batch);
    expect(await alertsHere()).toEqual([{ kind: 'live', state: 'open', presses: 1 }]);
  });

  it('gather presses that come within ten minutes of the last', async () => {
    await press();
    hub.clock.moveBy(9 * MINUTE_MS);
    await press();
    hub.clock.moveBy(9 * MINUTE_MS);
    await press();
    hub.clock.moveBy(11 * MINUTE_MS);
    await press();
    expect(await alertsHere()).toEqual([
      { kind: 'live', state: 'open', presses: 1 },
      { kind: 'live', state: 'open', presses: 3 },
    ]);
  });

  it('open anew after an acknowledgement', async () => {
    await press();
    const { alerts } = await person.alerts();
    await person.acknowledge(alerts[0]?.id ?? '');
    await press();
    expect((await alertsHere()).map(({ state }) => state).toSorted()).toEqual([
      'acknowledged',
      'open',
    ]);
  });

  it('stay one group when terminals at a touchpoint press at once', async () => {
    const others = await Promise.all(
      Array.from({ length: 5 }, () =>
        enrolTestTerminal(hub.url, hub.demo.enrolmentKey, { touchpointId, now: hub.clock.now }),
      ),
    );
    await Promise.all(
      others.map(async (other) => other.send(other.batch([other.press('negative')]))),
    );
    const { alerts } = await person.alerts();
    expect(
      alerts.filter((alert) => alert.touchpoint?.id === touchpointId).map(({ presses }) => presses),
    ).toEqual([5]);
  });

  it('stand on the terminal when it has no touchpoint, or none we know', async () => {
    const loose = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey, { now: hub.clock.now });
    const lost = loose.press('negative');
    const stray = loose.press('negative', {
      context: { ...contextOf(lost.event), touchpointId: kiosk.ledgerId },
    });
    await loose.send(loose.batch([lost, stray]));
    const { alerts } = await person.alerts();
    expect(
      alerts
        .filter((alert) => alert.terminal?.id === loose.terminalId)
        .map(({ touchpoint, presses }) => ({ touchpoint, presses })),
    ).toEqual([{ touchpoint: null, presses: 2 }]);
  });

  it('gather late presses into one quiet alert a day', async () => {
    const early = [kiosk.press('negative'), kiosk.press('negative')];
    hub.clock.moveBy(3 * MINUTE_MS);
    await kiosk.send(kiosk.batch(early.slice(0, 1)));
    await kiosk.send(kiosk.batch(early.slice(1)));
    expect(await alertsHere()).toEqual([{ kind: 'late', state: 'open', presses: 2 }]);
  });

  it('take a press from the future of a dead clock for a late one of today', async () => {
    const wallMs = hub.clock.now() + 300 * 24 * 60 * MINUTE_MS;
    const made = kiosk.press('negative', { at: { wallMs, monotonicMs: 1, bootId: 'before' } });
    await kiosk.send(kiosk.batch([made]));
    const { alerts } = await person.alerts();
    const alert = alerts.find(({ terminal }) => terminal?.id === kiosk.terminalId);
    expect(alert).toEqual(expect.objectContaining({ kind: 'late', presses: 1 }));
    expect(alert?.openedAtMs).toBeLessThanOrEqual(hub.clock.now());
  });

  it('are acknowledged by the first who does', async () => {
    await press();
    const id = (await person.alerts()).alerts[0]?.id ?? '';
    const second = await hub.administration.saveMember(hub.demo.organizationId, {
      email: 'second@glimlach.example',
      name: 'Second',
      password: 'another-password',
      role: 'staff',
    });
    const colleague = await signInTestPerson(hub.url, {
      email: 'second@glimlach.example',
      password: 'another-password',
    });
    expect(second).toEqual(expect.any(String));
    const first = await person.acknowledge(id);
    const late = await colleague.acknowledge(id);
    expect(first.alert.acknowledged).toEqual({ atMs: expect.any(Number), by: 'Demo manager' });
    expect(late).toEqual(first);
  });

  it('are acknowledged by those who can help, not by those who look on', async () => {
    await press();
    const id = (await person.alerts()).alerts[0]?.id ?? '';
    const answers: unknown[] = [];
    for (const role of ['analyst', 'it', 'staff', 'manager', 'admin'] as const) {
      const credentials = { email: `${role}@glimlach.example`, password: `${role}-password` };
      await hub.administration.saveMember(hub.demo.organizationId, {
        ...credentials,
        name: role,
        role,
      });
      const colleague = await signInTestPerson(hub.url, credentials);
      const reply = await colleague.fetch(`/v1/alerts/${id}/acknowledge`, { method: 'POST' });
      const { type } = (await reply.json()) as { type?: string };
      answers.push([role, reply.status, type]);
    }
    expect(answers).toEqual([
      ['analyst', 403, 'role-missing'],
      ['it', 403, 'role-missing'],
      ['staff', 200, undefined],
      ['manager', 200, undefined],
      ['admin', 200, undefined],
    ]);
  });

  it('cannot be acknowledged from another site', async () => {
    await press();
    const id = (await person.alerts()).alerts[0]?.id ?? '';
    const reply = await person.fetch(`/v1/alerts/${id}/acknowledge`, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example' },
    });
    expect([reply.status, await reply.json()]).toEqual([
      403,
      expect.objectContaining({ type: 'foreign-origin' }),
    ]);
  });
});

describe('Alert stream', () => {
  it('tells a press, and its acknowledgement to every listener', async () => {
    const [one, two] = [await person.stream(), await person.stream()];
    await press();
    const opened = await one.next();
    expect(await two.next()).toEqual(opened);
    await person.acknowledge(opened.alert.id);
    expect((await one.next()).alert.state).toBe('acknowledged');
    expect((await two.next()).alert.state).toBe('acknowledged');
    one.close();
    two.close();
    await Promise.all([one.ended(), two.ended()]);
  });

  it('crosses from one hub to another on the same database', async () => {
    const other = await hub.startAnother();
    const elsewhere = await signInTestPerson(other.url, hub.demo);
    const stream = await elsewhere.stream();
    await press();
    expect((await stream.next()).alert.terminal?.id).toBe(kiosk.terminalId);
    stream.close();
    await stream.ended();
    await other.stop();
  });

  it('catches up from a cursor', async () => {
    const { cursor } = await person.alerts();
    await press();
    const stream = await person.stream(cursor);
    const heard = await stream.next();
    expect(heard.alert.terminal?.id).toBe(kiosk.terminalId);
    stream.close();
    await stream.ended();
  });

  it('misses nothing that commits after a later transaction', async () => {
    await press();
    const id = (await person.alerts()).alerts[0]?.id ?? '';
    const slow = new Client({ connectionString: hub.databaseUrl });
    await slow.connect();
    await slow.query('begin');
    // Changed first, committed last.
    await slow.query('update app.alerts set presses = 41 where alert_id = $1', [id]);

    const stream = await person.stream();
    const other = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey, { now: hub.clock.now });
    await other.send(other.batch([other.press('negative')]));
    const heard = await stream.next();
    expect(heard.alert.terminal?.id).toBe(other.terminalId);
    stream.close();
    await stream.ended();

    await slow.query('commit');
    await slow.end();
    const resumed = await person.stream(heard.cursor);
    const told = [await resumed.next(), await resumed.next()];
    expect(told.find(({ alert }) => alert.id === id)?.alert.presses).toBe(41);
    resumed.close();
    await resumed.ended();
  });

  it('catches up after its connection to the database is lost', async () => {
    const stream = await person.stream();
    await hub.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'glimlach listen'`,
    );
    await press();
    expect((await stream.next()).alert.terminal?.id).toBe(kiosk.terminalId);
    stream.close();
    await stream.ended();
  });

  it('resumes from a cursor of a database that is further on', async () => {
    await press();
    const stream = await person.stream('18446744073709551615');
    expect((await stream.next()).alert).toEqual(
      expect.objectContaining({ presses: expect.any(Number) }),
    );
    stream.close();
    await stream.ended();
  });

  it('refuses a cursor nobody gave out', async () => {
    for (const query of ['?cursor=abc', '?cursor=99999999999999999999', '?cursor=-1']) {
      const reply = await person.fetch(`/v1/stream${query}`);
      expect([query, reply.status]).toEqual([query, 400]);
      await reply.arrayBuffer();
    }
    const reply = await person.fetch('/v1/stream', { headers: { 'last-event-id': 'abc' } });
    expect(reply.status).toBe(400);
    await reply.arrayBuffer();
  });

  it('ends when the session does', async () => {
    const visitor = await signInTestPerson(hub.url, hub.demo);
    const stream = await visitor.stream();
    await visitor.signOut();
    await stream.ended();
    expect(stream.status).toBe(200);
  });

  it('ends when its hub stops, and does not hold it up', async () => {
    const other = await hub.startAnother();
    const elsewhere = await signInTestPerson(other.url, hub.demo);
    const streams = [await elsewhere.stream(), await elsewhere.stream()];
    await other.stop();
    await Promise.all(streams.map((stream) => stream.ended()));
    expect(streams.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('tells nothing of another organization', async () => {
    const { administration } = hub;
    const organizationId = await administration.createOrganization({ name: 'Rival' });
    await administration.saveMember(organizationId, {
      email: 'rival@glimlach.example',
      name: 'Rival',
      password: 'rival-password',
      role: 'admin',
    });
    const rival = await signInTestPerson(hub.url, {
      email: 'rival@glimlach.example',
      password: 'rival-password',
    });
    const { key } = await administration.createEnrolmentKey(organizationId);
    const theirs = await enrolTestTerminal(hub.url, key, { now: hub.clock.now });
    await press();
    const stream = await rival.stream('0');
    await press();
    await theirs.send(theirs.batch([theirs.press('negative')]));
    expect((await stream.next()).alert.terminal?.id).toBe(theirs.terminalId);
    const ours = (await person.alerts()).alerts[0]?.id ?? '';
    const reply = await rival.fetch(`/v1/alerts/${ours}/acknowledge`, { method: 'POST' });
    expect(reply.status).toBe(404);
    await reply.arrayBuffer();
    stream.close();
    await stream.ended();
  });
});

function contextOf(
  event: ReturnType<TestTerminal['press']>['event'],
): Extract<typeof event, { type: 'pressed' }>['context'] {
  if (event.type !== 'pressed') {
    throw new Error('not a press');
  }
  return event.context;
}

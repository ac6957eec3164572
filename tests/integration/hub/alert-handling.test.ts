import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { openOwnTouchpoint, placeTestTerminal } from '../../support/own-touchpoint.ts';
import { signInTestPerson, type TestPerson } from '../../support/test-person.ts';
import type { Made, TestTerminal } from '../../support/test-terminal.ts';

const MINUTE_MS = 60_000;

let hub: TestHub;
let person: TestPerson;
let kiosk: TestTerminal;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'), { streamPingMs: 50 });
  person = await signInTestPerson(hub.url, hub.demo);
});
afterAll(() => hub.stop());

beforeEach(async () => {
  kiosk = await placeTestTerminal(hub, await openOwnTouchpoint(hub));
});

async function send(...events: Made[]): Promise<void> {
  const { answers } = await kiosk.send(kiosk.batch(events));
  expect(answers.map(({ outcome }) => outcome)).not.toContain('rejected');
}

async function alertHere(): Promise<string> {
  const { alerts } = await person.alerts('?limit=200');
  return alerts.find(({ terminal }) => terminal?.id === kiosk.terminalId)?.id ?? '';
}

async function pressed(): Promise<string> {
  await send(kiosk.press('negative'));
  return alertHere();
}

/** The state it leads to, or why it was refused. */
async function act(alertId: string, path: string, body?: unknown): Promise<string> {
  const reply = await person.post(`/v1/alerts/${alertId}/${path}`, body);
  const answer = (await reply.json()) as { alert?: { state: string }; type?: string };
  return answer.alert?.state ?? `${reply.status} ${answer.type}`;
}

async function historyOf(alertId: string): Promise<unknown[]> {
  return (await person.alert(alertId)).history.map(({ by, what }) => [by, what]);
}

describe('An alert', () => {
  it('does not call everybody as often as somebody likes', async () => {
    const alertId = await pressed();
    for (let times = 0; times < 5; times += 1) {
      expect(await act(alertId, 'resolve')).toBe('resolved');
      expect(await act(alertId, 'reopen')).toBe('open');
    }
    expect(await act(alertId, 'resolve')).toBe('resolved');
    expect(await act(alertId, 'reopen')).toBe('429 too-many-messages');
    hub.clock.moveBy(10 * MINUTE_MS);
    expect(await act(alertId, 'reopen')).toBe('open');
  });

  it('keeps everything that happens to it', async () => {
    const alertId = await pressed();
    await send(kiosk.press('negative'), kiosk.press('negative'));
    const steps = [
      await act(alertId, 'comments', { text: '  On my way\0  ' }),
      await act(alertId, 'snooze', { forMs: 30 * MINUTE_MS }),
      await act(alertId, 'acknowledge'),
      await act(alertId, 'hand-back'),
      await act(alertId, 'acknowledge'),
      await act(alertId, 'resolve'),
      await act(alertId, 'reopen'),
    ];
    expect(steps).toEqual([
      'open',
      'snoozed',
      'acknowledged',
      'open',
      'acknowledged',
      'resolved',
      'open',
    ]);
    const by = 'Demo manager';
    expect(await historyOf(alertId)).toEqual([
      [null, { kind: 'opened' }],
      [null, { kind: 'pressed', presses: 2 }],
      [by, { kind: 'commented', text: 'On my way\uFFFD' }],
      [by, { kind: 'snoozed', untilMs: expect.any(Number) }],
      [by, { kind: 'acknowledged' }],
      [by, { kind: 'handed-back' }],
      [by, { kind: 'acknowledged' }],
      [by, { kind: 'resolved' }],
      [by, { kind: 'reopened' }],
    ]);
    expect((await person.alert(alertId)).alert).toMatchObject({
      comments: 1,
      acknowledged: null,
      snoozed: null,
      resolved: null,
    });
  });

  it('stays with the first who takes it, and with the first who ends it', async () => {
    const alertId = await pressed();
    const credentials = { email: 'second@glimlach.example', password: 'another-password' };
    await hub.administration.saveMember(hub.demo.organizationId, {
      ...credentials,
      name: 'Second',
      role: 'staff',
    });
    const second = await signInTestPerson(hub.url, credentials);
    for (const path of ['acknowledge', 'resolve']) {
      await person.post(`/v1/alerts/${alertId}/${path}`);
      expect((await second.post(`/v1/alerts/${alertId}/${path}`)).status).toBe(200);
    }
    expect((await person.alert(alertId)).alert).toMatchObject({
      state: 'resolved',
      acknowledged: { by: 'Demo manager' },
      resolved: { by: 'Demo manager' },
    });
    expect(await historyOf(alertId)).toHaveLength(3);
  });

  it('refuses what its state does not allow, and stays as it is', async () => {
    const alertId = await pressed();
    const snooze = { forMs: 30 * MINUTE_MS };
    expect([await act(alertId, 'hand-back'), await act(alertId, 'reopen')]).toEqual([
      '409 alert-state',
      '409 alert-state',
    ]);
    await act(alertId, 'acknowledge');
    expect(await act(alertId, 'snooze', snooze)).toBe('409 alert-state');
    await act(alertId, 'resolve');
    const refused = [
      await act(alertId, 'acknowledge'),
      await act(alertId, 'hand-back'),
      await act(alertId, 'snooze', snooze),
    ];
    expect(new Set(refused)).toEqual(new Set(['409 alert-state']));
    expect(await historyOf(alertId)).toHaveLength(3);
    expect(await act(kiosk.ledgerId, 'acknowledge')).toBe('404 not-found');
  });

  it('refuses what is no snooze and no comment', async () => {
    const alertId = await pressed();
    const bodies = [undefined, {}, { forMs: 0 }, { forMs: 1e15 }, { forMs: 'soon' }, []];
    for (const body of bodies) {
      expect(await act(alertId, 'snooze', body)).toBe('400 invalid-request');
    }
    for (const body of [undefined, {}, { text: ' ' }, { text: 'x'.repeat(2_001) }]) {
      expect(await act(alertId, 'comments', body)).toBe('400 invalid-request');
    }
  });

  it('is told to every console with each change, and with none that nobody sees', async () => {
    const alertId = await pressed();
    const stream = await person.stream();
    const heardAfter = async (verb: string, body?: object): Promise<unknown> => {
      await act(alertId, verb, body);
      const { alert } = await stream.next();
      return [alert.id, alert.comments, alert.state];
    };
    // One after another: of changes that come together a stream tells the last.
    expect([
      await heardAfter('snooze', { forMs: 30 * MINUTE_MS }),
      await heardAfter('comments', { text: 'Later' }),
      await heardAfter('acknowledge'),
    ]).toEqual([
      [alertId, 0, 'snoozed'],
      [alertId, 1, 'snoozed'],
      [alertId, 1, 'acknowledged'],
    ]);
    stream.close();
    await stream.ended();
  });

  it('of presses takes none of what a rule found at the same touchpoint, and is none of it', async () => {
    await hub.query(
      `insert into app.alerts (organization_id, alert_id, kind, cause, subject_id, touchpoint_id, location_id, presses,
         opened_at_ms, last_press_at_ms)
       select t.organization_id, gen_random_uuid(), 'live', 'silent', t.touchpoint_id, t.touchpoint_id, p.location_id, 0, $2, $2
       from app.terminals t join app.touchpoints p using (organization_id, touchpoint_id) where t.terminal_id = $1`,
      [kiosk.terminalId, hub.clock.now()],
    );
    const { alert } = await person.alert(await pressed());
    expect(alert).toMatchObject({ cause: 'negative', presses: 1 });
  });
});

describe('A press', () => {
  it('raises no alert where the rule for it is turned off, and a cry for help does by its own', async () => {
    const organizationId = hub.demo.organizationId;
    const turn = (enabled: boolean): Promise<unknown> =>
      hub.query(
        `update app.alert_rules set enabled = $2
         where organization_id = $1 and condition ->> 'kind' = 'each-negative'`,
        [organizationId, enabled],
      );
    await turn(false);
    const press = kiosk.press('negative');
    await send(press);
    expect(await alertHere()).toBe('');
    await send(
      kiosk.make({
        type: 'answered',
        pressId: press.id,
        step: 'ask-staff',
        outcome: { kind: 'choice', values: ['now'] },
      }),
    );
    await turn(true);
    expect((await person.alert(await alertHere())).alert).toMatchObject({
      cause: 'help',
      rule: { name: 'Iemand vraagt om hulp' },
    });
  });
});

describe('What was called for in the store', () => {
  const call = (press: Made, channel: 'lamp' | 'buzzer' | 'lan-webhook' = 'lamp'): Made =>
    kiosk.make({ type: 'alerted-locally', pressId: press.id, channel });
  const answer = (): Made =>
    kiosk.make({
      type: 'acknowledged-in-store',
      source: { kind: 'box', boxId: 'box', button: 5, boot: 1, count: 1 },
    });

  it.each(['before', 'after', 'with'] as const)(
    'stands in the alert of its press, when it comes %s that',
    async (when) => {
      const press = kiosk.press('negative');
      const calls = [call(press), call(press, 'buzzer')];
      if (when === 'with') {
        await send(press, ...calls);
      } else {
        await send(...(when === 'before' ? calls : [press]));
        await send(...(when === 'before' ? [press] : calls));
      }
      const alertId = await alertHere();
      const { alert, history } = await person.alert(alertId);
      expect(alert).toMatchObject({ state: 'open', calledInStore: { atMs: expect.any(Number) } });
      expect(history.map(({ what }) => what)).toEqual(
        expect.arrayContaining([
          { kind: 'opened' },
          { kind: 'called-in-store', channel: 'lamp' },
          { kind: 'called-in-store', channel: 'buzzer' },
        ]),
      );
      expect(history).toHaveLength(3);
    },
  );

  it('is told once, however often the batch comes', async () => {
    const press = kiosk.press('negative');
    const batch = kiosk.batch([press, call(press)]);
    await kiosk.send(batch);
    await kiosk.send(batch);
    expect(await historyOf(await alertHere())).toHaveLength(2);
  });

  it('is taken by whoever said there that they are coming', async () => {
    const press = kiosk.press('negative');
    await send(press, call(press), answer());
    const { alert, history } = await person.alert(await alertHere());
    expect(alert).toMatchObject({
      state: 'acknowledged',
      acknowledged: { by: alert.terminal?.name },
    });
    expect(history.at(-1)).toMatchObject({
      by: alert.terminal?.name,
      what: { kind: 'acknowledged' },
    });
  });

  it('is taken at the terminal that called, although another at the touchpoint opened the alert', async () => {
    const touchpointId = await openOwnTouchpoint(hub);
    const [first, second] = [
      await placeTestTerminal(hub, touchpointId),
      await placeTestTerminal(hub, touchpointId),
    ];
    kiosk = first;
    const alertId = await pressed();
    kiosk = second;
    const press = kiosk.press('negative');
    await send(press, call(press), answer());
    const [by] = await hub.query<{ name: string }>(
      'select name from app.terminals where terminal_id = $1',
      [second.terminalId],
    );
    expect((await person.alert(alertId)).alert).toMatchObject({
      presses: 2,
      state: 'acknowledged',
      acknowledged: { by: by?.name },
    });
  });

  it('stays open where nobody was called, or the answer came before the call', async () => {
    const press = kiosk.press('negative');
    await send(press, answer());
    hub.clock.moveBy(1_000);
    await send(call(press));
    expect((await person.alert(await alertHere())).alert.state).toBe('open');
  });

  it('ends quietly in a late alert too', async () => {
    const press = kiosk.press('negative');
    const called = call(press);
    const answered = answer();
    hub.clock.moveBy(60 * MINUTE_MS);
    await send(press, called, answered);
    expect((await person.alert(await alertHere())).alert).toMatchObject({
      kind: 'late',
      state: 'acknowledged',
    });
  });
});

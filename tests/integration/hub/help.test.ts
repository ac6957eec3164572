import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { ASK_STAFF_STEP } from '../../../contract/flow-steps.ts';
import type { Alert } from '../../../contract/protocol/alerts.ts';
import { HelpReply } from '../../../contract/protocol/help.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { openOwnTouchpoint, placeTestTerminal } from '../../support/own-touchpoint.ts';
import { signInTestPerson, type TestPerson } from '../../support/test-person.ts';
import {
  enrolTestTerminal,
  newEventId,
  type Made,
  type TestTerminal,
} from '../../support/test-terminal.ts';

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

function cryAfter(press: Pick<Made, 'id'>): Made {
  return kiosk.make({
    type: 'answered',
    pressId: press.id,
    step: ASK_STAFF_STEP,
    outcome: { kind: 'choice', values: ['now'] },
  });
}

async function send(...events: Made[]): Promise<void> {
  const { answers } = await kiosk.send(kiosk.batch(events));
  expect(answers.map(({ outcome }) => outcome)).not.toContain('rejected');
}

async function alertsHere(): Promise<Alert[]> {
  const { alerts } = await person.alerts('?limit=200');
  return alerts.filter(({ terminal }) => terminal?.id === kiosk.terminalId);
}

/** What staff see of each alert here, newest first. */
async function seen(): Promise<unknown[]> {
  return (await alertsHere()).map(({ kind, touchpoint, presses, helpAsked }) => ({
    kind,
    at: touchpoint?.id ?? null,
    presses,
    asks: helpAsked !== null,
  }));
}

async function isSomebodyComing(pressId: string, by = kiosk): Promise<unknown> {
  const reply = await by.fetch(`/v1/terminal/help/${pressId}`);
  return reply.status === 200 ? HelpReply.parse(await reply.json()).acknowledged : reply.status;
}

describe('A visitor who asks that somebody comes now', () => {
  const here = (): unknown => [{ kind: 'live', at: touchpointId, presses: 1, asks: true }];

  it('marks the alert of the press', async () => {
    const press = kiosk.press('negative');
    await send(press);
    expect(await seen()).toEqual([{ kind: 'live', at: touchpointId, presses: 1, asks: false }]);
    const cry = cryAfter(press);
    await send(cry);
    await send(cry);
    expect(await seen()).toEqual(here());
  });

  it('raises an alert where the press made none, at the touchpoint of the press', async () => {
    const press = kiosk.press('neutral');
    await send(press);
    await hub.administration.assignTerminal(hub.demo.organizationId, kiosk.terminalId, null);
    await send(cryAfter(press));
    expect(await seen()).toEqual(here());
  });

  it.each(['negative', 'neutral', 'positive'] as const)(
    'is heard once after a %s press, before it, and with it in either order',
    async (rating) => {
      const press = kiosk.press(rating);
      await send(cryAfter(press));
      await send(press);
      expect(await seen()).toEqual(here());
      const [second, third] = [kiosk.press(rating), kiosk.press(rating)];
      await send(second, cryAfter(second));
      await send(cryAfter(third), third);
      expect(await seen()).toEqual([{ kind: 'live', at: touchpointId, presses: 3, asks: true }]);
    },
  );

  it('pages nobody when it comes late', async () => {
    const press = kiosk.press('neutral');
    const cry = cryAfter(press);
    hub.clock.moveBy(3 * MINUTE_MS);
    await send(press, cry);
    expect(await seen()).toEqual([{ kind: 'late', at: touchpointId, presses: 1, asks: true }]);
  });

  it('is heard although the press came late and its alert is a quiet one', async () => {
    const press = kiosk.press('negative');
    hub.clock.moveBy(3 * MINUTE_MS);
    await send(press);
    await send(cryAfter(press));
    expect(await seen()).toContainEqual({ kind: 'live', at: touchpointId, presses: 1, asks: true });
    expect(await seen()).toContainEqual({
      kind: 'late',
      at: touchpointId,
      presses: 1,
      asks: false,
    });
    const live = (await alertsHere()).find(({ kind }) => kind === 'live');
    await person.acknowledge(live?.id ?? '');
    expect(await isSomebodyComing(press.id)).toBe(true);
  });

  it('is heard although staff took the alert of the press before, and is told that somebody comes once one does', async () => {
    const press = kiosk.press('negative');
    await send(press);
    const [taken] = await alertsHere();
    await person.acknowledge(taken?.id ?? '');
    const stream = await person.stream();
    await send(cryAfter(press));
    let { alert } = await stream.next();
    // That it was taken may be told now too.
    while (alert.id === taken?.id) {
      ({ alert } = await stream.next());
    }
    expect(alert).toMatchObject({
      state: 'open',
      kind: 'live',
      presses: 1,
      touchpoint: { id: touchpointId },
      helpAsked: { atMs: expect.any(Number) },
    });
    stream.close();
    await stream.ended();
    expect(await isSomebodyComing(press.id)).toBe(false);
    await person.acknowledge(alert?.id ?? '');
    expect(await isSomebodyComing(press.id)).toBe(true);
  });

  it('reaches every console that listens', async () => {
    const press = kiosk.press('negative');
    await send(press);
    const stream = await person.stream();
    await send(cryAfter(press));
    expect((await stream.next()).alert).toMatchObject({
      terminal: { id: kiosk.terminalId },
      helpAsked: { atMs: expect.any(Number) },
    });
    stream.close();
    await stream.ended();
  });
});

describe('GET /v1/terminal/help', () => {
  it('says that somebody comes once the alert that holds the press is taken', async () => {
    const press = kiosk.press('neutral');
    await send(press, cryAfter(press));
    expect(await isSomebodyComing(press.id)).toBe(false);
    const [alert] = await alertsHere();
    await person.acknowledge(alert?.id ?? '');
    expect(await isSomebodyComing(press.id)).toBe(true);
  });

  it('says that nobody comes while the cry is on its way, although the alert of the press was taken', async () => {
    const press = kiosk.press('negative');
    await send(press);
    const [alert] = await alertsHere();
    await person.acknowledge(alert?.id ?? '');
    expect(await isSomebodyComing(press.id)).toBe(false);
  });

  it('says that somebody took the alert of a press whose visitor asked for nobody, so that the store need not call', async () => {
    const press = kiosk.press('negative');
    await send(press);
    const help = async (): Promise<unknown> =>
      (await kiosk.fetch(`/v1/terminal/help/${press.id}`)).json();
    expect(await help()).toEqual({ acknowledged: false, alertAcknowledged: false });
    const [alert] = await alertsHere();
    await person.acknowledge(alert?.id ?? '');
    expect(await help()).toEqual({ acknowledged: false, alertAcknowledged: true });
  });

  it('says that nobody comes for a press it does not know, and refuses what is no id', async () => {
    expect(await isSomebodyComing(newEventId())).toBe(false);
    for (const id of ['x', '%00', newEventId().toUpperCase(), hub.demo.organizationId.slice(1)]) {
      expect([id, await isSomebodyComing(id)]).toEqual([id, 400]);
    }
  });

  it('tells nothing of another organization’s press', async () => {
    const press = kiosk.press('negative');
    await send(press, cryAfter(press));
    const [alert] = await alertsHere();
    await person.acknowledge(alert?.id ?? '');
    const organizationId = await hub.administration.createOrganization({ name: 'Rival' });
    const { key } = await hub.administration.createEnrolmentKey(organizationId);
    const theirs = await enrolTestTerminal(hub.url, key, { now: hub.clock.now });
    expect(await isSomebodyComing(press.id, theirs)).toBe(false);
    const reply = await fetch(`${hub.url}/v1/terminal/help/${press.id}`, {
      headers: { 'glimlach-protocol': '1' },
    });
    expect(reply.status).toBe(401);
    await reply.arrayBuffer();
  });
});

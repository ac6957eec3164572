import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { DeliveryState } from '../../../contract/protocol/channels.ts';
import type { QuietHours } from '../../../contract/protocol/people.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { startMailServer, type MailServer, type ReceivedMail } from '../../support/mail-server.ts';
import { placeTestTerminal } from '../../support/own-touchpoint.ts';
import { signInTestPerson, type TestPerson } from '../../support/test-person.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let mailServer: MailServer;
let hub: TestHub;

beforeAll(async () => {
  mailServer = await startMailServer();
  hub = await startTestHub(inject('clusterUrl'), { smtp: mailServer.smtp, catchUpMs: 10 });
});
afterAll(async () => {
  await hub.stop();
  await mailServer.stop();
});
beforeEach(() => moveTo(2));

/** Until it is that hour in UTC the next time. */
function moveTo(hour: number): void {
  const now = hub.clock.now();
  const sinceMs = (now - hour * HOUR_MS) % DAY_MS;
  hub.clock.moveBy(DAY_MS - sinceMs + 1_000);
}

function quietUntil(until: string): QuietHours {
  return {
    timeZone: 'UTC',
    weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', until })),
  };
}

type Colleague = {
  readonly person: TestPerson;
  readonly email: string;
  beQuiet(quiet: QuietHours | null): Promise<void>;
  mails(): readonly ReceivedMail[];
};

type Shop = {
  readonly locationId: string;
  /** At a touchpoint of its own. */
  press(touchpoint: string): Promise<void>;
};

async function openShop(): Promise<Shop> {
  const { administration, demo } = hub;
  const { organizationId } = demo;
  const locationId = await administration.createLocation(organizationId, { name: 'Zwolle' });
  return {
    locationId,
    async press(name) {
      const touchpointId = await administration.createTouchpoint(organizationId, {
        name,
        locationId,
      });
      const terminal = await placeTestTerminal(hub, touchpointId);
      await terminal.send(terminal.batch([terminal.press('negative')]));
    },
  };
}

async function hire({ locationId }: Shop, name: string): Promise<Colleague> {
  const email = `${name.toLowerCase()}-${locationId}@store.example`;
  const credentials = { email, password: 'a-long-password' };
  await hub.administration.saveMember(hub.demo.organizationId, {
    ...credentials,
    name,
    role: 'staff',
    locationId,
  });
  const person = await signInTestPerson(hub.url, credentials);
  return {
    person,
    email,
    async beQuiet(quiet) {
      const profile = { language: 'en', email: true, push: true, quiet };
      expect((await person.send('PUT', '/v1/me/profile', profile)).status).toBe(200);
    },
    mails: () => mailServer.mails.filter(({ to }) => to.includes(email)),
  };
}

/** Of the alerts that they were to be told of. */
async function statesOf({ email }: Colleague): Promise<DeliveryState[]> {
  const rows = await hub.query<{ state: DeliveryState }>(
    `select d.state from app.deliveries d join app.members m using (organization_id, user_id)
     where m.email = $1 and d.reason <> 'catch-up' order by d.delivery_id`,
    [email],
  );
  return rows.map(({ state }) => state);
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) {
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}

const areAll =
  (colleague: Colleague, count: number, wanted: DeliveryState) => async (): Promise<boolean> => {
    const states = await statesOf(colleague);
    return states.length === count && states.every((state) => state === wanted);
  };

describe('Quiet hours', () => {
  it('end with one message of what still waits, and of how much others took care of', async () => {
    const shop = await openShop();
    const noor = await hire(shop, 'Noor');
    const piet = await hire(shop, 'Piet');
    await noor.beQuiet(quietUntil('07:00'));
    for (const touchpoint of ['Exit', 'Checkout', 'Desk']) {
      await shop.press(touchpoint);
    }
    await until(areAll(noor, 3, 'held'));
    await until(() => piet.mails().length === 3);
    const exit = (await piet.person.alerts()).alerts.find(
      ({ touchpoint }) => touchpoint?.name === 'Exit',
    );
    await piet.person.acknowledge(exit?.id ?? '');
    moveTo(7);
    await until(() => noor.mails().length > 0);
    const mail = noor.mails()[0]?.mail;
    expect(mail?.subject).toBe('After quiet hours: 2 alerts still wait');
    expect(mail?.text?.split('\n').slice(2, 5)).toEqual([
      '02:00 · Red press · Desk, Zwolle',
      '02:00 · Red press · Checkout, Zwolle',
      'Others took care of 1 more already.',
    ]);
    expect(await statesOf(noor)).toEqual(['dropped', 'dropped', 'dropped']);
    expect(noor.mails()).toHaveLength(1);
  });

  it('end without a word when nothing waits', async () => {
    const shop = await openShop();
    const noor = await hire(shop, 'Noor');
    await noor.beQuiet(quietUntil('07:00'));
    await shop.press('Exit');
    await until(areAll(noor, 1, 'held'));
    await noor.person.acknowledge((await noor.person.alerts()).alerts[0]?.id ?? '');
    moveTo(7);
    await until(areAll(noor, 1, 'dropped'));
    expect(
      await hub.query(
        `select 1 from app.deliveries d join app.members m using (organization_id, user_id)
         where m.email = $1 and d.reason = 'catch-up'`,
        [noor.email],
      ),
    ).toEqual([]);
  });

  it('hold on when they are made longer, and end at once when they are given up', async () => {
    const shop = await openShop();
    const noor = await hire(shop, 'Noor');
    await noor.beQuiet(quietUntil('07:00'));
    await shop.press('Exit');
    await until(areAll(noor, 1, 'held'));
    await noor.beQuiet(quietUntil('09:00'));
    const ends = async (): Promise<number | null> => {
      const [row] = await hub.query<{ at: string | null }>(
        `select d.next_at_ms as at from app.deliveries d join app.members m using (organization_id, user_id)
         where m.email = $1`,
        [noor.email],
      );
      return row === undefined || row.at === null ? null : Number(row.at) % DAY_MS;
    };
    await until(async () => (await ends()) === 9 * HOUR_MS);
    expect(noor.mails()).toEqual([]);
    await noor.beQuiet(null);
    await until(() => noor.mails().length > 0);
    expect(noor.mails()[0]?.mail.subject).toBe('After quiet hours: 1 alert still waits');
  });

  it('end for each on their own', async () => {
    const shop = await openShop();
    const noor = await hire(shop, 'Noor');
    const piet = await hire(shop, 'Piet');
    await noor.beQuiet(quietUntil('06:00'));
    await piet.beQuiet(quietUntil('08:00'));
    await shop.press('Exit');
    await until(areAll(noor, 1, 'held'));
    await until(areAll(piet, 1, 'held'));
    moveTo(6);
    await until(() => noor.mails().length > 0);
    expect(piet.mails()).toEqual([]);
    moveTo(8);
    await until(() => piet.mails().length > 0);
    expect(noor.mails()).toHaveLength(1);
  });
});

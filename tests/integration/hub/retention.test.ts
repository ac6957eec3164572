import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { RuleReply, RulesReply } from '../../../contract/protocol/alert-rules.ts';
import { FORMER_MEMBER } from '../../../contract/protocol/people.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { postSignIn, signInTestPerson, type TestPerson } from '../../support/test-person.ts';
import { openStore, type Store } from '../../support/two-stores.ts';

const DAY_MS = 24 * 3_600_000;
const PASSWORD = 'long-enough';

let hub: TestHub;
let store: Store;
let admin: TestPerson;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'), { housekeepingMs: 20 });
  admin = await signInTestPerson(hub.url, hub.demo);
  store = await openStore(hub, 'Arnhem');
});
afterAll(() => hub.stop());

type Hired = { readonly name: string; readonly email: string; readonly userId: string };

/** Somebody who leaves their name wherever a name can stand. */
async function hireBusy(name: string): Promise<Hired & { readonly alertIds: readonly string[] }> {
  const { organizationId } = hub.demo;
  const email = `${name.toLowerCase()}@glimlach.example`;
  const credentials = { email, name, password: PASSWORD, role: 'manager' } as const;
  const userId = await hub.administration.saveMember(organizationId, credentials);
  const person = await signInTestPerson(hub.url, credentials);
  const [taken, ended, put] = [
    await store.pressAnew(),
    await store.pressAnew(),
    await store.pressAnew(),
  ];
  await person.acknowledge(taken);
  await person.post(`/v1/alerts/${ended}/comments`, { text: 'Wiped the floor.' });
  await person.post(`/v1/alerts/${ended}/resolve`);
  await person.post(`/v1/alerts/${put}/snooze`, { forMs: 60_000 });
  const { rules } = RulesReply.parse(await (await person.fetch('/v1/alert-rules')).json());
  const [rule] = rules;
  if (rule === undefined) {
    throw new Error('There is no rule.');
  }
  const { id, version, name: ruleName, enabled, condition, scope, policyId } = rule;
  const changed = await person.put(`/v1/alert-rules/${id}`, {
    version,
    rule: { name: `${ruleName} by ${version}`, enabled, condition, scope, policyId },
  });
  RuleReply.parse(await changed.json());
  await person.post('/v1/people/invitations', {
    email: `friend-of-${email}`,
    grants: [{ role: 'staff', locationId: null }],
    language: 'en',
  });
  return { name, email, userId, alertIds: [taken, ended, put] };
}

/** In how many rows of which tables the name or the id of somebody stands. */
async function traces({ name, email, userId }: Hired): Promise<Readonly<Record<string, number>>> {
  const tables = await hub.query<{ name: string }>(
    `select table_schema || '."' || table_name || '"' as name from information_schema.tables
     where table_schema in ('app', 'auth') and table_type = 'BASE TABLE' order by 1`,
  );
  const found: Record<string, number> = {};
  for (const table of tables) {
    const [row] = await hub.query<{ rows: number }>(
      `select count(*)::int as rows from ${table.name} t
       where t::text like any (array['%' || $1 || '%', '%' || $2 || '%', '%' || $3 || '%'])`,
      [name, email, userId],
    );
    if (row !== undefined && row.rows > 0) {
      found[table.name] = row.rows;
    }
  }
  return found;
}

async function untilNone(person: Hired): Promise<void> {
  while (Object.keys(await traces(person)).length > 0) {
    // Every question is a round trip; the next run comes.
  }
}

describe('Somebody who left', () => {
  it('is named for a while, then nowhere, and their account is gone', async () => {
    const anna = await hireBusy('Annabel');
    const before = await traces(anna);
    expect(Object.keys(before)).toEqual(
      expect.arrayContaining(['app."alert_entries"', 'app."alert_rules"', 'app."alerts"']),
    );
    expect((await admin.send('DELETE', `/v1/people/${anna.userId}`)).status).toBe(204);
    hub.clock.moveBy(89 * DAY_MS);
    admin = await signInTestPerson(hub.url, hub.demo);
    const [taken = '', ended = '', put = ''] = anna.alertIds;
    expect((await admin.alert(taken)).alert.acknowledged?.by).toBe('Annabel');

    const stream = await admin.stream();
    hub.clock.moveBy(2 * DAY_MS);
    await untilNone(anna);
    expect((await admin.alert(taken)).alert.acknowledged?.by).toBe(FORMER_MEMBER);
    expect((await admin.alert(put)).alert.snoozed?.by).toBe(FORMER_MEMBER);
    const { alert, history } = await admin.alert(ended);
    expect(alert).toMatchObject({
      state: 'resolved',
      comments: 1,
      resolved: { by: FORMER_MEMBER },
    });
    expect(history.map(({ by, what }) => [by, what.kind])).toEqual(
      expect.arrayContaining([
        [FORMER_MEMBER, 'commented'],
        [FORMER_MEMBER, 'resolved'],
        [null, 'opened'],
      ]),
    );
    // Consoles are not told of every alert that somebody ever touched.
    const next = await store.pressAnew();
    expect((await stream.next()).alert.id).toBe(next);
    stream.close();
  });

  it('stays known where they came back in time, and where they are still', async () => {
    const bart = await hireBusy('Bartholomew');
    expect((await admin.send('DELETE', `/v1/people/${bart.userId}`)).status).toBe(204);
    hub.clock.moveBy(10 * DAY_MS);
    await hub.administration.saveMember(hub.demo.organizationId, {
      ...bart,
      password: PASSWORD,
      role: 'staff',
    });
    hub.clock.moveBy(100 * DAY_MS);
    const gone = await hireBusy('Constantine');
    admin = await signInTestPerson(hub.url, hub.demo);
    await admin.send('DELETE', `/v1/people/${gone.userId}`);
    hub.clock.moveBy(100 * DAY_MS);
    await untilNone(gone);
    admin = await signInTestPerson(hub.url, hub.demo);
    expect((await admin.alert(bart.alertIds[0] ?? '')).alert.acknowledged?.by).toBe('Bartholomew');
    await signInTestPerson(hub.url, { ...bart, password: PASSWORD });
  });
});

describe('forgetPerson', () => {
  it('leaves nothing of somebody, at once', async () => {
    const dora = await hireBusy('Theodora');
    await hub.administration.inviteMember(hub.demo.organizationId, {
      email: dora.email,
      role: 'it',
      language: 'en',
    });
    expect(await hub.administration.forgetPerson(dora.email.toUpperCase())).toEqual({
      kind: 'forgotten',
    });
    expect(await traces(dora)).toEqual({});
    const again = await postSignIn(hub.url, { email: dora.email, password: PASSWORD });
    expect(again.status).toBe(401);
    expect(await hub.administration.forgetPerson(dora.email)).toEqual({ kind: 'unknown' });
  });

  it('keeps the only admin that an organization has', async () => {
    const { administration } = hub;
    const organizationId = await administration.createOrganization({ name: 'Solo' });
    const email = 'solo@glimlach.example';
    const solo = { email, name: 'Solo', password: PASSWORD, role: 'admin' } as const;
    await administration.saveMember(organizationId, solo);
    expect(await administration.forgetPerson(email)).toEqual({
      kind: 'last-admin',
      organization: 'Solo',
    });
    await signInTestPerson(hub.url, solo);
    await administration.saveMember(organizationId, { ...solo, email: 'second@glimlach.example' });
    expect(await administration.forgetPerson(email)).toEqual({ kind: 'forgotten' });
  });
});

describe('Messages', () => {
  it('lose their tries first, and go then, while newer ones stay', async () => {
    hub.clock.moveBy(200 * DAY_MS);
    const { organizationId } = hub.demo;
    const madeMs = hub.clock.now();
    const id = (days: number): string =>
      `0190a000-0000-7000-8000-${String(days).padStart(12, '0')}`;
    for (const days of [0, 31, 91]) {
      // Both at once: the hub may delete the message at any moment.
      await hub.query(
        `with message as (
           insert into app.deliveries (organization_id, delivery_id, reason, occasion, channel, target_id, to_name, state,
             created_at_ms)
           values ($1, $2::uuid, 'test', $2::uuid::text, 'slack', $2::uuid, 'Helpdesk', 'sent', $3)
           returning organization_id, delivery_id, created_at_ms)
         insert into app.delivery_attempts select organization_id, delivery_id, 1, created_at_ms, null, 5 from message`,
        [organizationId, id(days), madeMs - days * DAY_MS],
      );
    }
    const kept = async (): Promise<unknown> =>
      hub.query(
        `select delivery_id as id, (select count(*)::int from app.delivery_attempts a
           where a.delivery_id = d.delivery_id) as tries
         from app.deliveries d where to_name = 'Helpdesk' order by created_at_ms`,
      );
    await expect.poll(kept).toEqual([
      { id: id(31), tries: 0 },
      { id: id(0), tries: 1 },
    ]);
  });
});

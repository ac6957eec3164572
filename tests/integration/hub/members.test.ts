import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Alert } from '../../../contract/protocol/alerts.ts';
import { MeReply, type Grant } from '../../../contract/protocol/me.ts';
import { MemberReply, PeopleReply } from '../../../contract/protocol/people.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { signInTestPerson, type TestPerson } from '../../support/test-person.ts';
import { newEventId } from '../../support/test-terminal.ts';
import { openStore, type Store } from '../../support/two-stores.ts';

let hub: TestHub;
/** Everywhere; the organization's only one. */
let admin: TestPerson;
let adminId: string;
let store: Store;
let other: Store;
let manager: TestPerson;

beforeAll(async () => {
  // A ping that never comes: what happens at once does not wait for it.
  hub = await startTestHub(inject('clusterUrl'), { streamPingMs: 3_600_000 });
  admin = await signInTestPerson(hub.url, hub.demo);
  adminId = MeReply.parse(await (await admin.fetch('/v1/me')).json()).user.id;
  store = await openStore(hub, 'Arnhem');
  other = await openStore(hub, 'Breda');
  ({ person: manager } = await store.hire('manager'));
});
afterAll(() => hub.stop());

async function setGrants(by: TestPerson, userId: string, grants: Grant[]): Promise<Response> {
  return by.put(`/v1/people/${userId}/grants`, { grants });
}

async function remove(by: TestPerson, userId: string): Promise<Response> {
  return by.send('DELETE', `/v1/people/${userId}`);
}

async function people(by: TestPerson): Promise<PeopleReply['people']> {
  return PeopleReply.parse(await (await by.fetch('/v1/people')).json()).people;
}

async function answer(reply: Response): Promise<unknown> {
  const text = await reply.text();
  return text === '' ? reply.status : [reply.status, (JSON.parse(text) as { type?: string }).type];
}

const at = (role: Grant['role'], locationId: string | null): Grant => ({ role, locationId });

describe('People', () => {
  it('are told to admins and managers, each those who have a role at their places', async () => {
    const everybody = (await people(admin)).map(({ name }) => name);
    expect(everybody).toEqual(
      expect.arrayContaining(['Demo manager', 'Arnhem staff', 'Arnhem manager', 'Breda staff']),
    );
    expect(await people(manager)).toEqual([
      {
        userId: expect.any(String),
        isVerified: true,
        name: 'Arnhem manager',
        email: expect.stringContaining('@'),
        grants: [at('manager', store.locationId)],
      },
      {
        userId: store.staffId,
        name: 'Arnhem staff',
        isVerified: true,
        email: expect.stringContaining('@'),
        grants: [at('staff', store.locationId)],
      },
      // Everywhere is here too.
      {
        userId: adminId,
        isVerified: true,
        name: 'Demo manager',
        email: hub.demo.email,
        grants: [at('admin', null)],
      },
    ]);
    for (const role of ['staff', 'analyst', 'it'] as const) {
      const { person, userId } = await store.hire(role);
      expect(await answer(await person.fetch('/v1/people'))).toEqual([403, 'role-missing']);
      expect(await answer(await remove(admin, userId))).toBe(204);
    }
  });

  it('get and lose roles, of which a manager sees and changes those at their places only', async () => {
    const { userId, person } = await store.hire('staff');
    const both = [at('staff', store.locationId), at('analyst', other.locationId)];
    const { member } = MemberReply.parse(await (await setGrants(admin, userId, both)).json());
    expect(member.grants).toEqual(expect.arrayContaining(both));
    const seen = (await people(manager)).find((one) => one.userId === userId);
    expect(seen?.grants).toEqual([at('staff', store.locationId)]);

    expect(await answer(await remove(manager, userId))).toBe(204);
    const { grants } = MeReply.parse(await (await person.fetch('/v1/me')).json());
    expect(grants).toEqual([at('analyst', other.locationId)]);
    expect(await answer(await remove(manager, userId))).toEqual([404, 'not-found']);
    expect(await answer(await remove(admin, userId))).toBe(204);
  });

  it('are no member any more after their last role, from the next request on', async () => {
    const { userId, person } = await store.hire('staff');
    await person.put('/v1/me/profile', { language: 'en', email: true, push: true, quiet: null });
    await hub.query(`insert into app.shifts values ($1, $2, $3, 1, '09:00', '17:00')`, [
      hub.demo.organizationId,
      store.locationId,
      userId,
    ]);
    await hub.query(`insert into app.push_devices values ($1, $2, $3, 'A phone', '\\x02', '', 1)`, [
      hub.demo.organizationId,
      newEventId(),
      userId,
    ]);
    expect(await answer(await remove(manager, userId))).toBe(204);
    for (const path of ['/v1/me', '/v1/alerts', '/v1/places', '/v1/stream']) {
      expect(await answer(await person.fetch(path))).toEqual([403, 'no-organization']);
    }
    const left = await hub.query(
      `select 'grant' from app.grants where user_id = $1
       union all select 'profile' from app.profiles where user_id = $1
       union all select 'shift' from app.shifts where user_id = $1
       union all select 'device' from app.push_devices where user_id = $1
       union all select 'member' from app.members where user_id = $1`,
      [userId],
    );
    expect(left).toEqual([]);
  });

  it('are on duty only where they may handle alerts', async () => {
    const { userId } = await store.hire('staff');
    await hub.query(`insert into app.shifts values ($1, $2, $3, 1, '09:00', '17:00')`, [
      hub.demo.organizationId,
      store.locationId,
      userId,
    ]);
    expect((await setGrants(admin, userId, [at('analyst', store.locationId)])).status).toBe(200);
    expect(await hub.query('select from app.shifts where user_id = $1', [userId])).toEqual([]);
  });

  it('are not raised by themselves or their manager', async () => {
    const { userId: managerId, person } = await store.hire('manager');
    for (const [id, grants] of [
      [managerId, [at('admin', store.locationId)]],
      [managerId, [at('manager', store.locationId), at('staff', null)]],
      [store.staffId, [at('manager', store.locationId)]],
      [store.staffId, [at('it', store.locationId)]],
      [adminId, [at('staff', store.locationId)]],
    ] as const) {
      expect(await answer(await setGrants(person, id, [...grants]))).toEqual([
        403,
        'grant-not-theirs',
      ]);
    }
    expect(await answer(await remove(person, adminId))).toEqual([403, 'grant-not-theirs']);
  });

  it('are given no role at a location that there is not', async () => {
    const grants = [at('staff', newEventId())];
    expect(await answer(await setGrants(admin, store.staffId, grants))).toEqual([404, 'not-found']);
    expect(await answer(await setGrants(admin, newEventId(), [at('staff', null)]))).toEqual([
      404,
      'not-found',
    ]);
  });

  it('keep an admin everywhere, whoever leaves', async () => {
    expect(await answer(await remove(admin, adminId))).toEqual([409, 'last-admin']);
    expect(await answer(await setGrants(admin, adminId, [at('admin', store.locationId)]))).toEqual([
      409,
      'last-admin',
    ]);
  });

  it('keep one of two admins who remove each other at the same moment', async () => {
    const { userId, person } = await store.hire('staff');
    expect((await setGrants(admin, userId, [at('admin', null)])).status).toBe(200);
    const statuses = await Promise.all(
      [remove(admin, userId), remove(person, adminId)].map(async (reply) => (await reply).status),
    );
    const left = await hub.query<{ user_id: string }>(
      `select user_id from app.grants where role = 'admin' and location_id is null and organization_id = $1`,
      [hub.demo.organizationId],
    );
    expect(left).toHaveLength(1);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    // Whoever it is, the next test finds the admin of the demonstration.
    await hub.administration.saveMember(hub.demo.organizationId, {
      email: hub.demo.email,
      name: 'Demo manager',
      password: hub.demo.password,
      role: 'admin',
    });
    await (await remove(admin, userId)).arrayBuffer();
  });
});

describe('A change of somebody’s places', () => {
  it('ends their stream at once, on every hub, and the next one tells of the new places', async () => {
    const elsewhere = await hub.startAnother();
    const { userId, person } = await store.hire('staff');
    const here = await person.stream();
    const there = await openStreamAt(elsewhere.url, person);
    expect((await setGrants(admin, userId, [at('staff', other.locationId)])).status).toBe(200);
    await Promise.all([here.ended(), there.ended]);
    await store.pressAnew();
    const alertId = await other.pressAnew();
    const resumed = await person.stream(here.cursor() ?? undefined);
    // Of the new place also what changed there before.
    let heard: Alert;
    do {
      ({ alert: heard } = await resumed.next());
      expect(heard.location?.id).toBe(other.locationId);
    } while (heard.id !== alertId);
    resumed.close();
    await resumed.ended();
    await elsewhere.stop();
  });

  it('tells them nothing more of the old ones, while others hear on', async () => {
    const { userId, person } = await store.hire('staff');
    const theirs = await person.stream();
    const colleagues = await manager.stream();
    expect(await answer(await remove(admin, userId))).toBe(204);
    const alertId = await store.pressAnew();
    expect((await colleagues.next()).alert.id).toBe(alertId);
    await theirs.ended();
    await expect(theirs.next()).rejects.toThrow('ended before another alert');
    colleagues.close();
    await colleagues.ended();
  });
});

/** Resolves once the hub has ended it. */
async function openStreamAt(
  hubUrl: string,
  { cookie }: TestPerson,
): Promise<{ ended: Promise<string> }> {
  const reply = await fetch(`${hubUrl}/v1/stream`, { headers: { cookie } });
  return { ended: reply.text() };
}

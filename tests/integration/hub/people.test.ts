import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { postSignIn, signInTestPerson } from '../../support/test-person.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
});
afterAll(() => hub.stop());

async function problem(reply: Response): Promise<unknown> {
  return [reply.status, ((await reply.json()) as { type: string }).type];
}

describe('Signing in', () => {
  it('opens a session that says who and where', async () => {
    const person = await signInTestPerson(hub.url, hub.demo);
    const reply = await person.fetch('/v1/me');
    expect([reply.status, await reply.json()]).toEqual([
      200,
      {
        user: { id: expect.any(String), name: 'Demo manager', email: hub.demo.email },
        organization: { id: hub.demo.organizationId, name: 'Glimlach demo' },
        role: 'admin',
        grants: [{ role: 'admin', locationId: null }],
      },
    ]);
    await person.signOut();
    expect(await problem(await person.fetch('/v1/me'))).toEqual([401, 'signed-out']);
  });

  it('keeps the cookie from scripts and other sites', async () => {
    const reply = await postSignIn(hub.url, hub.demo);
    await reply.arrayBuffer();
    expect(reply.headers.getSetCookie()[0]).toMatch(
      /^glimlach\.session_token=.*; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  it('refuses a wrong password and an unknown address alike', async () => {
    const { email } = hub.demo;
    const wrong = await postSignIn(hub.url, { email, password: 'wrong' });
    const unknown = await postSignIn(hub.url, { email: 'a@b.example', password: 'wrong' });
    const bodies = [await wrong.json(), await unknown.json()];
    expect(bodies[0]).toEqual(bodies[1]);
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
  });

  it('refuses what another site sends', async () => {
    const reply = await postSignIn(hub.url, hub.demo, { origin: 'https://elsewhere.example' });
    expect(await problem(reply)).toEqual([403, 'foreign-origin']);
  });

  it('offers nobody an account', async () => {
    const reply = await fetch(`${hub.url}/api/auth/sign-up/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: hub.url },
      body: JSON.stringify({ email: 'x@y.example', password: 'long-enough', name: 'X' }),
    });
    expect(await problem(reply)).toEqual([404, 'not-found']);
  });

  it('is no use without a place in an organization', async () => {
    const { administration, demo } = hub;
    await administration.saveMember(demo.organizationId, {
      email: 'left@glimlach.example',
      name: 'Left',
      password: 'left-password',
      role: 'staff',
    });
    await hub.query(`delete from app.members where email = 'left@glimlach.example'`);
    const person = await signInTestPerson(hub.url, {
      email: 'left@glimlach.example',
      password: 'left-password',
    });
    expect(await problem(await person.fetch('/v1/me'))).toEqual([403, 'no-organization']);
  });

  it('survives a restart of the hub', async () => {
    const person = await signInTestPerson(hub.url, hub.demo);
    await hub.restart();
    const reply = await person.fetch('/v1/me');
    expect(reply.status).toBe(200);
    await reply.arrayBuffer();
  });

  it('is limited where it keeps failing, and says until when', async () => {
    const guess = { email: 'a@b.example', password: 'guess' };
    for (let attempt = 0; attempt < 30; attempt += 1) {
      const reply = await postSignIn(hub.url, { ...guess, email: 'A@b.example' });
      expect(await problem(reply)).toEqual([401, 'wrong-credentials']);
    }
    const reply = await postSignIn(hub.url, guess);
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await problem(reply)).toEqual([429, 'too-many-failures']);
  });

  it('is not limited where it succeeds: a shop has one address for all', async () => {
    const statuses = new Set<number>();
    for (let attempt = 0; attempt < 40; attempt += 1) {
      const reply = await postSignIn(hub.url, hub.demo);
      await reply.arrayBuffer();
      statuses.add(reply.status);
    }
    expect(statuses).toEqual(new Set([200]));
  });
});

describe('An account', () => {
  it('keeps name and password when another organization takes it in', async () => {
    const { administration, demo } = hub;
    const other = await administration.createOrganization({ name: 'Other' });
    await administration.saveMember(other, {
      email: demo.email.toUpperCase(),
      name: 'Somebody else',
      password: 'chosen-by-others',
      role: 'admin',
    });
    const person = await signInTestPerson(hub.url, demo);
    const reply = await person.fetch('/v1/me');
    expect(await reply.json()).toEqual(
      expect.objectContaining({ user: expect.objectContaining({ name: 'Demo manager' }) }),
    );
  });

  it('ends its sessions when its password changes', async () => {
    const { administration, demo } = hub;
    const credentials = { email: 'worried@glimlach.example', password: 'seen-by-somebody' };
    await administration.saveMember(demo.organizationId, {
      ...credentials,
      name: 'Worried',
      role: 'staff',
    });
    const thief = await signInTestPerson(hub.url, credentials);
    expect(await administration.setPassword(credentials.email, 'known-to-one-only')).toBe(true);
    expect(await problem(await thief.fetch('/v1/me'))).toEqual([401, 'signed-out']);
    expect((await postSignIn(hub.url, credentials)).status).toBe(401);
    const changed = { ...credentials, password: 'known-to-one-only' };
    expect((await postSignIn(hub.url, changed)).status).toBe(200);
    expect(await administration.setPassword('nobody@glimlach.example', 'long-enough')).toBe(false);
  });
});

describe('The address of a caller', () => {
  it('is the one that a trusted proxy names, and no other', async () => {
    const strict = await startTestHub(inject('clusterUrl'), { trustedProxies: ['10.0.0.0/8'] });
    const addresses: unknown[] = [];
    for (const { url, log } of [hub, strict]) {
      await (
        await fetch(`${url}/healthz`, { headers: { 'x-forwarded-for': '203.0.113.9' } })
      ).text();
      const asked = log.findLast((line) => line.includes('"path":"/healthz"')) ?? '{}';
      addresses.push((JSON.parse(asked) as { req?: { address: string } }).req?.address);
    }
    await strict.stop();
    expect(addresses).toEqual(['203.0.113.9', '127.0.0.1']);
  });
});

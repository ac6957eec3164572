import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { MeReply, type Grant } from '../../../contract/protocol/me.ts';
import {
  InvitationOffer,
  InvitationReply,
  PeopleReply,
  ProfileReply,
} from '../../../contract/protocol/people.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { startMailServer } from '../../support/mail-server.ts';
import { signInTestPerson, type TestPerson } from '../../support/test-person.ts';
import { newEventId } from '../../support/test-terminal.ts';
import { openStore, type Store } from '../../support/two-stores.ts';

const DAY_MS = 24 * 3_600_000;
const PASSWORD = 'chosen by the invited';

let hub: TestHub;
let admin: TestPerson;
let store: Store;
let manager: TestPerson;
let managerId: string;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
  admin = await signInTestPerson(hub.url, hub.demo);
  store = await openStore(hub, 'Arnhem');
  ({ person: manager, userId: managerId } = await store.hire('manager'));
});
afterAll(() => hub.stop());

function staffHere(): Grant {
  return { role: 'staff', locationId: store.locationId };
}

function newAddress(): string {
  return `${newEventId()}@glimlach.example`;
}

async function ask(by: TestPerson, email: string, grants: readonly Grant[]): Promise<Response> {
  return by.post('/v1/people/invitations', { email, grants, language: 'de' });
}

async function invite(by: TestPerson, email: string, grants: readonly Grant[]): Promise<Invited> {
  const reply = InvitationReply.parse(await (await ask(by, email, grants)).json());
  return { ...reply, url: linkOf(reply), token: tokenOf(linkOf(reply)) };
}
type Invited = InvitationReply & { readonly url: string; readonly token: string };

/** Of an invitation that is handed over. */
function linkOf({ url }: InvitationReply): string {
  if (url === null) {
    throw new Error('The link was mailed, and told to nobody else.');
  }
  return url;
}

function tokenOf(link: string): string {
  return new URL(link).hash.slice(1);
}

/** As the page does that the link opens. */
async function askAt(
  hubUrl: string,
  what: 'offer' | 'accept',
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${hubUrl}/v1/invitations/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

async function look({ token }: { readonly token: string }): Promise<Response> {
  return askAt(hub.url, 'offer', { token });
}

async function accept(
  { token }: { readonly token: string },
  how: { name?: string | null; password?: string } = {},
): Promise<Response> {
  return askAt(hub.url, 'accept', { token, name: 'Anna', password: PASSWORD, ...how });
}

async function problem(reply: Response): Promise<unknown> {
  return [reply.status, ((await reply.json()) as { type?: string }).type];
}

async function me(reply: Response): Promise<MeReply> {
  const cookie = reply.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0] ?? '')
    .join('; ');
  return MeReply.parse(await (await fetch(`${hub.url}/v1/me`, { headers: { cookie } })).json());
}

const NO_INVITATION = [404, 'no-invitation'];

describe('An invitation', () => {
  it('tells whoever holds its link what it is to, and takes them in when they accept', async () => {
    const email = `Anna.${newAddress()}`;
    const invited = await invite(manager, email, [staffHere()]);
    expect(invited).toEqual({
      invitation: {
        id: expect.any(String),
        email: email.toLowerCase(),
        grants: [staffHere()],
        invitedBy: 'Arnhem manager',
        createdAtMs: expect.any(Number),
        expiresAtMs: invited.invitation.createdAtMs + 7 * DAY_MS,
      },
      url: expect.stringMatching(new RegExp(String.raw`^${hub.url}/join#[\w-]{43}$`)),
      mailed: false,
      token: expect.any(String),
    });
    expect(InvitationOffer.parse(await (await look(invited)).json())).toEqual({
      organization: 'Glimlach demo',
      invitedBy: 'Arnhem manager',
      email: email.toLowerCase(),
      takes: 'either',
    });

    const reply = await accept(invited);
    expect([reply.status, await reply.json()]).toEqual([200, { success: true }]);
    expect(await me(reply)).toMatchObject({
      user: { name: 'Anna', email: email.toLowerCase() },
      organization: { id: hub.demo.organizationId },
      grants: [staffHere()],
    });
    const anna = await signInTestPerson(hub.url, { email, password: PASSWORD });
    const { profile } = ProfileReply.parse(await (await anna.fetch('/v1/me/profile')).json());
    expect(profile.language).toBe('de');
    const [row] = await hub.query<{ name: string; email: string }>(
      'select name, email from app.members where email = $1',
      [email.toLowerCase()],
    );
    expect(row).toEqual({ name: 'Anna', email: email.toLowerCase() });
  });

  it('works once, also when it is accepted twice at the same moment', async () => {
    const invited = await invite(manager, newAddress(), [staffHere()]);
    const replies = await Promise.all([accept(invited), accept(invited)]);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await problem(await accept(invited))).toEqual(NO_INVITATION);
    expect(await problem(await look(invited))).toEqual(NO_INVITATION);
  });

  it('works for seven days, and is forgotten then', async () => {
    const another = await startTestHub(inject('clusterUrl'), { housekeepingMs: 1_000 });
    const boss = await signInTestPerson(another.url, another.demo);
    const reply = await boss.post('/v1/people/invitations', {
      email: newAddress(),
      grants: [{ role: 'staff', locationId: null }],
      language: 'en',
    });
    const url = linkOf(InvitationReply.parse(await reply.json()));
    const lookThere = (): Promise<Response> => askAt(another.url, 'offer', { token: tokenOf(url) });
    another.clock.moveBy(7 * DAY_MS - 60_000);
    expect((await lookThere()).status).toBe(200);
    another.clock.moveBy(60_000);
    expect(await problem(await lookThere())).toEqual(NO_INVITATION);
    const { invitations } = PeopleReply.parse(await (await boss.fetch('/v1/people')).json());
    expect(invitations).toEqual([]);
    await expect.poll(() => another.query('select from app.invitations')).toEqual([]);
    await another.stop();
  });

  it('is open until it is withdrawn, or another one takes its place', async () => {
    const email = newAddress();
    const first = await invite(manager, email, [staffHere()]);
    const second = await invite(manager, email, [staffHere()]);
    expect(await problem(await look(first))).toEqual(NO_INVITATION);
    const open = async (): Promise<string[]> =>
      PeopleReply.parse(await (await manager.fetch('/v1/people')).json())
        .invitations.filter((one) => one.email === email)
        .map(({ id }) => id);
    expect(await open()).toEqual([second.invitation.id]);
    const path = `/v1/people/invitations/${second.invitation.id}`;
    expect((await manager.send('DELETE', path)).status).toBe(204);
    expect(await open()).toEqual([]);
    expect(await problem(await accept(second))).toEqual(NO_INVITATION);
    expect((await manager.send('DELETE', path)).status).toBe(404);
  });

  it('takes the place of none that who invites may not withdraw', async () => {
    const email = newAddress();
    const wider = await invite(admin, email, [{ role: 'manager', locationId: store.locationId }]);
    const lesser = await invite(manager, email, [staffHere()]);
    expect([(await look(wider)).status, (await look(lesser)).status]).toEqual([200, 200]);
    await invite(admin, email, [staffHere()]);
    expect(await problem(await look(wider))).toEqual(NO_INVITATION);
    expect(await problem(await look(lesser))).toEqual(NO_INVITATION);
  });

  it('leaves the last admin everywhere one', async () => {
    const { administration } = hub;
    const organizationId = await administration.createOrganization({ name: 'Solo' });
    const email = newAddress();
    const solo = { email, name: 'Solo', password: PASSWORD, role: 'admin' } as const;
    await administration.saveMember(organizationId, solo);
    const url = await administration.inviteMember(organizationId, {
      email,
      role: 'staff',
      language: 'en',
    });
    const reply = await accept({ token: tokenOf(url) });
    expect((await me(reply)).grants).toEqual([{ role: 'admin', locationId: null }]);
  });

  it('takes the password of an account that there is, and nothing else of it', async () => {
    const email = newAddress();
    const { userId } = await leftPerson(email);
    const invited = await invite(manager, email, [staffHere()]);
    const offer = InvitationOffer.parse(await (await look(invited)).json());
    expect(offer.takes).toBe('either');
    expect(await problem(await accept(invited, { password: 'somebody else’s' }))).toEqual([
      401,
      'wrong-credentials',
    ]);
    const reply = await accept(invited, { name: 'Another name', password: PASSWORD });
    expect((await me(reply)).user).toEqual({ id: userId, name: 'Came back', email });
  });

  it('asks for a name whether there is an account or not', async () => {
    const known = newAddress();
    await leftPerson(known);
    for (const email of [newAddress(), known]) {
      const invited = await invite(manager, email, [staffHere()]);
      const reply = await accept(invited, { name: null });
      expect([reply.status, await reply.json()]).toEqual([
        400,
        expect.objectContaining({ errors: [{ path: '/name', message: 'must be said' }] }),
      ]);
      expect((await accept(invited)).status).toBe(200);
    }
  });

  it('takes no name that hides, breaks the line or turns it around', async () => {
    const invited = await invite(manager, newAddress(), [staffHere()]);
    for (const name of ['Ann\u202Ea', ' \u200b ', 'x\r\nBcc: y', '\ud800']) {
      const reply = await accept(invited, { name });
      expect([reply.status, await reply.json()]).toEqual([
        400,
        expect.objectContaining({
          errors: [{ path: '/name', message: 'must be one line of characters that can be seen' }],
        }),
      ]);
    }
    const reply = await accept(invited, { name: ' Zoe\u0308 ' });
    expect((await me(reply)).user.name).toBe('Zo\u00eb');
  });

  it('is to no more than who invites may give, when it is made and when it is accepted', async () => {
    for (const grant of [
      { role: 'manager', locationId: store.locationId },
      { role: 'staff', locationId: null },
    ] as const) {
      expect(await problem(await ask(manager, newAddress(), [grant]))).toEqual([
        403,
        'grant-not-theirs',
      ]);
    }
    const elsewhere = [{ role: 'staff', locationId: newEventId() }] as const;
    expect(await problem(await ask(admin, newAddress(), elsewhere))).toEqual([404, 'not-found']);

    const invited = await invite(manager, newAddress(), [staffHere()]);
    await setRole(managerId, 'analyst');
    expect(await problem(await look(invited))).toEqual(NO_INVITATION);
    expect(await problem(await accept(invited))).toEqual(NO_INVITATION);
    await setRole(managerId, 'manager');
    expect((await accept(invited)).status).toBe(200);
  });

  it('is not made for a colleague whom one sees, but for one of other places', async () => {
    const address = newAddress();
    const other = await openStore(hub, 'Breda');
    await hub.administration.saveMember(hub.demo.organizationId, {
      email: address,
      name: 'Bart',
      password: PASSWORD,
      role: 'staff',
      locationId: other.locationId,
    });
    expect(await problem(await ask(admin, address.toUpperCase(), [staffHere()]))).toEqual([
      409,
      'already-member',
    ]);
    const reply = await accept(await invite(manager, address, [staffHere()]));
    const { grants } = await me(reply);
    expect(grants).toHaveLength(2);
    expect(grants).toEqual(
      expect.arrayContaining([staffHere(), { role: 'staff', locationId: other.locationId }]),
    );
  });

  it('takes nobody out of another organization', async () => {
    const { administration } = hub;
    const email = newAddress();
    await administration.saveMember(await administration.createOrganization({ name: 'Rival' }), {
      email,
      name: 'Rival',
      password: PASSWORD,
      role: 'admin',
    });
    const invited = await invite(manager, email, [staffHere()]);
    expect(await problem(await accept(invited))).toEqual([409, 'other-organization']);
  });

  it('is mailed where there is a mail server, and handed over where that fails', async () => {
    const post = await startMailServer();
    const mailing = await startTestHub(inject('clusterUrl'), { smtp: post.smtp });
    const boss = await signInTestPerson(mailing.url, mailing.demo);
    const email = newAddress();
    const body = {
      email,
      grants: [{ role: 'staff', locationId: null }],
      language: 'nl',
    } as const;
    const send = async (): Promise<InvitationReply> => {
      const reply = await boss.post('/v1/people/invitations', body);
      return InvitationReply.parse(await reply.json());
    };
    const invited = await send();
    expect(invited.mailed).toBe(true);
    const { mail, to } = await post.received(1);
    expect(to).toEqual([email]);
    expect(mail.subject).toContain('Glimlach demo');
    expect(invited.url).toBe(null);
    expect(mail.text).toContain(`${mailing.url}/join#`);
    post.refuse('to', 550);
    expect(await send()).toMatchObject({ mailed: false, url: expect.any(String) });
    expect(mailing.log.filter((line) => line.includes(email))).toEqual([]);
    await mailing.stop();
    await post.stop();
  });

  it('gives an account that was made by another’s hand to who the address belongs to', async () => {
    const post = await startMailServer();
    const mailing = await startTestHub(inject('clusterUrl'), { smtp: post.smtp });
    const { administration, demo } = mailing;
    const boss = await signInTestPerson(mailing.url, demo);
    const email = newAddress();
    const people = async (): Promise<PeopleReply['people']> =>
      PeopleReply.parse(await (await boss.fetch('/v1/people')).json()).people.filter(
        (one) => one.email === email,
      );
    const send = async (role: Grant['role']): Promise<InvitationReply> => {
      const grants = [{ role, locationId: null }];
      const reply = await boss.post('/v1/people/invitations', { email, grants, language: 'en' });
      return InvitationReply.parse(await reply.json());
    };
    const take = async (token: string, name: string, password: string): Promise<Response> =>
      askAt(mailing.url, 'accept', { token, name, password });

    post.refuse('to', 550);
    const handed = await send('staff');
    expect((await take(tokenOf(linkOf(handed)), 'Pretender', PASSWORD)).status).toBe(200);
    expect(await people()).toEqual([
      expect.objectContaining({ name: 'Pretender', isVerified: false }),
    ]);
    const pretender = await signInTestPerson(mailing.url, { email, password: PASSWORD });

    post.refuse('to', null);
    expect(await send('admin')).toMatchObject({ mailed: true, url: null });
    const { mail } = await post.received(1);
    const [, token = ''] = /\/join#([\w-]{43})/.exec(mail.text ?? '') ?? [];
    const offer = await askAt(mailing.url, 'offer', { token });
    expect(InvitationOffer.parse(await offer.json()).takes).toBe('new-account');
    expect((await take(token, 'Owner', 'chosen by the owner')).status).toBe(200);
    expect((await pretender.fetch('/v1/me')).status).toBe(401);
    expect(await people()).toEqual([
      expect.objectContaining({
        name: 'Owner',
        isVerified: true,
        grants: [{ role: 'admin', locationId: null }],
      }),
    ]);
    const grants = [{ role: 'staff', locationId: null }];
    const again = await boss.post('/v1/people/invitations', { email, grants, language: 'en' });
    expect(await problem(again)).toEqual([409, 'already-member']);

    // Of another organization, which had the address first.
    const rival = await administration.createOrganization({ name: 'Rival' });
    const chief = newAddress();
    await administration.saveMember(rival, {
      email: chief,
      name: 'Chief',
      password: PASSWORD,
      role: 'admin',
    });
    const victim = newAddress();
    await administration.saveMember(rival, {
      email: victim,
      name: 'Pretender',
      password: PASSWORD,
      role: 'staff',
    });
    await mailing.query('update auth."user" set "emailVerified" = false where email = $1', [
      victim,
    ]);
    const body = { email: victim, grants, language: 'en' };
    await (await boss.post('/v1/people/invitations', body)).arrayBuffer();
    const letter = (await post.received(2)).mail.text ?? '';
    const [, other = ''] = /\/join#([\w-]{43})/.exec(letter) ?? [];
    expect((await take(other, 'Victim', 'chosen by the owner')).status).toBe(200);
    const owner = await signInTestPerson(mailing.url, {
      email: victim,
      password: 'chosen by the owner',
    });
    expect(MeReply.parse(await (await owner.fetch('/v1/me')).json())).toMatchObject({
      user: { name: 'Victim' },
      organization: { id: demo.organizationId },
    });
    await mailing.stop();
    await post.stop();
  });

  it('stands neither in the log nor in the database by its link', async () => {
    const invited = await invite(manager, newAddress(), [staffHere()]);
    await (await look(invited)).arrayBuffer();
    await (await fetch(invited.url, { headers: { accept: 'text/html' } })).arrayBuffer();
    await (await fetch(`${hub.url}//join/${invited.token}`)).arrayBuffer();
    await (await accept(invited)).arrayBuffer();
    expect(hub.log.filter((line) => line.includes(invited.token))).toEqual([]);
    expect(hub.log.some((line) => line.includes('/join/[cut]'))).toBe(true);
    const rows = await hub.query<{ row: string }>(
      'select row_to_json(i)::text as row from app.invitations i',
    );
    expect(rows.filter(({ row }) => row.includes(invited.token))).toEqual([]);
  });

  it('cannot be accepted from another site, nor be guessed for long', async () => {
    const invited = await invite(manager, newAddress(), [staffHere()]);
    const { token } = invited;
    for (const [what, body] of [
      ['offer', { token }],
      ['accept', { token, name: 'Anna', password: PASSWORD }],
    ] as const) {
      const foreign = await askAt(hub.url, what, body, { origin: 'https://elsewhere.example' });
      expect(await problem(foreign)).toEqual([403, 'foreign-origin']);
    }
    const guess = (): Promise<Response> =>
      askAt(hub.url, 'offer', { token: 'guess' }, { 'x-forwarded-for': '203.0.113.7' });
    for (let attempt = 0; attempt < 300; attempt += 1) {
      await (await guess()).arrayBuffer();
    }
    expect(await problem(await guess())).toEqual([429, 'too-many-failures']);
    expect((await look(invited)).status).toBe(200);
  });

  it('is answered in no way that a cache may keep', async () => {
    const { token } = await invite(manager, newAddress(), [staffHere()]);
    const replies = [
      await askAt(hub.url, 'offer', { token }),
      await askAt(hub.url, 'offer', { token: 'unknown' }),
      // A link that was cut off.
      await askAt(hub.url, 'offer', { token: '' }),
      await askAt(hub.url, 'offer', {}),
      await askAt(hub.url, 'accept', { token, name: 'Anna', password: 'short' }),
      await askAt(hub.url, 'accept', { token, name: 'Anna', password: PASSWORD }),
      await askAt(hub.url, 'accept', { token, name: 'Anna', password: PASSWORD }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([200, 404, 404, 400, 400, 200, 404]);
    expect(replies.map(({ headers }) => headers.get('cache-control'))).toEqual(
      replies.map(() => 'no-store'),
    );
  });
});

/** Somebody with an account who belongs nowhere any more. */
async function leftPerson(email: string): Promise<{ userId: string }> {
  const userId = await hub.administration.saveMember(hub.demo.organizationId, {
    email,
    name: 'Came back',
    password: PASSWORD,
    role: 'it',
  });
  await (await admin.send('DELETE', `/v1/people/${userId}`)).arrayBuffer();
  return { userId };
}

async function setRole(userId: string, role: Grant['role']): Promise<void> {
  const reply = await admin.put(`/v1/people/${userId}/grants`, {
    grants: [{ role, locationId: store.locationId }],
  });
  expect(reply.status).toBe(200);
}

describe('Inviting', () => {
  it('is not for one person to do by the hundred', async () => {
    const { person } = await store.hire('manager');
    const statuses = new Set<number>();
    for (let times = 0; times < 60; times += 1) {
      statuses.add((await ask(person, 'again@glimlach.example', [staffHere()])).status);
    }
    expect(statuses).toEqual(new Set([200]));
    const refused = await ask(person, 'again@glimlach.example', [staffHere()]);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

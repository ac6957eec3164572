import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Alert } from '../../../../contract/protocol/alerts.ts';
import { keptAnswers } from '../../../support/follow-up-answers.ts';
import { followUpToken } from '../../../support/follow-up-token.ts';
import { startTestHub, type TestHub } from '../../../support/hub.ts';
import { openOwnTouchpoint, placeTestTerminal } from '../../../support/own-touchpoint.ts';
import { newPhone, type PhonePage, type TestPhone } from '../../../support/test-phone.ts';
import { signInTestPerson, type TestPerson } from '../../../support/test-person.ts';
import { enrolTestTerminal, type Made, type TestTerminal } from '../../../support/test-terminal.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const CONTACT = { name: 'Anna', phone: '+31 6 1234 5678', agree: 'yes' };

let hub: TestHub;
let person: TestPerson;
let kiosk: TestTerminal;
let press: Made;
let path: string;
let phone: TestPhone;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
  person = await signInTestPerson(hub.url, hub.demo);
});
afterAll(() => hub.stop());

/** A press that has not been sent yet, and its page. */
beforeEach(async () => {
  const [asked] = await hub.query<{ id: string }>(
    'select questionnaire_id as id from app.touchpoints where touchpoint_id = $1',
    [hub.demo.touchpointId],
  );
  const asking = asked === undefined ? {} : { questionnaireId: asked.id };
  kiosk = await placeTestTerminal(hub, await openOwnTouchpoint(hub, asking));
  press = kiosk.press('negative');
  path = `/f/${await followUpToken(kiosk, press, 'negative')}`;
  phone = newPhone(hub.url);
});

async function send(...events: Made[]): Promise<void> {
  const { answers } = await kiosk.send(kiosk.batch(events));
  expect(answers.map(({ outcome }) => outcome)).toEqual(events.map(() => 'accepted'));
}

async function alertOf(made: Made): Promise<Alert | undefined> {
  const rows = await hub.query<{ alert_id: string }>(
    'select alert_id from app.alert_presses where press_id = $1',
    [made.id],
  );
  const { alerts } = (await (await person.fetch('/v1/alerts')).json()) as { alerts: Alert[] };
  return alerts.find(({ id }) => id === rows[0]?.alert_id);
}

function titleOf(page: PhonePage): string {
  return /<h1[^>]*>([^<]*)<\/h1>/.exec(page.markup)?.[1] ?? '';
}

describe('The page of a press', () => {
  it('works before the press has arrived, and says what the visitor pressed', async () => {
    const page = await phone.get(path);
    expect([page.status, titleOf(page)]).toEqual([200, 'We are sorry.']);
    const thanks = await phone.sendAndFollow(page, {
      reason: ['queue', 'staff'],
      words: ' Waited an hour.\r\nNobody came. ',
      ...CONTACT,
      email: 'anna@example.org',
    });
    expect([thanks.status, titleOf(thanks)]).toEqual([200, 'Thank you!']);
    expect(thanks.markup).toContain('Somebody will contact you.');
    expect(await keptAnswers(hub, press.id)).toEqual([
      { kind: 'choice', step: 'reason', choices: ['queue', 'staff'], content: null },
      {
        kind: 'text',
        step: 'words',
        choices: null,
        content: { kind: 'text', text: 'Waited an hour.\nNobody came.' },
      },
      {
        kind: 'contact',
        step: expect.any(String),
        choices: null,
        content: {
          kind: 'contact',
          name: 'Anna',
          phone: '+31 6 1234 5678',
          email: 'anna@example.org',
          consent: expect.stringContaining('contact'),
        },
      },
    ]);
  });

  it('asks what was asked when the press was made, though another questionnaire is in force now', async () => {
    const { organizationId } = hub.demo;
    const { id } = await hub.administration.publishQuestionnaire(organizationId, {
      kind: 'smileys-3',
      question: { en: 'How was it?' },
      paths: {
        positive: { steps: [], thanks: { title: null, text: null, offers: [] } },
        neutral: { steps: [], thanks: { title: null, text: null, offers: [] } },
        negative: {
          steps: [
            {
              kind: 'choice',
              id: 'cause',
              question: { en: 'What was in the way?' },
              choices: [
                { id: 'dark', icon: null, label: { en: 'Too dark' } },
                { id: 'loud', icon: null, label: { en: 'Too loud' } },
              ],
              several: false,
            },
          ],
          thanks: { title: null, text: null, offers: [] },
        },
      },
    });
    const asked = kiosk.press('negative', {
      context: { ...contextOf(press), questionnaire: { id, version: 1 } },
    });
    await send(press, asked);
    const page = await phone.get(`/f/${await followUpToken(kiosk, asked, 'negative')}`);
    expect(page.markup).toContain('What was in the way?');
    await phone.sendAndFollow(page, { reason: ['loud', 'dark', 'made-up'] });
    // One only, and of those that were offered.
    expect(await keptAnswers(hub, asked.id)).toEqual([
      { kind: 'choice', step: 'cause', choices: ['dark'], content: null },
    ]);
  });

  it('is used up by nobody who only looks, a thousand times', { timeout: 60_000 }, async () => {
    const looks = Array.from({ length: 100 }, () => newPhone(hub.url));
    for (let round = 0; round < 10; round += 1) {
      const pages = await Promise.all(looks.map((looker) => looker.get(path)));
      expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([200]));
    }
    const rows = await hub.query(
      'select bound_sha256 from app.follow_up_pages where press_id = $1',
      [press.id],
    );
    expect(rows).toEqual([{ bound_sha256: null }]);
    const thanks = await phone.sendAndFollow(await phone.get(path), { words: 'Still here.' });
    expect(titleOf(thanks)).toBe('Thank you!');
  });

  it('belongs to the phone that sends first, for half an hour', async () => {
    const other = newPhone(hub.url);
    const seen = await other.get(path);
    await phone.sendAndFollow(await phone.get(path), { words: 'Mine.' });
    expect((await other.send(seen, { words: 'Not mine.' })).status).toBe(409);
    expect(titleOf(await other.get(path))).toBe('This page was used already');
    hub.clock.moveBy(29 * MINUTE_MS);
    await phone.sendAndFollow(await phone.get(path), { words: 'And one thing more.' });
    hub.clock.moveBy(2 * MINUTE_MS);
    expect((await phone.get(path)).status).toBe(409);
    expect((await keptAnswers(hub, press.id)).map(({ content }) => content)).toEqual([
      { kind: 'text', text: 'Mine.' },
      { kind: 'text', text: 'And one thing more.' },
    ]);
  });

  it('is won by one of two phones that send at the same moment', async () => {
    const phones = Array.from({ length: 8 }, () => newPhone(hub.url));
    const pages = await Promise.all(phones.map((one) => one.get(path)));
    const sent = await Promise.all(
      phones.map((one, index) => one.send(pages[index] as PhonePage, { words: `I am ${index}.` })),
    );
    expect(sent.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      303, 409, 409, 409, 409, 409, 409, 409,
    ]);
    expect(await keptAnswers(hub, press.id)).toHaveLength(1);
  });

  it('keeps a form once that is sent twice, also when the first reply was lost', async () => {
    const page = await phone.get(path);
    const fields = { reason: 'queue', words: 'Twice.', ...CONTACT };
    const twice = await Promise.all([phone.send(page, fields), phone.send(page, fields)]);
    expect(twice.map(({ status }) => status)).toEqual([303, 303]);
    // The same page on the same phone, which never got its cookie.
    expect((await newPhone(hub.url).send(page, fields)).status).toBe(303);
    expect(await keptAnswers(hub, press.id)).toHaveLength(3);
    // Changed after going back, it is something new.
    await phone.send(page, { words: 'Changed.' });
    expect(await keptAnswers(hub, press.id)).toHaveLength(4);
  });

  it('ends seven days after it was opened, or the press received, by the hub’s clock alone', async () => {
    const late = kiosk.press('negative', {
      at: { wallMs: 0, monotonicMs: 5, bootId: 'dead-clock' },
    });
    const latePath = `/f/${await followUpToken(kiosk, late, 'negative')}`;
    await send(press, late);
    hub.clock.moveBy(6 * DAY_MS);
    expect((await phone.get(latePath)).status).toBe(200);
    const page = await phone.get(path);
    hub.clock.moveBy(DAY_MS + MINUTE_MS);
    expect((await phone.get(latePath)).status).toBe(410);
    expect((await phone.send(page, { words: 'Too late.' })).status).toBe(410);
    expect(titleOf(await phone.get(path))).toBe('This page has ended');
  });

  it('lasts seven days from its first opening while the press is still to come', async () => {
    await phone.get(path);
    hub.clock.moveBy(6 * DAY_MS);
    // Neither another look nor the press itself prolongs it.
    await phone.get(path);
    await send(press);
    hub.clock.moveBy(DAY_MS + MINUTE_MS);
    expect((await phone.get(path)).status).toBe(410);
  });

  it('sends nothing that is not complete, and keeps what was typed', async () => {
    const page = await phone.get(path);
    const again = await phone.send(page, {
      reason: 'queue',
      words: 'Long <queue>',
      name: 'Anna "A"',
      phone: 'none',
    });
    expect(again.status).toBe(422);
    expect(again.markup).toMatch(/<textarea[^>]*>\nLong &lt;queue&gt;<\/textarea\s*>/);
    expect(again.markup).toContain('value="Anna &quot;A&quot;"');
    expect(again.markup).toContain('This does not look like a phone number.');
    expect(again.markup).toContain('without your consent');
    expect(again.markup).toMatch(/value="queue" checked/);
    expect(await keptAnswers(hub, press.id)).toEqual([]);
    expect((await phone.send(page, {})).markup).toContain('Choose or write something first.');
    // Nobody is bound by a form that was not kept.
    expect((await newPhone(hub.url).get(path)).status).toBe(200);
  });

  it('gives a cookie that scripts and other sites do not get', async () => {
    const sent = await phone.send(await phone.get(path), { words: 'Hello.' });
    expect(sent.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        new RegExp(
          `^glimlach\\.follow-up=[\\w-]{22}; Path=${path}; Max-Age=1800; HttpOnly; SameSite=Lax$`,
        ),
      ),
    ]);
  });
});

describe('A contact after a negative press', () => {
  it('marks the alert, and staff hear of it', async () => {
    const stream = await person.stream();
    await send(press);
    expect((await stream.next()).alert).toMatchObject({ contactLeft: null });
    await phone.sendAndFollow(await phone.get(path), CONTACT);
    expect((await stream.next()).alert).toMatchObject({
      contactLeft: { atMs: expect.any(Number) },
    });
    stream.close();
    await stream.ended();
  });

  it('marks the alert also when the press arrives after it', async () => {
    await phone.sendAndFollow(await phone.get(path), CONTACT);
    await send(press);
    expect(await alertOf(press)).toMatchObject({ contactLeft: { atMs: expect.any(Number) } });
  });

  it('marks the alert when both arrive at the same moment', async () => {
    const presses = Array.from({ length: 10 }, () => kiosk.press('negative'));
    await send(press);
    for (const made of presses) {
      const address = `/f/${await followUpToken(kiosk, made, 'negative')}`;
      const page = await phone.get(address);
      await Promise.all([send(made), phone.send(page, CONTACT)]);
    }
    const marked = await hub.query<{ at: number | null }>(
      `select a.contact_left_at_ms as at from app.alerts a join app.alert_presses p using (organization_id, alert_id)
       where p.press_id = any($1)`,
      [presses.map(({ id }) => id)],
    );
    expect(marked).toHaveLength(presses.length);
    expect(marked.filter(({ at }) => at === null)).toEqual([]);
  });
});

describe('A token', () => {
  it('that is malformed or forged leads to a page that says so, in the visitor’s language', async () => {
    const token = path.slice('/f/'.length);
    const forged = `${token.slice(0, -4)}${token.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`;
    const negativeMadePositive = await followUpToken(kiosk, press, 'positive');
    const other = `${token.slice(0, 60)}${negativeMadePositive.slice(60)}`;
    for (const wrong of [
      forged,
      other,
      token.slice(1),
      `${token}A`,
      'x',
      '%00',
      '%',
      'a/b/c',
      '%2e%2e%2fx',
      'é'.repeat(300),
      'x'.repeat(9_000),
    ]) {
      const page = await phone.get(`/f/${wrong}`, { 'accept-language': 'nl-BE,nl;q=0.8,en;q=0.5' });
      expect([wrong, page.status]).toEqual([
        wrong,
        expect.toSatisfy((status: number) => status === 404 || status === 400),
      ]);
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(page.markup).toContain('<html lang="nl"');
    }
  });

  it('counts for what its terminal pressed only: neither another terminal’s press nor another rating', async () => {
    const neighbour = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey);
    await send(press);
    for (const wrong of [
      await followUpToken(neighbour, press, 'negative'),
      await followUpToken(neighbour, press, 'negative', { terminalId: kiosk.terminalId }),
      await followUpToken(kiosk, press, 'neutral'),
    ]) {
      expect((await phone.get(`/f/${wrong}`)).status).toBe(404);
    }
  });

  it('of another organization’s terminal reaches nothing of this one', async () => {
    const { administration } = hub;
    const organizationId = await administration.createOrganization({ name: 'Elsewhere' });
    const { key } = await administration.createEnrolmentKey(organizationId);
    const stranger = await enrolTestTerminal(hub.url, key);
    await send(press);
    const page = await phone.get(`/f/${await followUpToken(stranger, press, 'negative')}`);
    // For its own organization it is a press that has not come: what is written goes there.
    expect(page.markup).toContain('Elsewhere');
    await phone.sendAndFollow(page, CONTACT);
    expect(await keptAnswers(hub, press.id)).toEqual([]);
    expect(await alertOf(press)).toMatchObject({ contactLeft: null });
  });

  it('of a revoked terminal counts for presses that the hub has, and for no others', async () => {
    await send(press);
    const unsent = kiosk.press('negative');
    await hub.administration.revokeTerminal(hub.demo.organizationId, kiosk.terminalId);
    expect((await phone.get(path)).status).toBe(200);
    const invented = `/f/${await followUpToken(kiosk, unsent, 'negative')}`;
    expect((await phone.get(invented)).status).toBe(404);
  });
});

describe('What a visitor wrote', () => {
  it('is nowhere in the clear: not in the database, and not in the log', async () => {
    const secret = 'zebra-crossing-7461';
    await phone.sendAndFollow(await phone.get(path), {
      words: secret,
      ...CONTACT,
      name: secret,
      email: `${secret}@example.org`,
    });
    const tables = await hub.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'app'::regnamespace and relkind in ('r', 'p')`,
    );
    for (const { name } of tables) {
      const found = await hub.query(`select from app.${name} as t where t::text like $1`, [
        `%${secret}%`,
      ]);
      expect([name, found]).toEqual([name, []]);
    }
    expect(hub.log.filter((line) => line.includes(secret))).toEqual([]);
    // Nor is the address by which the page is opened.
    expect(hub.log.filter((line) => line.includes(path))).toEqual([]);
  });

  it('can be erased, and leaves that something was written', async () => {
    await phone.sendAndFollow(await phone.get(path), { words: 'Forget me.' });
    await hub.query(
      `update app.sealed_parts set jwe = null, erased_at_ms = 1
       where sha256 in (select sha256 from app.follow_up_answers where press_id = $1)`,
      [press.id],
    );
    expect(await keptAnswers(hub, press.id)).toEqual([
      { kind: 'text', step: expect.any(String), choices: null, content: 'erased' },
    ]);
    expect((await phone.get(path)).status).toBe(200);
  });
});

describe('The way to a page', () => {
  it('is closed to other sites, caches, frames and search engines', async () => {
    const page = await phone.get(path);
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow',
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'content-security-policy': expect.stringMatching(
        /^default-src 'none';style-src 'sha256-[^']+';base-uri 'none';form-action 'self';frame-ancestors 'none'$/,
      ),
    });
    for (const headers of [
      { origin: 'https://elsewhere.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'null' },
    ]) {
      expect((await phone.send(page, { words: 'Hi.' }, headers)).status).toBe(400);
    }
    const own = { origin: hub.url, 'sec-fetch-site': 'same-origin' };
    expect((await phone.send(page, { words: 'Hi.' }, own)).status).toBe(303);
  });

  it('takes forms of its own size and kind only', async () => {
    const page = await phone.get(path);
    expect((await phone.send(page, { words: 'x'.repeat(40_000) })).status).toBe(413);
    expect((await phone.send(page, { words: 'x'.repeat(600) })).status).toBe(422);
    expect((await phone.post(path, { form: 'made-up', words: 'Hi.' })).status).toBe(400);
    expect((await phone.post(path, {})).status).toBe(400);
    const json = await phone.post(path, {}, { 'content-type': 'application/json' });
    expect([json.status, json.headers.get('content-type')]).toEqual([
      415,
      'text/html; charset=utf-8',
    ]);
  });

  it('keeps its address out of the log, however that is written', async () => {
    const token = path.slice('/f/'.length);
    for (const written of ['/%66/', '/f%2f', '/%66%2F', '/F/', '//f/', '/f/x/../', '/%zz/f/']) {
      await phone.get(`${written}${token}`);
    }
    expect(hub.log.filter((line) => line.includes(token))).toEqual([]);
  });

  it('takes so many forms for one press, and then asks for patience', async () => {
    const page = await phone.get(path);
    for (let sent = 0; sent < 20; sent += 1) {
      expect((await phone.send(page, { words: 'Again.' })).status).toBe(303);
    }
    const stopped = await phone.send(page, { words: 'Again.' });
    expect([stopped.status, Number(stopped.headers.get('retry-after')) > 0]).toEqual([429, true]);
    hub.clock.moveBy(11 * MINUTE_MS);
    expect((await phone.send(page, { words: 'Again.' })).status).toBe(303);
  });
});

function contextOf(made: Made): Extract<Made['event'], { type: 'pressed' }>['context'] {
  if (made.event.type !== 'pressed') {
    throw new TypeError('Only a press has a context.');
  }
  return made.event.context;
}

import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { SCALES, valuesOf, type Scale } from '../../../../contract/scales.ts';
import { TerminalConfiguration } from '../../../../contract/terminal-configuration.ts';
import type { Alert } from '../../../../contract/protocol/alerts.ts';
import { keptAnswers } from '../../../support/follow-up-answers.ts';
import { startTestHub, type TestHub } from '../../../support/hub.ts';
import { openOwnTouchpoint, placeTestTerminal } from '../../../support/own-touchpoint.ts';
import { newPhone, type PhonePage, type TestPhone } from '../../../support/test-phone.ts';
import { signInTestPerson, type TestPerson } from '../../../support/test-person.ts';
import { enrolTestTerminal, newEventId } from '../../../support/test-terminal.ts';

const DAY_MS = 86_400_000;

let hub: TestHub;
let person: TestPerson;
let phone: TestPhone;
let touchpointId: string;
let link: string;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
  person = await signInTestPerson(hub.url, hub.demo);
});
afterAll(() => hub.stop());

beforeEach(async () => {
  phone = newPhone(hub.url);
  await askingFor('smileys-3');
});

async function askingFor(kind: Scale): Promise<void> {
  const { administration, demo } = hub;
  const { organizationId } = demo;
  const { id: questionnaireId } = await administration.publishQuestionnaire(organizationId, {
    kind,
    question: { en: 'How was it?', nl: 'Hoe was het?' },
  });
  touchpointId = await openOwnTouchpoint(hub, { questionnaireId });
  const { url } = await administration.createSurveyLink(organizationId, touchpointId);
  link = new URL(url).pathname;
}

type Row = {
  number: number;
  rating: string;
  scale: string | null;
  score: number | null;
  language: string;
  occurred: number;
  id: string;
};

async function answers(): Promise<Row[]> {
  const rows = await hub.query<
    Omit<Row, 'number' | 'occurred'> & { number: string; occurred: string }
  >(
    `select answer_id as id, number, rating, scale, score, language, occurred_ms as occurred
     from app.web_answers where touchpoint_id = $1 order by number`,
    [touchpointId],
  );
  return rows.map((row) => ({
    ...row,
    number: Number(row.number),
    occurred: Number(row.occurred),
  }));
}

async function alertsHere(): Promise<Alert[]> {
  const { alerts } = (await (await person.fetch('/v1/alerts')).json()) as { alerts: Alert[] };
  return alerts.filter(({ touchpoint }) => touchpoint?.id === touchpointId);
}

function titleOf(page: PhonePage): string {
  return /<h1[^>]*>([^<]*)<\/h1>/.exec(page.markup)?.[1] ?? '';
}

describe('A survey link', () => {
  it('asks the touchpoint’s question, and then what it was about', async () => {
    const page = await phone.get(link, { 'accept-language': 'nl' });
    expect([page.status, titleOf(page)]).toEqual([200, 'Hoe was het?']);
    const more = await phone.sendAndFollow(page, { value: '3' });
    expect([more.status, titleOf(more)]).toEqual([200, 'Wat fijn!']);
    const thanks = await phone.sendAndFollow(more, { words: 'Kind people.' });
    expect(titleOf(thanks)).toBe('Dank!');
    const [answer] = await answers();
    expect(answer).toEqual({
      id: expect.any(String),
      number: 1,
      rating: 'positive',
      scale: null,
      score: null,
      language: 'nl',
      occurred: expect.any(Number),
    });
    expect(await keptAnswers(hub, answer?.id ?? '')).toEqual([
      {
        kind: 'text',
        step: 'words',
        choices: null,
        content: { kind: 'text', text: 'Kind people.' },
      },
    ]);
  });

  it.for(Object.keys(SCALES) as Scale[])('takes every answer to %s', async (kind) => {
    await askingFor(kind);
    for (const value of valuesOf(kind)) {
      const page = await phone.get(link);
      expect(page.markup).toContain(`value="${value}"`);
      await phone.sendAndFollow(page, { value: String(value) });
    }
    const scale = kind === 'smileys-3' ? null : kind;
    expect((await answers()).map(({ scale, score }) => ({ scale, score }))).toEqual(
      valuesOf(kind).map((value) => ({ scale, score: scale === null ? null : value })),
    );
    const off = await phone.send(await phone.get(link), { value: '12' });
    expect([off.status, titleOf(off)]).toEqual([422, 'How was it?']);
  });

  it('never answers by being opened: a face in an e-mail chooses, and only sending counts', async () => {
    for (let scanned = 0; scanned < 500; scanned += 1) {
      const page = await newPhone(hub.url).get(`${link}?v=1`);
      expect([page.status, page.markup.includes('Your choice')]).toEqual([200, true]);
    }
    expect([await answers(), await alertsHere()]).toEqual([[], []]);
    await phone.sendAndFollow(await phone.get(`${link}?v=1`), { value: '1' });
    expect((await answers()).map(({ rating }) => rating)).toEqual(['negative']);
  });

  it('passes over a choice that the question does not have', async () => {
    for (const value of ['4', '0', '-1', 'x', '', '99999999999', '%27']) {
      const page = await phone.get(`${link}?v=${value}`);
      expect([page.status, page.markup.includes('Your choice')]).toEqual([200, false]);
    }
  });

  it('numbers its answers without gaps, however many come at once', async () => {
    await Promise.all(
      Array.from({ length: 25 }, async () => {
        const one = newPhone(hub.url);
        await one.sendAndFollow(await one.get(link), { value: '2' });
      }),
    );
    expect((await answers()).map(({ number }) => number)).toEqual(
      Array.from({ length: 25 }, (_, index) => index + 1),
    );
  });

  it('counts a form once that is sent twice', async () => {
    const page = await phone.get(link);
    const sent = await Promise.all([
      phone.send(page, { value: '1' }),
      phone.send(page, { value: '1' }),
    ]);
    const places = sent.map(({ headers }) => headers.get('location'));
    expect(places[0]).toBe(places[1]);
    expect(await answers()).toHaveLength(1);
    expect(await alertsHere()).toMatchObject([{ presses: 1 }]);
  });

  it('tells staff of negative answers by one late case a day, and marks it when somebody can be reached', async () => {
    const stream = await person.stream();
    const more = await phone.sendAndFollow(await phone.get(link), { value: '1' });
    expect((await stream.next()).alert).toMatchObject({
      kind: 'late',
      terminal: null,
      touchpoint: { id: touchpointId },
      presses: 1,
      contactLeft: null,
    });
    await phone.sendAndFollow(more, { email: 'anna@example.org', agree: 'yes' });
    expect((await stream.next()).alert).toMatchObject({
      contactLeft: { atMs: expect.any(Number) },
    });
    stream.close();
    await stream.ended();
  });

  it('pages nobody, however many forms are sent', async () => {
    for (let sent = 0; sent < 12; sent += 1) {
      await phone.sendAndFollow(await phone.get(link), { value: '1' });
    }
    expect(await alertsHere()).toMatchObject([{ kind: 'late', presses: 12 }]);
  });

  it('keeps the page of an answer for the phone that gave it', async () => {
    const sent = await phone.send(await phone.get(link), { value: '2' });
    const place = sent.headers.get('location') ?? '';
    expect((await phone.get(place)).status).toBe(200);
    const other = newPhone(hub.url);
    expect((await other.get(place)).status).toBe(409);
    expect(
      (await other.post(place.split('?', 1)[0] ?? '', { form: 'A'.repeat(22), words: 'x' })).status,
    ).toBe(409);
    hub.clock.moveBy(31 * 60_000);
    expect((await phone.get(place)).status).toBe(409);
  });

  it('does not reach what came by another link', async () => {
    const first = link;
    const sent = await phone.send(await phone.get(first), { value: '2' });
    await askingFor('nps');
    const elsewhere = (sent.headers.get('location') ?? '').replace(first, link);
    expect((await phone.get(elsewhere)).status).toBe(404);
  });

  it('works until it is revoked', async () => {
    const page = await phone.get(link);
    hub.clock.moveBy(400 * DAY_MS);
    expect((await phone.get(link)).status).toBe(200);
    const { organizationId } = hub.demo;
    expect(await hub.administration.revokeSurveyLink(organizationId, `${hub.url}${link}`)).toBe(
      true,
    );
    expect((await phone.get(link)).status).toBe(410);
    expect((await phone.send(page, { value: '3' })).status).toBe(410);
    expect(await hub.administration.revokeSurveyLink(organizationId, 'nothing')).toBe(false);
  });

  it('that nobody gave out leads to a page that says so', async () => {
    for (const wrong of [
      'x',
      'A'.repeat(12),
      'A'.repeat(16),
      'A'.repeat(17),
      '..',
      '%00',
      'a/b',
      'a/b/c',
    ]) {
      const page = await phone.get(`/f/s/${wrong}`, { 'accept-language': 'de' });
      expect([wrong, page.status]).toEqual([wrong, 404]);
      expect(page.markup).toContain('<html lang="de"');
    }
  });

  it('that nobody gave out is not counted by, however often it is sent to', async () => {
    const statuses = new Set<number>();
    for (const wrong of [
      'A'.repeat(500),
      'A'.repeat(142),
      `s/${'A'.repeat(12)}`,
      `${link.slice(3)}/${newEventId()}`,
    ]) {
      for (let sent = 0; sent < 21; sent += 1) {
        const reply = await phone.post(`/f/${wrong}`, {
          form: 'A'.repeat(22),
          value: '1',
          words: 'x',
        });
        statuses.add(reply.status);
      }
    }
    expect([...statuses]).toEqual([404]);
  });

  it('takes so many answers a day, and asks to come back tomorrow', async () => {
    const page = await phone.get(link);
    await phone.sendAndFollow(page, { value: '3' });
    await hub.query(
      `insert into app.web_answers (organization_id, answer_id, touchpoint_id, number, link, language, rating,
         occurred_ms, fingerprint)
       select organization_id, gen_random_uuid(), touchpoint_id, n, link, language, rating, occurred_ms,
         sha256(convert_to(touchpoint_id::text || n, 'UTF8'))
       from app.web_answers, generate_series(2, 2000) as n where touchpoint_id = $1`,
      [touchpointId],
    );
    const full = await phone.send(await phone.get(link), { value: '1' });
    expect([full.status, titleOf(full)]).toEqual([429, 'Enough for today']);
    expect(Number(full.headers.get('retry-after'))).toBeGreaterThan(0);
    expect([(await answers()).length, await alertsHere()]).toEqual([2_000, []]);
    // One that was kept already is not refused when it comes again.
    expect((await phone.send(page, { value: '3' })).status).toBe(303);
    hub.clock.moveBy(DAY_MS);
    expect((await phone.send(await phone.get(link), { value: '3' })).status).toBe(303);
  });

  it('asks for patience where guesses come from', async () => {
    const another = await hub.startAnother();
    const guesser = newPhone(another.url);
    for (let guess = 0; guess < 300; guess += 1) {
      await guesser.get(`/f/s/${String(guess).padStart(12, '0')}`);
    }
    expect((await guesser.get(link)).status).toBe(429);
  });

  it('takes one network of IPv6 for one visitor', async () => {
    const another = await hub.startAnother();
    const flooder = newPhone(another.url);
    const statuses: number[] = [];
    for (let sent = 0; sent <= 120; sent += 1) {
      const from = { 'x-forwarded-for': `2001:db8:0:7::${sent.toString(16)}` };
      const reply = await flooder.post(link, { form: 'A'.repeat(22), value: '3' }, from);
      statuses.push(reply.status);
    }
    expect([statuses.slice(0, 120).every((status) => status === 303), statuses[120]]).toEqual([
      true,
      429,
    ]);
  });
});

describe('The start screen’s code', () => {
  async function startPath(): Promise<string> {
    // Enrolled anew, because its access token may have run out meanwhile.
    const fresh = await placeTestTerminal(hub, touchpointId);
    const reply = await fresh.fetch('/v1/terminal/config');
    const { followUp } = TerminalConfiguration.parse(await reply.json());
    const address = new URL(followUp?.startUrl ?? 'http://none');
    expect(address.origin).toBe(hub.url);
    return address.pathname;
  }

  it('is the same for every terminal of a touchpoint, and short', async () => {
    const paths = await Promise.all([startPath(), startPath(), startPath()]);
    expect(new Set(paths).size).toBe(1);
    expect(paths[0]).toMatch(/^\/f\/s\/[\w-]{16}$/);
  });

  it('takes the answers of many', async () => {
    const path = await startPath();
    for (const value of ['3', '2', '1']) {
      const one = newPhone(hub.url);
      await one.sendAndFollow(await one.get(path), { value });
    }
    expect((await answers()).map(({ number, rating }) => [number, rating])).toEqual([
      [1, 'positive'],
      [2, 'neutral'],
      [3, 'negative'],
    ]);
  });

  it('changes every day, and the one of a terminal that is offline works for two weeks more', async () => {
    const today = await startPath();
    hub.clock.moveBy(DAY_MS);
    expect(await startPath()).not.toBe(today);
    hub.clock.moveBy(13 * DAY_MS);
    expect((await phone.get(today)).status).toBe(200);
    hub.clock.moveBy(DAY_MS);
    const over = await phone.get(today);
    expect([over.status, titleOf(over)]).toEqual([410, 'This page has ended']);
  });

  it('cannot be made from its link’s name alone', async () => {
    const path = await startPath();
    expect((await phone.get(`${path.slice(0, -8)}AAAAAAAA`)).status).toBe(410);
    expect((await phone.get(path.slice(0, -8))).status).toBe(404);
  });

  async function complain(path: string): Promise<void> {
    const one = newPhone(hub.url);
    await one.sendAndFollow(await one.get(path), { value: '1' });
  }

  async function kinds(): Promise<string[]> {
    return (await alertsHere()).map(({ kind, presses }) => `${kind} ${presses}`).toSorted();
  }

  it('pages staff by three negative answers an hour, and tells of the others by a late case', async () => {
    const path = await startPath();
    for (let sent = 0; sent < 5; sent += 1) {
      await complain(path);
    }
    expect(await kinds()).toEqual(['late 2', 'live 3']);
    hub.clock.moveBy(60 * 60_000);
    await complain(path);
    expect((await kinds()).filter((one) => one.startsWith('live'))).toEqual(['live 1', 'live 3']);
  });

  it('pages nobody once it was photographed the day before yesterday', async () => {
    const path = await startPath();
    hub.clock.moveBy(DAY_MS);
    await complain(path);
    expect(await kinds()).toEqual(['live 1']);
    hub.clock.moveBy(DAY_MS);
    await complain(path);
    expect(await kinds()).toEqual(['late 1', 'live 1']);
  });

  it('counts what is sent by its link: neither tomorrow’s code nor the page of an answer begins anew', async () => {
    hub.clock.moveBy(DAY_MS - (hub.clock.now() % DAY_MS) - 60_000);
    const before = await startPath();
    const sent = await phone.send(await phone.get(before), { value: '3' });
    const [page = ''] = (sent.headers.get('location') ?? '').split('?');
    // Off the scale, so that none of them is stored.
    const send = (count: number) =>
      phone.post(
        before,
        { form: 'A'.repeat(22), value: '12' },
        { 'x-forwarded-for': `198.51.100.${Math.floor(count / 100)}` },
      );
    for (let count = 1; count < 1_200; count += 50) {
      await Promise.all(
        Array.from({ length: Math.min(50, 1_200 - count) }, (_, index) => send(count + index)),
      );
    }
    hub.clock.moveBy(2 * 60_000);
    const after = await startPath();
    expect(after).not.toBe(before);
    const form = { form: 'A'.repeat(22), value: '3', words: 'Hi.' };
    expect([(await phone.post(after, form)).status, (await phone.post(page, form)).status]).toEqual(
      [429, 429],
    );
  });

  it('never shares an alert with presses at the kiosk, which has its terminal', async () => {
    const path = await startPath();
    const standing = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey, {
      touchpointId,
      now: hub.clock.now,
    });
    await complain(path);
    await standing.send(standing.batch([standing.press('negative')]));
    await complain(path);
    const alerts = await alertsHere();
    expect(alerts.map(({ terminal, presses }) => [terminal?.id ?? null, presses])).toEqual(
      expect.arrayContaining([
        [standing.terminalId, 1],
        [null, 2],
      ]),
    );
    expect(alerts).toHaveLength(2);
  });

  it('stops working when its key is replaced, and terminals show another', async () => {
    const before = await startPath();
    const { administration, demo } = hub;
    expect(await administration.renewStartCode(demo.organizationId, touchpointId)).toBe(true);
    expect((await phone.get(before)).status).toBe(410);
    const after = await startPath();
    expect([after === before, (await phone.get(after)).status]).toEqual([false, 200]);
  });
});

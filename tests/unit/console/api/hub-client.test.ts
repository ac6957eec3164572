import { describe, expect, it } from 'vitest';
import { createHubClient } from '../../../../console/api/hub-client.ts';
import { createHubClock } from '../../../../console/api/hub-clock.ts';
import { failureMessage } from '../../../../console/api/failure-message.ts';
import type { HubFailure } from '../../../../console/api/hub-result.ts';
import { createTranslator } from '../../../../console/language/translator.ts';
import { alertId, makeAlert, acknowledgedAlert } from '../../../support/alert-maker.ts';

const OURS = { 'glimlach-protocol': '1', 'glimlach-time': '5000' };
const SIGNAL = new AbortController().signal;

type Asked = { method: string; path: string };

function clientOf(answer: (asked: Asked) => Response | Promise<Response>) {
  const asked: Asked[] = [];
  const clock = createHubClock(() => 1_000);
  const client = createHubClient({
    clock,
    async fetch(input, init) {
      const request = {
        method: init?.method ?? 'GET',
        path: typeof input === 'string' ? input : '',
      };
      asked.push(request);
      return answer(request);
    },
  });
  return { client, clock, asked };
}

const reply = (body: unknown, status = 200, headers: Record<string, string> = OURS): Response =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });

/** A reply whose connection breaks in the middle of the body. */
function cutOff(): Response {
  const body = new ReadableStream({
    pull(controller) {
      controller.error(new TypeError('network error'));
    },
  });
  return new Response(body, { status: 200, headers: OURS });
}

describe('HubClient', () => {
  it('asks for alerts that wait first and resumes from their cursor', async () => {
    const open = makeAlert(2);
    const taken = acknowledgedAlert(makeAlert(1), 'Sam', 9_000);
    const snoozed = makeAlert(3, { state: 'snoozed', snoozed: { untilMs: 9_000, by: 'Sam' } });
    const { client, asked } = clientOf(({ path }) =>
      path.includes('state=waiting')
        ? reply({ alerts: [open], cursor: '10' })
        : path.includes('state=snoozed')
          ? reply({ alerts: [snoozed], cursor: '11' })
          : reply({ alerts: [taken], cursor: '12' }),
    );
    expect(await client.alerts(SIGNAL)).toEqual({
      ok: true,
      value: { alerts: [open, snoozed, taken], cursor: '10' },
    });
    expect(asked).toEqual([
      { method: 'GET', path: '/v1/alerts?state=waiting&limit=200' },
      { method: 'GET', path: '/v1/alerts?state=snoozed&limit=200' },
      { method: 'GET', path: '/v1/alerts?state=acknowledged&limit=40' },
    ]);
  });

  it('acknowledges by id and answers the whole alert', async () => {
    const taken = acknowledgedAlert(makeAlert(1), 'Sam', 9_000);
    const { client, asked } = clientOf(() => reply({ alert: taken }));
    expect(await client.acknowledge(alertId(1))).toEqual({ ok: true, value: taken });
    expect(asked).toEqual([{ method: 'POST', path: `/v1/alerts/${alertId(1)}/acknowledge` }]);
  });

  it('learns the hub’s time from every reply', async () => {
    const { client, clock } = clientOf(() => reply({}, 401));
    await client.me();
    expect(clock.now()).toBe(5_000);
  });

  it.each([
    ['a captive portal', () => reply('<html>Wi-Fi</html>', 200, {}), { kind: 'unreachable' }],
    ['no network', () => Promise.reject(new TypeError('failed')), { kind: 'unreachable' }],
    ['a reply cut off', () => cutOff(), { kind: 'unreachable' }],
    ['a reply that is not JSON', () => reply('{'), { kind: 'unreadable' }],
    ['another shape', () => reply({ user: 'Anna' }), { kind: 'unreadable' }],
    ['no session', () => reply({}, 401), { kind: 'signed-out' }],
    ['no membership', () => reply({}, 403), { kind: 'forbidden' }],
    ['another address', () => reply({ type: 'foreign-origin' }, 403), { kind: 'foreign-origin' }],
    ['a failing hub', () => reply('oops', 500), { kind: 'hub-error', status: 500 }],
    [
      'too many tries',
      () => reply({}, 429, { ...OURS, 'retry-after': '30' }),
      { kind: 'too-many', retryAfterSeconds: 30 },
    ],
    [
      'a problem',
      () => reply({ type: 'old', title: 'Old', status: 426, detail: 'Reload.' }, 426),
      { kind: 'refused', problem: { type: 'old', title: 'Old', status: 426, detail: 'Reload.' } },
    ],
  ])('names what went wrong: %s', async (_, answer, failure) => {
    const { client } = clientOf(answer);
    expect(await client.me()).toEqual({ ok: false, failure });
  });

  it('tells wrong credentials from a lost session', async () => {
    const { client, asked } = clientOf(() => reply({ code: 'INVALID_EMAIL_OR_PASSWORD' }, 401, {}));
    expect(await client.signIn({ email: 'anna@example.com', password: 'x' })).toEqual({
      ok: false,
      failure: { kind: 'wrong-credentials' },
    });
    expect(asked).toEqual([{ method: 'POST', path: '/api/auth/sign-in/email' }]);
  });

  it('lets an abort through, so that a dropped load stays silent', async () => {
    const abort = new AbortController();
    const { client } = clientOf(() => {
      abort.abort();
      throw new DOMException('Aborted', 'AbortError');
    });
    await expect(client.alerts(abort.signal)).rejects.toThrow('Aborted');
  });
});

describe('failureMessage', () => {
  const t = createTranslator('en');

  it('says what to do, and counts the seconds', () => {
    expect(failureMessage({ kind: 'too-many', retryAfterSeconds: 1 }, t)).toBe(
      'Too many tries. Try again in 1 second.',
    );
    expect(failureMessage({ kind: 'too-many', retryAfterSeconds: 30 }, t)).toBe(
      'Too many tries. Try again in 30 seconds.',
    );
  });

  it('has words of its own for what the hub refuses every day, and passes on the others', () => {
    const refused = (type: string): HubFailure => ({
      kind: 'refused',
      problem: { type, title: 'No.', status: 409, detail: 'Do this instead.' },
    });
    expect(failureMessage(refused('alert-state'), t)).toBe(
      'Somebody else was quicker: this is how it stands now.',
    );
    expect(failureMessage(refused('something-new'), t)).toBe('No. Do this instead.');
  });
});

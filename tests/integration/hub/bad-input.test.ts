import { connect } from 'node:net';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { ASK_STAFF_STEP } from '../../../contract/flow-steps.ts';
import { Problem } from '../../../contract/protocol/problem.ts';
import { HUB_TIME_HEADER, PROTOCOL_HEADER } from '../../../contract/protocol-version.ts';
import { sha256Of } from '../../support/seal.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { signInTestPerson, type TestPerson } from '../../support/test-person.ts';
import { enrolTestTerminal, type TestTerminal } from '../../support/test-terminal.ts';

/** What every refusal must look like. */
const ProblemReply = z.object({
  contentType: z.string().regex(/^application\/problem\+json/),
  problem: Problem,
});

const PageReply = z.string().startsWith('<!doctype html>\n<html lang="en"');

type Operation = { method: string; path: string };
type Sent = { body?: string; type?: string; query?: string; id?: string };

let hub: TestHub;
let kiosk: TestTerminal;
let person: TestPerson;
let token: string;
let operations: Operation[];

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
  kiosk = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey);
  token = await kiosk.token();
  person = await signInTestPerson(hub.url, hub.demo);
  const reply = await fetch(`${hub.url}/openapi.json`);
  const document = (await reply.json()) as { paths: Record<string, Record<string, unknown>> };
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
});
afterAll(() => hub.stop());

/** With every credential there is, so that what is asked gets as far as it can. */
async function send(operation: Operation, how: Sent = {}, signal?: AbortSignal): Promise<Response> {
  const path = operation.path.replace(/\{\w+\}/, encodeURIComponent(how.id ?? kiosk.ledgerId));
  return fetch(`${hub.url}${path}${how.query ?? ''}`, {
    method: operation.method,
    ...(signal === undefined ? {} : { signal }),
    headers: {
      authorization: `Bearer ${token}`,
      cookie: person.cookie,
      [PROTOCOL_HEADER]: '1',
      ...(how.body === undefined ? {} : { 'content-type': how.type ?? 'application/json' }),
    },
    ...(how.body === undefined ? {} : { body: how.body }),
  });
}

/** What is asked, with its reply judged. */
async function ask(operation: Operation, how: Sent = {}): Promise<Response> {
  const abort = new AbortController();
  const reply = await send(operation, how, abort.signal);
  if (reply.headers.get('content-type')?.startsWith('text/event-stream') === true) {
    abort.abort();
  } else if (operation.path.startsWith('/f/')) {
    // Visitors meet pages, also where something is wrong.
    PageReply.parse(await reply.text());
  } else if (reply.status >= 400 && !operation.path.startsWith('/oauth/')) {
    ProblemReply.parse({
      contentType: reply.headers.get('content-type'),
      problem: await reply.json(),
    });
  } else {
    await reply.arrayBuffer();
  }
  return reply;
}

function takesBody({ method, path }: Operation): boolean {
  // Signing out ends the session the other requests need, and signing in is limited.
  return (method === 'POST' || method === 'PUT') && !path.startsWith('/api/auth/');
}

describe('Bad input', () => {
  it('has every route of the stable interface to try', () => {
    expect(operations.map(({ method, path }) => `${method} ${path}`)).toEqual(
      expect.arrayContaining([
        'GET /.well-known/oauth-authorization-server',
        'GET /f/faces/{picture}',
        'GET /f/s/{code}',
        'GET /f/s/{code}/{answer}',
        'GET /f/{token}',
        'GET /healthz',
        'GET /metrics',
        'GET /readyz',
        'GET /v1/alerts',
        'GET /v1/fleet/terminals',
        'GET /v1/fleet/terminals/{terminalId}',
        'GET /v1/fleet/terminals/{terminalId}/parked',
        'GET /v1/fleet/terminals/{terminalId}/parked.ndjson',
        'GET /v1/me',
        'GET /v1/stream',
        'GET /v1/terminal/config',
        'GET /v1/terminal/help/{pressId}',
        'POST /api/auth/sign-in/email',
        'POST /api/auth/sign-out',
        'POST /f/s/{code}',
        'POST /f/s/{code}/{answer}',
        'POST /f/{token}',
        'POST /oauth/token',
        'POST /v1/alerts/{id}/acknowledge',
        'POST /v1/enrolments',
        'POST /v1/events',
        'POST /v1/fleet/terminals/{terminalId}/retry-parked',
        'POST /v1/terminal/heartbeat',
      ]),
    );
  });

  it('gets a client error from every route, whatever the body', async () => {
    const bodies = ['', '{', 'null', '[]', '"\\u0000"', '{"a":'.repeat(5_000), '\0', '\ud800'];
    const types = [
      'application/json',
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'nonsense',
      ';',
    ];
    for (const operation of operations.filter(takesBody)) {
      for (const body of bodies) {
        for (const type of types) {
          const { status } = await ask(operation, { body, type });
          expect([operation.path, body.slice(0, 9), type, status]).toEqual([
            operation.path,
            body.slice(0, 9),
            type,
            expect.toSatisfy((code: number) => code >= 400 && code < 500),
          ]);
        }
      }
    }
  });

  it('hears from every route how large a body may be that was too large', async () => {
    const body = JSON.stringify('x'.repeat(3_000_000));
    const said: unknown[] = [];
    for (const path of ['/v1/alert-rules', '/v1/alerts/{id}/comments', '/v1/events']) {
      const reply = await send({ method: 'POST', path }, { body });
      const { status, detail } = Problem.parse(await reply.json());
      said.push([path, status, detail]);
    }
    expect(said).toEqual([
      ['/v1/alert-rules', 413, 'A body sent here holds at most 32768 bytes; send less.'],
      ['/v1/alerts/{id}/comments', 413, 'A body sent here holds at most 32768 bytes; send less.'],
      ['/v1/events', 413, 'A body sent here holds at most 263168 bytes; send less.'],
    ]);
  });

  it('never makes the hub fail, whatever JSON is sent', async () => {
    const routes = operations.filter(takesBody);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...routes),
        fc.json({ stringUnit: 'binary' }),
        async (route, body) => {
          expect((await ask(route, { body })).status).toBeLessThan(500);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('never makes the hub fail, whatever is wrong with a batch', async () => {
    const good = kiosk.batch([kiosk.press('negative')]);
    const paths = leaves(good);
    const junk = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.maxSafeInteger(),
      fc.constantFrom(null, true, [], {}, '', '\0', -1, 0, 1e308, Number.MAX_SAFE_INTEGER),
      fc.uuid({ version: 7 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), junk, async (path, value) => {
        const reply = await kiosk.post(replaced(good, path, value) as typeof good);
        await reply.arrayBuffer();
        expect(reply.status).toBeLessThan(500);
      }),
      { numRuns: 150 },
    );
  });

  it('never makes the hub fail, whatever is wrong with an event', async () => {
    const { event } = kiosk.press('negative', {
      source: { kind: 'box', boxId: 'box', button: 2, boot: 1, count: 1 },
    });
    const paths = leaves(event);
    const junk = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.double(),
      fc.maxSafeNat(),
      fc.constantFrom(null, true, [], {}, '\0', '\ud800', 1e308, Number.MAX_SAFE_INTEGER),
      fc.uuid(),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), junk, async (path, value) => {
        const id = kiosk.press('positive').id;
        const body = JSON.stringify(replaced({ ...event, id }, path, value));
        const reply = await kiosk.send({ ...kiosk.batch([]), events: [{ id, body }] });
        expect(reply.answers).toHaveLength(1);
      }),
      { numRuns: 150 },
    );
  });

  it('never makes the hub fail, whatever is wrong with what follows a press', async () => {
    const jwe = 'e30..iv.words.tag';
    const sealed = kiosk.make({ type: 'sealed', jwe, sha256: sha256Of(jwe) }).event;
    const cry = kiosk.make({
      type: 'answered',
      pressId: kiosk.press('negative').id,
      step: ASK_STAFF_STEP,
      outcome: { kind: 'choice', values: ['now'] },
    }).event;
    const scored = kiosk.press('negative', { score: { scale: 'nps', value: 3 } }).event;
    const places = [sealed, cry, scored].flatMap((event) =>
      leaves(event).map((path) => ({ event, path })),
    );
    const junk = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.integer({ min: -12, max: 12 }),
      fc.constantFrom(null, true, [], {}, '\0', '\ud800', 'csat', 'now', ['now'], '..', jwe),
      fc.uuid({ version: 7 }),
      fc.stringMatching(/^[0-9a-f]{64}$/),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), junk, async ({ event, path }, value) => {
        const { id } = kiosk.press('positive');
        const body = JSON.stringify(replaced({ ...event, id }, path, value));
        const reply = await kiosk.send({ ...kiosk.batch([]), events: [{ id, body }] });
        expect(reply.answers).toHaveLength(1);
      }),
      { numRuns: 200 },
    );
  });

  it('gets a client error for addresses, queries and ids that mean nothing', async () => {
    for (const operation of operations.filter(({ path }) => path.includes('{'))) {
      for (const id of ['x', '%', '\0', 'a'.repeat(2_000), '../..', kiosk.ledgerId.toUpperCase()]) {
        const { status } = await ask(operation, { id });
        expect([operation.path, id, status >= 400 && status < 500]).toEqual([
          operation.path,
          id,
          true,
        ]);
      }
    }
    const alerts = { method: 'GET', path: '/v1/alerts' };
    for (const query of ['?limit=0', '?limit=1e9', '?state=x', '?limit=1&limit=2', '?limit=%00']) {
      expect([query, (await ask(alerts, { query })).status]).toEqual([query, 400]);
    }
    const fleet = { method: 'GET', path: '/v1/fleet/terminals' };
    const parked = { method: 'GET', path: `/v1/fleet/terminals/${kiosk.terminalId}/parked` };
    for (const after of ['', 'x', 'calm.', 'calm.x', `1e9.${kiosk.ledgerId}`, '%00', 'a%00b']) {
      for (const list of [fleet, parked]) {
        const { status } = await ask(list, { query: `?after=${after}` });
        expect([list.path, after, status]).toEqual([list.path, after, 400]);
      }
    }
    for (const query of ['?limit=201', '?only=x', '?search=%00', `?search=${'a'.repeat(101)}`]) {
      expect([query, (await ask(fleet, { query })).status]).toEqual([query, 400]);
    }
    for (const path of ['/nowhere', '/v1/', '/v1/%zz', '/%', '/v1/events/', '/kiosk/%00']) {
      const { status } = await ask({ method: 'GET', path });
      expect([path, status >= 400 && status < 500]).toEqual([path, true]);
    }
    for (const method of ['PUT', 'DELETE', 'PATCH', 'PROPFIND']) {
      expect([method, (await ask({ method, path: '/v1/events' })).status]).toEqual([method, 404]);
    }
  });

  it('survives bytes that are not HTTP', async () => {
    const { port } = new URL(hub.url);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.end('\x16\x03\x01\0\0\r\n\r\n'),
      );
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString('latin1')));
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect((await fetch(`${hub.url}/healthz`)).status).toBe(200);
  });

  it('refuses an identity that ended, without reading the body', async () => {
    const reply = await fetch(`${hub.url}/v1/events`, {
      method: 'POST',
      headers: { [PROTOCOL_HEADER]: '1', 'content-type': 'application/json' },
      body: '{',
    });
    expect([reply.status, reply.headers.has(HUB_TIME_HEADER)]).toEqual([401, true]);
    await reply.arrayBuffer();
  });

  it('leaves no secret and no personal data in the log', async () => {
    const log = hub.log.join('');
    for (const secret of [token, hub.demo.enrolmentKey, hub.demo.email, hub.demo.password]) {
      expect(log).not.toContain(secret);
    }
    expect(log).not.toContain(person.cookie.split('=')[1]);
    expect(log).toContain('request answered');
    expect(log).not.toContain('request failed');
  });
});

function leaves(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) {
    return [[...path]];
  }
  return [
    [...path],
    ...Object.entries(value).flatMap(([key, part]) => leaves(part, [...path, key])),
  ];
}

function replaced(value: unknown, path: readonly string[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) {
    return by;
  }
  const copy: Record<string, unknown> = Array.isArray(value)
    ? ([...value] as unknown as Record<string, unknown>)
    : { ...(value as Record<string, unknown>) };
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createHubClient } from '../../../../renderer/sync/hub-client.ts';
import { createHubSession } from '../../../../renderer/sync/hub-session.ts';

const HUB_TIME_MS = 1_790_000_000_000;
const Pong = z.object({ pong: z.literal(true) });

const HUB_HEADERS = { 'glimlach-time': String(HUB_TIME_MS), 'glimlach-protocol': '1' };

type Reply = { status?: number; body?: unknown; headers?: Record<string, string> };

function hubReply({ status = 200, body = {}, headers = {} }: Reply): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...HUB_HEADERS, ...headers },
  });
}

/** A terminal whose clock is off, at a hub scripted request by request. */
function setUp(
  script: (path: string, request: number) => Response,
  clockErrorMs = 0,
  corrections = 0,
) {
  let correctionsLeft = corrections;
  const paths: string[] = [];
  const issuedAtMs: number[] = [];
  const authorizations: (string | null)[] = [];
  let offsetMs = 0;
  let nowMs = 0;
  const wallMs = () => HUB_TIME_MS + clockErrorMs + nowMs;
  const client = createHubClient({
    hubUrl: 'https://hub.example',
    fetch: async (url, init) => {
      const { pathname } =
        url instanceof URL ? url : new URL(url instanceof Request ? url.url : url);
      paths.push(pathname);
      if (pathname !== '/oauth/token') {
        authorizations.push(new Headers(init?.headers).get('authorization'));
      }
      return script(pathname, paths.length);
    },
    now: () => ({ wallMs: wallMs(), monotonicMs: nowMs, bootId: 'b' }),
    timeoutMs: 1_000,
    onHubTime: (_sent, received, hubTimeMs) => {
      offsetMs = hubTimeMs - received.wallMs;
    },
  });
  const session = createHubSession({
    client,
    signAssertion: async (atMs) => {
      issuedAtMs.push(atMs);
      return 'assertion';
    },
    hubTimeMs: () => wallMs() + offsetMs,
    monotonicMs: () => nowMs,
    correctIdentity: async () => {
      correctionsLeft -= 1;
      return correctionsLeft >= 0;
    },
  });
  const ping = () => session.ask({ method: 'GET', path: '/v1/ping', reply: Pong });
  return {
    ping,
    paths,
    issuedAtMs,
    authorizations,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

const token = (value = 't1') =>
  hubReply({ body: { access_token: value, token_type: 'Bearer', expires_in: 600 } });
const pong = () => hubReply({ body: { pong: true } });
const problem = (status: number, headers: Record<string, string> = {}) =>
  hubReply({
    status,
    headers,
    body: { type: 'some-problem', title: 'No.', status, detail: 'Because.' },
  });

describe('the hub session', () => {
  it('signs in once and uses the token until shortly before it expires', async () => {
    const { ping, paths, pass } = setUp((path) => (path === '/oauth/token' ? token() : pong()));
    expect(await ping()).toEqual({ kind: 'ok', value: { pong: true }, etag: null });
    pass(500_000);
    await ping();
    expect(paths).toEqual(['/oauth/token', '/v1/ping', '/v1/ping']);
    pass(41_000);
    await ping();
    expect(paths.slice(3)).toEqual(['/oauth/token', '/v1/ping']);
  });

  it('shares one sign-in between requests made at the same time', async () => {
    const { ping, paths } = setUp((path) => (path === '/oauth/token' ? token() : pong()));
    await Promise.all([ping(), ping(), ping()]);
    expect(paths.filter((path) => path === '/oauth/token')).toHaveLength(1);
  });

  it('gets a new token when the hub does not take the old one, and tries once more', async () => {
    let revoked = false;
    const { ping, authorizations } = setUp((path) => {
      if (path === '/oauth/token') {
        return token(revoked ? 't2' : 't1');
      }
      return revoked && authorizations.at(-1) === 'Bearer t1' ? problem(401) : pong();
    });
    await ping();
    revoked = true;
    expect(await ping()).toMatchObject({ kind: 'ok' });
    expect(authorizations).toEqual(['Bearer t1', 'Bearer t1', 'Bearer t2']);
  });

  it('does not hammer a hub that takes no token at all', async () => {
    const { ping, paths } = setUp((path) => (path === '/oauth/token' ? token() : problem(401)));
    expect(await ping()).toMatchObject({ kind: 'refused', status: 401 });
    expect(paths).toEqual(['/oauth/token', '/v1/ping']);
  });

  it('learns the time from the refusal when its own clock is dead, and is let in', async () => {
    const { ping, issuedAtMs } = setUp((path, request) => {
      if (path === '/oauth/token') {
        return request === 1 ? problem(401) : token();
      }
      return pong();
    }, -HUB_TIME_MS);
    expect(await ping()).toMatchObject({ kind: 'ok' });
    expect(issuedAtMs).toEqual([0, HUB_TIME_MS]);
  });

  it('corrects its identity when it is refused, and tries once more', async () => {
    const { ping, paths } = setUp(
      (path, request) =>
        path !== '/oauth/token' ? pong() : request === 1 ? problem(401) : token(),
      0,
      1,
    );
    expect(await ping()).toMatchObject({ kind: 'ok' });
    expect(paths).toEqual(['/oauth/token', '/oauth/token', '/v1/ping']);
  });

  it.each([429, 500, 503])(
    'does not doubt its identity because the hub is busy: %i',
    async (status) => {
      const { ping, paths } = setUp(() => problem(status), 0, 1);
      expect(await ping()).toMatchObject({ kind: 'refused', status });
      expect(paths).toEqual(['/oauth/token']);
    },
  );

  it('does not repeat a refused sign-in when the clock was right', async () => {
    const { ping, paths } = setUp(() => problem(401));
    expect(await ping()).toMatchObject({ kind: 'refused', status: 401, type: 'some-problem' });
    expect(paths).toEqual(['/oauth/token']);
  });
});

describe('the hub client', () => {
  const askOnce = (reply: () => Response) =>
    setUp((path) => (path === '/oauth/token' ? token() : reply())).ping();

  it('lets the browser remember that it may post across origins, and no reply to a question', async () => {
    const asked: unknown[] = [];
    const client = createHubClient({
      hubUrl: 'https://hub.example',
      fetch: async (_url, init) => {
        asked.push([init?.method, init?.cache]);
        return pong();
      },
      now: () => ({ wallMs: 0, monotonicMs: 0, bootId: 'b' }),
      timeoutMs: 1_000,
      onHubTime: () => undefined,
    });
    await client.ask({ method: 'POST', path: '/v1/ping', reply: Pong });
    await client.ask({ method: 'GET', path: '/v1/ping', reply: Pong });
    expect(asked).toEqual([
      ['POST', 'default'],
      ['GET', 'no-store'],
    ]);
  });

  it('takes a page of somebody else for being offline', async () => {
    const portal = () => new Response('<html>Please sign in</html>', { status: 200 });
    expect(await askOnce(portal)).toEqual({
      kind: 'offline',
      detail: expect.stringContaining('is not a hub'),
    });
  });

  it('takes a reply that was cut in the middle for being offline', async () => {
    const cut = () => new Response('{"pong":tr', { headers: HUB_HEADERS });
    expect(await askOnce(cut)).toMatchObject({ kind: 'offline' });
  });

  it('takes what tells the hub’s time and speaks no protocol for somebody else’s page', async () => {
    const page = () => new Response('{"pong":true}', { headers: { 'glimlach-time': '1' } });
    expect(await askOnce(page)).toMatchObject({ kind: 'offline' });
  });

  it('reads a date in Retry-After by the hub’s clock, not by ours', async () => {
    const inHalfAMinute = new Date(HUB_TIME_MS + 30_000).toUTCString();
    expect(await askOnce(() => problem(503, { 'retry-after': inHalfAMinute }))).toMatchObject({
      retryAfterMs: 30_000,
    });
    expect(await askOnce(() => problem(503, { 'retry-after': 'soon' }))).toMatchObject({
      retryAfterMs: null,
    });
  });

  it('tells a link that is too slow from one that is down', async () => {
    const late = () => {
      throw new DOMException('The operation timed out.', 'TimeoutError');
    };
    expect(await askOnce(late)).toEqual({
      kind: 'too-slow',
      detail: 'No whole reply from https://hub.example in time.',
    });
    expect(await askOnce(() => new Response('', { status: 408 }))).toMatchObject({
      kind: 'too-slow',
    });
  });

  it('believes a proxy that finds the request too large', async () => {
    const proxy = () => new Response('<html>413</html>', { status: 413 });
    expect(await askOnce(proxy)).toEqual({ kind: 'too-large' });
  });

  it('hands on when the hub wants to be asked again', async () => {
    expect(await askOnce(() => problem(503, { 'retry-after': '30' }))).toEqual({
      kind: 'refused',
      status: 503,
      type: 'some-problem',
      detail: 'Because.',
      retryAfterMs: 30_000,
    });
    expect(await askOnce(() => problem(429))).toMatchObject({ retryAfterMs: null });
  });

  it('reports a request too large, an unchanged resource and a network failure as what they are', async () => {
    expect(await askOnce(() => problem(413))).toEqual({ kind: 'too-large' });
    const unchanged = () => new Response(null, { status: 304, headers: HUB_HEADERS });
    expect(await askOnce(unchanged)).toEqual({ kind: 'not-modified' });
    const down = () => {
      throw new TypeError('fetch failed');
    };
    expect(await askOnce(down)).toEqual({
      kind: 'offline',
      detail: 'No reply from https://hub.example: fetch failed.',
    });
  });
});

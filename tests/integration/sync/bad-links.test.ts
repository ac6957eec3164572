import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { type Fault, type FaultProxy, startFaultProxy } from '../../support/fault-proxy.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { type LinkedTerminal, linkTerminal } from '../../support/linked-terminal.ts';
import { makeSelfSignedCertificate } from '../../support/self-signed-certificate.ts';

const PATIENT = { timeout: 20_000 };

let hub: TestHub;
let proxy: FaultProxy;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
});
afterAll(() => hub.stop());

beforeEach(async () => {
  proxy = await startFaultProxy(hub.url);
});
afterEach(() => proxy.stop());

const batches = (fault: Fault) => (path: string) =>
  path === '/v1/events' ? fault : { kind: 'none' as const };

/** Numbers the hub stored, and each once: the id is its key. */
async function storedNumbers(terminal: LinkedTerminal): Promise<number[]> {
  const rows = await hub.query<{ number: string }>(
    'select number from app.events where terminal_id = $1 order by number',
    [terminal.terminalId],
  );
  return rows.map(({ number }) => Number(number));
}

const eventRequests = () => proxy.paths.filter((path) => path === '/v1/events').length;

const PORTAL = '<!doctype html><title>Free Wi-Fi</title><form action="/login">…</form>';

describe('a terminal behind a captive portal', () => {
  it.each<[string, Fault]>([
    ['a page of its own', { kind: 'answered-by-another', status: 200, body: PORTAL }],
    [
      'a redirect to its sign-in',
      {
        kind: 'answered-by-another',
        status: 302,
        headers: { location: 'http://127.0.0.1:9/login' },
      },
    ],
    ['511, the status made for it', { kind: 'answered-by-another', status: 511, body: PORTAL }],
    [
      'JSON that is not the hub’s',
      { kind: 'answered-by-another', status: 200, body: '{"answers":[]}' },
    ],
  ])('keeps everything while it answers %s, and sends it afterwards', async (_name, fault) => {
    proxy.faultOf = () => fault;
    const terminal = await linkTerminal(hub, { hubUrl: proxy.url });
    await terminal.press('positive');
    await terminal.failedAgain();
    expect(await terminal.outbox.books()).toMatchObject([{ made: 1, mark: 0, queued: 1 }]);
    proxy.faultOf = () => ({ kind: 'none' });
    await terminal.drained();
    expect(await storedNumbers(terminal)).toEqual([1]);
    await terminal.stop();
  });
});

describe('a terminal whose hub is busy or broken', () => {
  it.each([408, 429, 500, 502, 503, 504])(
    'keeps everything at %i without a reason',
    async (status) => {
      const terminal = await linkTerminal(hub, { hubUrl: proxy.url });
      proxy.faultOf = batches({ kind: 'answered-by-another', status });
      await terminal.press('positive');
      await terminal.failedAgain();
      proxy.faultOf = () => ({ kind: 'none' });
      await terminal.drained();
      expect(await storedNumbers(terminal)).toEqual([1]);
      await terminal.stop();
    },
  );

  const hubSays = (status: number, retryAfter: string): Fault => ({
    kind: 'answered-by-another',
    status,
    headers: {
      'glimlach-time': String(hub.clock.now()),
      'glimlach-protocol': '1',
      'content-type': 'application/problem+json',
      'retry-after': retryAfter,
    },
    body: JSON.stringify({ type: 'busy', title: 'Busy.', status, detail: 'Later.' }),
  });

  it.each<[number, string, () => string]>([
    [429, 'seconds', () => '30'],
    [503, 'seconds', () => '30'],
    [429, 'a date', () => new Date(hub.clock.now() + 30_000).toUTCString()],
    [503, 'a date', () => new Date(hub.clock.now() + 30_000).toUTCString()],
  ])(
    'comes back when it was told to, and not before: %i with %s, and a clock of its own that is a year off',
    async (status, _form, retryAfter) => {
      const terminal = await linkTerminal(hub, {
        hubUrl: proxy.url,
        clockErrorMs: -365 * 86_400_000,
      });
      await terminal.press('positive');
      await terminal.drained();
      proxy.faultOf = batches(hubSays(status, retryAfter()));
      await terminal.press('positive');
      await terminal.failedAgain();
      proxy.faultOf = () => ({ kind: 'none' });
      const asked = eventRequests();
      // A date is told in whole seconds.
      terminal.time.advance(28_900);
      await terminal.press('negative');
      expect(eventRequests()).toBe(asked);
      terminal.time.advance(1_100);
      await terminal.drained();
      expect(await storedNumbers(terminal)).toEqual([1, 2, 3]);
      await terminal.stop();
    },
  );
});

describe('a terminal on a bad line', () => {
  it('gives up on a connection that never answers, and loses nothing', async () => {
    const terminal = await linkTerminal(hub, { hubUrl: proxy.url, timeoutMs: 100 });
    proxy.faultOf = () => ({ kind: 'silence' });
    await terminal.press('positive');
    await terminal.failedAgain();
    expect(terminal.failures.at(-1)).toBe(`No whole reply from ${proxy.url} in time.`);
    proxy.faultOf = () => ({ kind: 'none' });
    await terminal.drained();
    expect(await storedNumbers(terminal)).toEqual([1]);
    await terminal.stop();
  });

  it('takes a reply that was cut in the middle for none, and the hub counts nothing twice', async () => {
    const terminal = await linkTerminal(hub, { hubUrl: proxy.url });
    await terminal.press('positive');
    await terminal.drained();
    proxy.faultOf = batches({ kind: 'reply-cut', afterBytes: 60 });
    await terminal.press('neutral');
    await terminal.failedAgain();
    expect(await storedNumbers(terminal)).toEqual([1, 2]);
    expect(await terminal.outbox.books()).toMatchObject([{ made: 2, mark: 1, queued: 1 }]);
    proxy.faultOf = () => ({ kind: 'none' });
    await terminal.drained();
    expect(await storedNumbers(terminal)).toEqual([1, 2]);
    await terminal.stop();
  });

  it('takes a duplicate’s answer like the first, when the way doubles its requests', async () => {
    proxy.faultOf = batches({ kind: 'twice' });
    const terminal = await linkTerminal(hub, { hubUrl: proxy.url });
    for (const rating of ['positive', 'negative', 'neutral'] as const) {
      await terminal.press(rating);
    }
    await terminal.drained();
    expect(await storedNumbers(terminal)).toEqual([1, 2, 3]);
    await terminal.stop();
  });

  it('sends less at once over a link too slow for a full batch, until everything is through', async () => {
    const terminal = await linkTerminal(hub, { hubUrl: proxy.url, timeoutMs: 500 });
    proxy.faultOf = () => ({ kind: 'answered-by-another', status: 502 });
    for (let press = 0; press < 80; press += 1) {
      await terminal.press('positive');
    }
    await terminal.failedAgain();
    proxy.faultOf = batches({ kind: 'reply-trickles', bytes: 100, everyMs: 10 });
    await terminal.drained();
    expect(await storedNumbers(terminal)).toEqual(
      Array.from({ length: 80 }, (_, index) => index + 1),
    );
    expect(terminal.failures).toContain(`No whole reply from ${proxy.url} in time.`);
    await terminal.stop();
  });

  it('sends a red press beside a batch whose reply does not come', async () => {
    const terminal = await linkTerminal(hub, { hubUrl: proxy.url });
    await terminal.press('positive');
    await terminal.drained();
    let silenced = 0;
    proxy.faultOf = (path) => {
      silenced += path === '/v1/events' ? 1 : 0;
      return silenced === 1 ? { kind: 'silence' } : { kind: 'none' };
    };
    await terminal.press('neutral');
    await expect.poll(() => silenced, PATIENT).toBe(1);
    await terminal.press('negative');
    await expect.poll(() => storedNumbers(terminal), PATIENT).toEqual([1, 3]);
    await proxy.stop();
    proxy = await startFaultProxy(hub.url);
    await terminal.stop();
  });
});

describe('a terminal behind a proxy with a small limit', () => {
  /** Answers 413 to whatever is longer, as a proxy does. */
  function limitTo(maxBytes: number): typeof fetch {
    return (url, init) => {
      const { body } = init ?? {};
      return (typeof body === 'string' || body instanceof Uint8Array) && body.length > maxBytes
        ? Promise.resolve(new Response('<html>413</html>', { status: 413 }))
        : fetch(url, init);
    };
  }

  it('halves its batches until they pass', async () => {
    let maxBytes = 0;
    const terminal = await linkTerminal(hub, {
      fetch: (url, init) => limitTo(maxBytes)(url, init),
    });
    for (let press = 0; press < 100; press += 1) {
      await terminal.press('positive');
    }
    await terminal.failedAgain();
    maxBytes = 1_500;
    await terminal.drained();
    expect(await storedNumbers(terminal)).toEqual(
      Array.from({ length: 100 }, (_, index) => index + 1),
    );
    await terminal.stop();
  });

  it('lets no event hold up the others that does not pass even alone', async () => {
    let refusedNumber = 1;
    const terminal = await linkTerminal(hub, {
      async fetch(url, init) {
        const { body } = init ?? {};
        const text = body instanceof Uint8Array ? gunzipSync(body).toString('utf8') : body;
        const holds = typeof text === 'string' && text.includes(`\\"number\\":${refusedNumber},`);
        return holds ? new Response('', { status: 413 }) : fetch(url, init);
      },
    });
    for (const rating of ['positive', 'neutral', 'negative'] as const) {
      await terminal.press(rating);
    }
    await expect
      .poll(() => {
        terminal.time.advance(1_000);
        return storedNumbers(terminal);
      }, PATIENT)
      .toEqual([2, 3]);
    expect(await terminal.outbox.books()).toMatchObject([
      { made: 3, mark: 0, queued: 1, oldestQueued: 1, parked: [] },
    ]);
    refusedNumber = 0;
    terminal.time.advance(5 * 60_000);
    await terminal.drained();
    expect(await storedNumbers(terminal)).toEqual([1, 2, 3]);
    await terminal.stop();
  });
});

describe('a terminal whose hub has a certificate it does not trust', () => {
  const DAY_MS = 86_400_000;
  const trusted = getCACertificates('default');
  let server: Server | null = null;

  afterEach(async () => {
    setDefaultCACertificates(trusted);
    if (server !== null) {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      server = null;
    }
  });

  /** Its address; it says 204 to everything, as no hub would. */
  async function serveWith(certificate: { cert: string; key: string }): Promise<string> {
    server = createServer(certificate, (_request, response) => response.writeHead(204).end());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address !== null
      ? `https://127.0.0.1:${address.port}`
      : '';
  }

  const certificate = (fromMs: number, untilMs: number) =>
    makeSelfSignedCertificate({
      from: new Date(Date.now() + fromMs),
      until: new Date(Date.now() + untilMs),
    });

  it.each([
    ['signed by nobody it knows', -DAY_MS, DAY_MS, false, /self-signed/],
    ['expired, or seen by a clock that is ahead', -2 * DAY_MS, -DAY_MS, true, /expired/],
    ['not valid yet, or seen by a clock that is dead', DAY_MS, 2 * DAY_MS, true, /not yet valid/],
  ])(
    'counts as offline and keeps everything: %s',
    async (_name, fromMs, untilMs, known, reason) => {
      const made = certificate(fromMs, untilMs);
      setDefaultCACertificates(known ? [...trusted, made.cert] : trusted);
      const hubUrl = await serveWith(made);
      const causes: string[] = [];
      let goesTo = hubUrl;
      const terminal = await linkTerminal(hub, {
        async fetch(url, init) {
          try {
            const { pathname } = new URL(url instanceof Request ? url.url : url);
            return await fetch(new URL(pathname, goesTo), init);
          } catch (error) {
            causes.push(String(error instanceof Error ? error.cause : error));
            throw error;
          }
        },
      });
      await terminal.press('positive');
      await terminal.failedAgain();
      expect(causes.at(-1)).toMatch(reason);
      expect(await terminal.outbox.books()).toMatchObject([{ made: 1, queued: 1, parked: [] }]);
      goesTo = hub.url;
      await terminal.drained();
      expect(await storedNumbers(terminal)).toEqual([1]);
      await terminal.stop();
    },
  );

  it('is trusted once it is known and valid, so that the refusals above are the certificate’s', async () => {
    const made = certificate(-DAY_MS, DAY_MS);
    setDefaultCACertificates([...trusted, made.cert]);
    const hubUrl = await serveWith(made);
    expect((await fetch(hubUrl)).status).toBe(204);
  });
});

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startTestHub, type TestHub } from '../../support/hub.ts';

let folder: string;
let built: TestHub;
let bare: TestHub;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glimlach-sites-'));
  for (const site of ['console', 'kiosk']) {
    await mkdir(join(folder, site, 'assets'), { recursive: true });
    await writeFile(join(folder, site, 'index.html'), `<p>${site}</p>`);
    await writeFile(join(folder, site, 'assets', 'main-1234.js'), 'void 0;');
  }
  for (const site of ['console', 'kiosk']) {
    await writeFile(join(folder, site, 'service-worker.js'), 'void 0;');
  }
  await writeFile(join(folder, 'console', 'console.webmanifest'), '{}');
  built = await startTestHub(inject('clusterUrl'), {
    consoleDir: join(folder, 'console'),
    kioskDir: join(folder, 'kiosk'),
  });
  bare = await startTestHub(inject('clusterUrl'));
});
afterAll(async () => {
  await Promise.all([built.stop(), bare.stop()]);
  await rm(folder, { recursive: true, force: true });
});

async function get(hub: TestHub, path: string, accept = 'text/html'): Promise<unknown[]> {
  const reply = await fetch(`${hub.url}${path}`, { headers: { accept } });
  return [reply.status, reply.headers.get('cache-control'), await reply.text()];
}

describe('Sites', () => {
  it('are the console at the root, also deep inside it, and the kiosk below /kiosk/', async () => {
    expect(await get(built, '/')).toEqual([200, 'no-cache', '<p>console</p>']);
    expect(await get(built, '/alerts/7')).toEqual([200, 'no-cache', '<p>console</p>']);
    expect(await get(built, '/kiosk/')).toEqual([200, 'no-cache', '<p>kiosk</p>']);
    expect(await get(built, '/kiosk')).toEqual([200, 'no-cache', '<p>kiosk</p>']);
  });

  it('keep hashed files for good and the service worker never', async () => {
    const forGood = 'public, max-age=31536000, immutable';
    expect(await get(built, '/assets/main-1234.js')).toEqual([200, forGood, 'void 0;']);
    expect(await get(built, '/kiosk/assets/main-1234.js')).toEqual([200, forGood, 'void 0;']);
    for (const prefix of ['/', '/kiosk/']) {
      const worker = await fetch(`${built.url}${prefix}service-worker.js`);
      await worker.arrayBuffer();
      expect([
        worker.headers.get('content-type'),
        worker.headers.get('cache-control'),
        worker.headers.get('service-worker-allowed'),
      ]).toEqual(['application/javascript; charset=utf-8', 'no-cache', prefix]);
    }
  });

  it('let the console be installed as an app', async () => {
    const manifest = await fetch(`${built.url}/console.webmanifest`);
    await manifest.arrayBuffer();
    expect([manifest.status, manifest.headers.get('content-type')]).toEqual([
      200,
      'application/manifest+json',
    ]);
  });

  it('do not answer for files and interfaces that are not there', async () => {
    for (const path of ['/assets/gone.js', '/v1/nothing', '/kiosk/gone.js', '/api/nothing']) {
      expect([path, (await get(built, path, '*/*'))[0]]).toEqual([path, 404]);
    }
  });

  it('say so when they are not built', async () => {
    for (const [path, site] of [
      ['/', 'console'],
      ['/kiosk/', 'kiosk'],
    ] as const) {
      const [status, , text] = await get(bare, path);
      expect([status, text]).toEqual([404, expect.stringContaining(`The ${site} is not built`)]);
    }
  });

  it('may run no script but their own', async () => {
    const reply = await fetch(built.url);
    await reply.arrayBuffer();
    const policy = reply.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("worker-src 'self'");
    expect(policy).toContain("manifest-src 'self'");
  });
});

describe('Cross-origin access', () => {
  it('is open to the kiosk on its own scheme and to nobody else', async () => {
    const preflight = async (origin: string): Promise<unknown[]> => {
      const reply = await fetch(`${bare.url}/v1/events`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-encoding,glimlach-protocol',
        },
      });
      await reply.arrayBuffer();
      return [
        reply.status,
        reply.headers.get('access-control-allow-origin'),
        reply.headers.get('access-control-allow-credentials'),
      ];
    };
    expect(await preflight('kiosk://app')).toEqual([204, 'kiosk://app', null]);
    expect((await preflight('https://elsewhere.example'))[1]).toBe(null);
  });

  it('lets the kiosk read hub time and protocol, of refusals too', async () => {
    const reply = await fetch(`${bare.url}/v1/terminal/config`, {
      headers: { origin: 'kiosk://app', 'glimlach-protocol': '1' },
    });
    await reply.arrayBuffer();
    expect([
      reply.status,
      reply.headers.get('access-control-allow-origin'),
      reply.headers.get('access-control-expose-headers'),
      Number(reply.headers.get('glimlach-time')) > 0,
    ]).toEqual([
      401,
      'kiosk://app',
      'glimlach-time, glimlach-protocol, retry-after, etag, www-authenticate',
      true,
    ]);
  });
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startEmbeddedPostgres } from '../../../hub/database/embedded-postgres.ts';
import { readHubConfig } from '../../../hub/config.ts';
import { seedDemo, type Demo } from '../../../hub/demo/seed-demo.ts';
import { startHub, type RunningHub } from '../../../hub/start-hub.ts';
import { TEST_SECRET } from '../../support/test-secret.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';
import { postSignIn, signInTestPerson } from '../../support/test-person.ts';
import { enrolTestTerminal } from '../../support/test-terminal.ts';

let folder: TemporaryFolder;
let hub: RunningHub;
let demo: Demo;
let stopDatabase: () => Promise<void>;

beforeAll(async () => {
  folder = await temporaryFolder('outage');
  const database = await startEmbeddedPostgres({ folder: folder.path, settings: { fsync: 'off' } });
  stopDatabase = () => database.stop();
  hub = await startHub({
    ...readHubConfig({
      GLIMLACH_PORT: '0',
      GLIMLACH_LOG_LEVEL: 'silent',
      GLIMLACH_SECRET: TEST_SECRET,
    }),
    databaseUrl: database.url,
  });
  demo = await seedDemo(hub.administration);
});
afterAll(async () => {
  await hub.stop();
  await folder.remove();
});

describe('A hub whose database is gone', () => {
  it('says so with 503 and a time to try again, on every way in', async () => {
    const kiosk = await enrolTestTerminal(hub.url, demo.enrolmentKey);
    const person = await signInTestPerson(hub.url, demo);
    const batch = kiosk.batch([kiosk.press('negative')]);
    await kiosk.token();
    const printed = vi.spyOn(console, 'error');
    await stopDatabase();
    const replies = {
      events: await kiosk.post(batch),
      token: await kiosk.askToken(await kiosk.assertion()),
      me: await person.fetch('/v1/me'),
      stream: await person.fetch('/v1/stream'),
      signIn: await postSignIn(hub.url, demo),
      ready: await fetch(`${hub.url}/readyz`),
    };
    const told: Record<string, unknown> = {};
    for (const [name, reply] of Object.entries(replies)) {
      const { type } = (await reply.json()) as { type: string };
      told[name] = [reply.status, type, reply.headers.get('retry-after')];
    }
    const unavailable = [503, 'database-unavailable', '5'];
    expect(told).toEqual({
      events: unavailable,
      token: unavailable,
      me: unavailable,
      stream: unavailable,
      signIn: unavailable,
      ready: unavailable,
    });
    expect((await fetch(`${hub.url}/healthz`)).status).toBe(200);
    // The hub's log is the only place where it says what went wrong.
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  });
});

describe('A hub whose own database dies', () => {
  it('starts it again, and takes then what it had to refuse', async () => {
    const ownFolder = await temporaryFolder('own');
    const dataDir = ownFolder.path;
    const own = await startHub({
      ...readHubConfig({ GLIMLACH_PORT: '0', GLIMLACH_LOG_LEVEL: 'silent' }),
      dataDir,
    });
    const ready = async (): Promise<boolean> => (await fetch(`${own.url}/readyz`)).ok;
    const { enrolmentKey } = await seedDemo(own.administration);
    const kiosk = await enrolTestTerminal(own.url, enrolmentKey);
    await kiosk.send(kiosk.batch([kiosk.press('positive')]));
    const made = kiosk.press('negative');

    for (const round of [1, 2]) {
      const lock = await readFile(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8');
      process.kill(Number(lock.split('\n', 1)[0]), 'SIGKILL');
      while (await ready()) {
        // Its processes notice one after another.
      }
      const statuses: number[] = [];
      let reply = await kiosk.post(kiosk.batch([made]));
      while (reply.status !== 200) {
        statuses.push(reply.status);
        await reply.arrayBuffer();
        reply = await kiosk.post(kiosk.batch([made]));
      }
      const { answers } = (await reply.json()) as { answers: { outcome: string }[] };
      expect([new Set(statuses), answers[0]?.outcome, await ready()]).toEqual([
        new Set([503]),
        round === 1 ? 'accepted' : 'duplicate',
        true,
      ]);
    }
    await own.stop();
    await ownFolder.remove();
  });
});

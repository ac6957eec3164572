import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHubConfig, type HubConfig } from '../../../hub/config.ts';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../hub/database/embedded-postgres.ts';
import { seedDemo } from '../../../hub/demo/seed-demo.ts';
import { startHub } from '../../../hub/start-hub.ts';
import { TEST_SECRET } from '../../support/test-secret.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';
import { enrolTestTerminal, newEventId } from '../../support/test-terminal.ts';

const MONTH_MS = 30 * 24 * 3_600_000;

let folder: TemporaryFolder;
let cluster: EmbeddedPostgres;
let config: HubConfig;

beforeAll(async () => {
  folder = await temporaryFolder('owner');
  cluster = await startEmbeddedPostgres({ folder: folder.path, settings: { fsync: 'off' } });
  const superuser = new Client({ connectionString: cluster.url });
  await superuser.connect();
  await superuser.query(`create role shop login createrole password 'shop'`);
  await superuser.query('create database shop owner shop');
  await superuser.end();
  const address = new URL(cluster.url);
  address.username = 'shop';
  address.password = 'shop';
  address.pathname = '/shop';
  config = {
    ...readHubConfig({
      GLIMLACH_PORT: '0',
      GLIMLACH_LOG_LEVEL: 'silent',
      GLIMLACH_SECRET: TEST_SECRET,
    }),
    databaseUrl: address.href,
  };
});
afterAll(async () => {
  await cluster.stop();
  await folder.remove();
});

describe('A hub whose database account may make roles and nothing more', () => {
  it('starts again when the month of a press from the future comes near', async () => {
    const hub = await startHub(config);
    const demo = await seedDemo(hub.administration);
    const kiosk = await enrolTestTerminal(hub.url, demo.enrolmentKey);
    const fromTheFuture = kiosk.press('positive', { id: newEventId(Date.now() + 20 * MONTH_MS) });
    const { answers } = await kiosk.send(kiosk.batch([fromTheFuture]));
    expect(answers).toEqual([{ id: fromTheFuture.id, outcome: 'accepted' }]);
    await hub.stop();

    const later = await startHub(config, { now: () => Date.now() + 8 * MONTH_MS });
    const reply = await fetch(`${later.url}/readyz`);
    await later.stop();
    expect(reply.status).toBe(200);
  });
});

import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { inOrganization, type AppDatabase } from '../../../hub/database/database.ts';
import { migrate } from '../../../hub/database/migrate.ts';
import { migrateJobs, startJobs, type JobFailure, type Jobs } from '../../../hub/jobs/jobs.ts';
import { until } from '../../faults/until.ts';
import { makeOwnDatabase, type OwnDatabase } from '../../support/own-database.ts';
import { openHubDatabase } from '../../support/hub-database.ts';
import { newEventId } from '../../support/test-terminal.ts';

const US = newEventId();
const job = (lane: string) => ({ organizationId: US, deliveryId: newEventId(), lane });

let own: OwnDatabase;
let database: AppDatabase;
let jobs: Jobs;
let failures: JobFailure[];

beforeAll(async () => {
  own = await makeOwnDatabase(inject('clusterUrl'), 'jobs');
  await migrate(own.url, Date.now(), () => migrateJobs(own.url));
  database = openHubDatabase({ databaseUrl: own.url });
});
afterAll(async () => {
  await database.destroy();
  await own.drop();
});
beforeEach(async () => {
  failures = [];
  jobs = await startJobs(own.url, (failure) => failures.push(failure));
});
afterEach(() => jobs.stop());

describe('A job', () => {
  it('is there with what it follows from, and not without', async () => {
    const [kept, undone] = [job('a'), job('b')];
    await inOrganization(database, US, (transaction) => jobs.add(transaction, 'deliver', [kept]));
    await inOrganization(database, US, async (transaction) => {
      await jobs.add(transaction, 'deliver', [undone]);
      throw new Error('Something else went wrong.');
    }).catch(() => undefined);
    const ran: string[] = [];
    await jobs.work({
      alert: async () => undefined,
      deliver: async ({ deliveryId }) => void ran.push(deliveryId),
    });
    await until('it ran', 10_000, () => (ran.length > 0 ? true : null));
    expect(ran).toEqual([kept.deliveryId]);
  });

  it('leaves the transaction to its own role', async () => {
    const role = await inOrganization(database, US, async (transaction) => {
      await jobs.add(transaction, 'deliver', [job('role')], { afterMs: 3_600_000 });
      const { rows } = await sql`select current_user as role`.execute(transaction);
      return rows;
    });
    expect(role).toEqual([{ role: 'glimlach_app' }]);
  });

  it('runs again when it failed, and what is kept with it tells nothing of why', async () => {
    const secret = 'anna@example.com cannot be reached';
    let tries = 0;
    await jobs.work({
      alert: async () => undefined,
      async deliver() {
        tries += 1;
        if (tries === 1) {
          throw new Error(secret);
        }
      },
    });
    await inOrganization(database, US, (transaction) =>
      jobs.add(transaction, 'deliver', [job('again')]),
    );
    await until('it ran again', 15_000, () => (tries === 2 ? true : null));
    expect(failures).toMatchObject([{ what: 'job', kind: 'deliver', error: { message: secret } }]);
    const client = new Client({ connectionString: own.url });
    await client.connect();
    const { rows } = await client.query('select * from jobs.job');
    await client.end();
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain('anna');
  });

  it('goes before all that nobody pressed for', async () => {
    const found = Array.from({ length: 5 }, () => job('one'));
    const pressed = job('one');
    await inOrganization(database, US, async (transaction) => {
      await jobs.add(transaction, 'deliver', found, { rank: 'last' });
      await jobs.add(transaction, 'deliver', [pressed]);
    });
    const order: string[] = [];
    await jobs.work({
      alert: async () => undefined,
      deliver: async ({ deliveryId }) => void order.push(deliveryId),
    });
    await until('all ran', 20_000, () => (order.length === 6 ? true : null));
    expect(order[0]).toBe(pressed.deliveryId);
  });

  it('waits for those before it in its lane, and for no others', async () => {
    const order: string[] = [];
    const [slow, behind, beside] = [job('slow'), job('slow'), job('quick')];
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
    await jobs.work({
      alert: async () => undefined,
      async deliver({ deliveryId }) {
        order.push(deliveryId);
        if (deliveryId === slow.deliveryId) {
          await held;
        }
      },
    });
    await inOrganization(database, US, (transaction) => jobs.add(transaction, 'deliver', [slow]));
    await until('the first runs', 10_000, () => (order.length === 1 ? true : null));
    await inOrganization(database, US, (transaction) =>
      jobs.add(transaction, 'deliver', [behind, beside]),
    );
    await until('the one beside ran', 10_000, () => (order.length === 2 ? true : null));
    expect(order).toEqual([slow.deliveryId, beside.deliveryId]);
    letGo();
    await until('the one behind ran', 10_000, () => (order.length === 3 ? true : null));
    expect(order.at(-1)).toBe(behind.deliveryId);
  });
});

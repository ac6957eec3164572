import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { inOrganization } from '../../../hub/database/database.ts';
import type { AppDatabase, AppTransaction } from '../../../hub/database/database.ts';
import { send, sendTogether } from '../../../hub/database/pipeline.ts';
import { openHubDatabase } from '../../support/hub-database.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';

let hub: TestHub;
let database: AppDatabase;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
  database = openHubDatabase(hub);
});
afterAll(async () => {
  await database.destroy();
  await hub.stop();
});

const within = <T>(work: (transaction: AppTransaction) => Promise<T>): Promise<T> =>
  inOrganization(database, hub.demo.organizationId, work);
const rename = (name: string | null) => sql`update organizations set name = ${name}`;
const readName = () => sql<{ name: string }>`select name from organizations`;
const nameNow = async (): Promise<string | undefined> =>
  within(async (transaction) => (await readName().execute(transaction)).rows[0]?.name);

describe('Statements on their way together', () => {
  it('are taken one after another, each seeing what those before it did', async () => {
    const before = await nameNow();
    const names = await within((transaction) =>
      sendTogether(transaction, readName(), rename('Renamed'), readName()),
    );
    expect(names.map(({ rows }) => rows)).toEqual([[{ name: before }], [], [{ name: 'Renamed' }]]);
  });

  it('tell of the first that failed, and leave nothing behind', async () => {
    const before = await nameNow();
    const failing = within((transaction) =>
      sendTogether(transaction, rename('Half done'), sql`select ${0}::int / 0`, rename(null)),
    );
    await expect(failing).rejects.toThrow('division by zero');
    expect(await nameNow()).toBe(before);
  });
});

describe('A statement nobody waits for', () => {
  it('is done by the commit', async () => {
    await within((transaction) => send(transaction, rename('Sent')));
    expect(await nameNow()).toBe('Sent');
  });

  it('fails the transaction, at the next statement or at the commit', async () => {
    const before = await nameNow();
    const alone = within((transaction) => send(transaction, rename(null)));
    await expect(alone).rejects.toThrow('null value in column "name"');
    const followed = within(async (transaction) => {
      await send(transaction, rename(null));
      await readName().execute(transaction);
    });
    await expect(followed).rejects.toThrow('null value in column "name"');
    expect(await nameNow()).toBe(before);
  });
});

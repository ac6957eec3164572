import { Kysely, PostgresDialect, sql } from 'kysely';
import { Client, Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { kyselyPool } from '../../../hub/database/kysely-pool.ts';
import { makeOwnDatabase, type OwnDatabase } from '../../support/own-database.ts';

let own: OwnDatabase;
let database: Kysely<unknown>;
let other: Client;

beforeAll(async () => {
  own = await makeOwnDatabase(inject('clusterUrl'), 'named');
  other = new Client({ connectionString: own.url });
  await other.connect();
  const pool = new Pool({ connectionString: own.url, max: 1, pipeline: true });
  database = new Kysely({ dialect: new PostgresDialect({ pool: kyselyPool(pool) }) });
});
afterAll(async () => {
  await database.destroy();
  await other.end();
  await own.drop();
});

describe('A named statement', () => {
  const ask = async (): Promise<unknown[]> =>
    (await sql`select * from things where id = ${1}::int`.execute(database)).rows;

  it('is planned once on a connection', async () => {
    await other.query('create table things (id int); insert into things values (1)');
    await ask();
    await ask();
    const { rows } = await sql`
      select count(*)::int as named from pg_prepared_statements where statement like 'select * from things%'
    `.execute(database);
    expect([await ask(), rows]).toEqual([[{ id: 1 }], [{ named: 1 }]]);
  });

  it('is refused once when a migration changed its columns, and works from then on', async () => {
    await other.query('alter table things add column name text');
    await expect(ask()).rejects.toThrow('cached plan must not change result type');
    expect(await ask()).toEqual([{ id: 1, name: null }]);
  });
});

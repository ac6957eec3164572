import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { migrate } from '../../hub/database/migrate.ts';

/** Migrates a fresh database from several sides at once. @returns what its history says was applied, in order. */
export async function runMigrationsAtOnce(clusterUrl: string, sides: number): Promise<string[]> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const cluster = new Client({ connectionString: clusterUrl });
  await cluster.connect();
  try {
    await cluster.query(`create database ${name}`);
    const address = new URL(clusterUrl);
    address.pathname = `/${name}`;
    await Promise.all(
      Array.from({ length: sides }, () =>
        migrate(address.href, Date.now(), () => Promise.resolve()),
      ),
    );
    const database = new Client({ connectionString: address.href });
    await database.connect();
    const { rows } = await database.query<{ name: string }>(
      'select name from schema_history.migrations order by applied_at, name',
    );
    await database.end();
    await cluster.query(`drop database ${name}`);
    return rows.map((row) => row.name);
  } finally {
    await cluster.end();
  }
}

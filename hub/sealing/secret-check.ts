import type { Pool } from 'pg';
import { ConfigError } from '../config-error.ts';

const NAME = 'hub-secret-id';

/**
 * Every hub on a database has the same secret; the first one to come says which. A hub with another would make keys
 * that the others cannot open, so it does not start.
 *
 * @param pool acts as the role that owns `auth.secrets`.
 * @param replace from now on this secret is the right one.
 */
export async function checkSecret(pool: Pool, secretId: string, replace: boolean): Promise<void> {
  await pool.query(
    `insert into auth.secrets (name, value) values ($1, $2)
     on conflict (name) do ${replace ? 'update set value = excluded.value' : 'nothing'}`,
    [NAME, secretId],
  );
  const { rows } = await pool.query<{ value: string }>(
    'select value from auth.secrets where name = $1',
    [NAME],
  );
  if (rows[0]?.value !== secretId) {
    throw new ConfigError(
      'The hub cannot start: GLIMLACH_SECRET, or the file "secret" in the data folder, is not what this database was set up with. Put it back; where it is lost, "npm run hub -- replace-secret" takes the new one on.',
    );
  }
}

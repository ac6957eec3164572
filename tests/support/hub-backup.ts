import { errorCodeOf } from '../../hub/database/error-code.ts';
import type { TestHub } from './hub.ts';

const DEADLOCK = '40P01';

/** Copies everything the hub's own schema holds; the function it returns puts the hub back to that moment. */
export async function backUpHub(hub: TestHub): Promise<() => Promise<void>> {
  const tables = await hub.query<{ name: string; columns: string }>(`
    select c.relname as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where n.nspname = 'app' and c.relkind in ('r', 'p') and not c.relispartition
    group by c.relname
  `);
  await hub.query('drop schema if exists backup cascade');
  await hub.query('create schema backup');
  for (const { name } of tables) {
    await hub.query(`create table backup.${name} as table app.${name}`);
  }
  async function putBack(): Promise<void> {
    await hub.query('begin');
    // Neither foreign keys nor triggers: everything comes back as it was.
    await hub.query('set local session_replication_role = replica');
    for (const { name, columns } of tables) {
      await hub.query(`delete from app.${name}`);
      await hub.query(`insert into app.${name} (${columns}) select ${columns} from backup.${name}`);
    }
    await hub.query('commit');
  }
  return async () => {
    // The hub goes on meanwhile, and takes its tables in another order: then PostgreSQL ends one of the two.
    for (let isBack = false; !isBack;) {
      try {
        await putBack();
        isBack = true;
      } catch (error) {
        await hub.query('rollback');
        if (errorCodeOf(error) !== DEADLOCK) {
          throw error;
        }
      }
    }
  };
}

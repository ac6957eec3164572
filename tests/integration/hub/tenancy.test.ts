import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { EventBody } from '../../../contract/event-body.ts';
import { startupOptions } from '../../../hub/database/database.ts';
import { fillAlertingTables } from '../../support/alerting-rows.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { sha256Of } from '../../support/seal.ts';
import { newPhone } from '../../support/test-phone.ts';
import { enrolTestTerminal } from '../../support/test-terminal.ts';

const JWE = 'e30..iv.words.tag';

let hub: TestHub;
let client: Client;
let tables: string[];
let stranger: string;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
  // Every table gets a row of the demo organization.
  const kiosk = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey);
  await kiosk.send(
    kiosk.batch([
      kiosk.press('negative'),
      { ...kiosk.press('neutral'), body: EventBody.parse('not JSON') },
      kiosk.make({ type: 'sealed', jwe: JWE, sha256: sha256Of(JWE) }),
    ]),
  );
  const phone = newPhone(hub.url);
  const { organizationId, touchpointId } = hub.demo;
  const { url } = await hub.administration.createSurveyLink(organizationId, touchpointId);
  const more = await phone.sendAndFollow(await phone.get(new URL(url).pathname), { value: '3' });
  await phone.sendAndFollow(more, { words: 'Well done.' });
  await fillAlertingTables(hub);
  stranger = await hub.administration.createOrganization({ name: 'Stranger' });
  client = new Client({
    connectionString: hub.databaseUrl,
    options: startupOptions({ role: 'glimlach_app', schema: 'app' }),
  });
  await client.connect();
  const rows = await hub.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'app'::regnamespace and relkind in ('r', 'p') and not relispartition order by relname`,
  );
  tables = rows.map(({ name }) => name);
});
afterAll(async () => {
  await client.end();
  await hub.stop();
});

async function as<T>(organizationId: string | null, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    if (organizationId !== null) {
      await client.query(`select set_config('app.organization_id', $1, true)`, [organizationId]);
    }
    return await work();
  } finally {
    await client.query('rollback');
  }
}

async function count(table: string): Promise<number> {
  const { rows } = await client.query<{ rows: string }>(`select count(*) as rows from ${table}`);
  return Number(rows[0]?.rows);
}

describe('Row-level security', () => {
  it('covers every table of the application, even for its owner', async () => {
    const open = await hub.query(
      `select relname from pg_class where relnamespace = 'app'::regnamespace and relkind in ('r', 'p')
         and not (relrowsecurity and relforcerowsecurity)`,
    );
    expect(open).toEqual([]);
    expect(tables).toContain('events');
    expect(tables).toContain('alerts');
  });

  it('shows an organization its own rows', async () => {
    const empty: string[] = [];
    for (const table of tables) {
      if ((await as(hub.demo.organizationId, () => count(table))) === 0) {
        empty.push(table);
      }
    }
    expect(empty).toEqual([]);
  });

  it('shows it nobody else’s, whichever table it reads', async () => {
    for (const table of tables) {
      const own = await hub.query<{ own: string }>(
        `select count(*) as own from app.${table} where organization_id = $1`,
        [stranger],
      );
      const seen = await as(stranger, () => count(table));
      expect([table, seen]).toEqual([table, Number(own[0]?.own)]);
    }
  });

  it('shows nothing to a transaction that names no organization', async () => {
    for (const table of tables) {
      expect([table, await as(null, () => count(table))]).toEqual([table, 0]);
    }
  });

  it('lets nobody write into another organization', async () => {
    for (const table of tables) {
      const write = as(stranger, async () => {
        const columns = await writableColumns(table);
        await client.query(
          `insert into ${table} (${columns}) select ${columns} from json_populate_record(null::app.${table}, $1)`,
          [await aRowOf(table)],
        );
      });
      expect([table, await codeOf(write)]).toEqual([table, '42501']);
    }
  });

  it('lets nobody change or delete what is another’s', async () => {
    for (const table of tables) {
      for (const statement of [
        `update ${table} set organization_id = organization_id`,
        `delete from ${table}`,
      ]) {
        const touched = await as(stranger, async () => {
          await client.query('savepoint before');
          try {
            const { rowCount } = await client.query(
              `${statement} where organization_id = '${hub.demo.organizationId}'`,
            );
            return rowCount;
          } catch (error) {
            return (error as { code?: string }).code;
          }
        });
        // Not granted at all, or granted and no row in reach.
        expect([statement, ['42501', 0].includes(touched ?? -1)]).toEqual([statement, true]);
      }
    }
  });

  it('keeps partitions and the schema of sign-in out of reach', async () => {
    const reachable = await hub.query<{ name: string }>(
      `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and (n.nspname in ('auth', 'jobs') or n.nspname = 'app' and c.relispartition)
         and has_table_privilege('glimlach_app', c.oid, 'select, insert, update, delete')`,
    );
    expect(reachable).toEqual([]);
    await expect(client.query('select * from auth.secrets')).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('is stepped around by listed functions only', async () => {
    const definers = await hub.query<{ name: string; pinned: boolean; owner: string }>(
      `select p.proname as name, p.proconfig @> array['search_path=pg_catalog, pg_temp'] as pinned,
         pg_get_userbyid(p.proowner) as owner
       from pg_proc p where p.pronamespace in ('app'::regnamespace, 'auth'::regnamespace) and p.prosecdef
       order by p.proname`,
    );
    const row = (name: string): unknown => ({ name, pinned: true, owner: 'glimlach_lookup' });
    expect(definers).toEqual(
      [
        'delete_expired_access',
        'delete_expired_invitations',
        'delete_old_messages',
        'find_access_token',
        'find_answer_link',
        'find_due_alerts',
        'find_enrolment_key',
        'find_former_members',
        'find_held_deliveries',
        'find_invitation',
        'find_member',
        'find_organizations_of',
        'find_organizations_with_timed_rules',
        'find_terminal',
        'forget_names',
      ].map(row),
    );
  });

  it('holds for a role that owns nothing', async () => {
    const owned = await hub.query(
      `select relname from pg_class where pg_get_userbyid(relowner) = 'glimlach_app'`,
    );
    expect(owned).toEqual([]);
  });
});

async function aRowOf(table: string): Promise<string> {
  const rows = await hub.query<{ row: unknown }>(
    `select row_to_json(t) as row from app.${table} t where organization_id = $1 limit 1`,
    [hub.demo.organizationId],
  );
  return JSON.stringify(rows[0]?.row);
}

/** All but those PostgreSQL fills in itself. */
async function writableColumns(table: string): Promise<string> {
  const rows = await hub.query<{ columns: string }>(
    `select string_agg(attname, ', ') as columns from pg_attribute
     where attrelid = ('app.' || $1)::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  );
  return rows[0]?.columns ?? '';
}

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
    return 'done';
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
}

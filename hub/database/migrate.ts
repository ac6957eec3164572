import { Client } from 'pg';
import { sqlStateOf } from './database-error.ts';
import { eventPartitions } from './event-partitions.ts';
import { migration0001Tenancy } from './migrations/0001-tenancy.ts';
import { migration0002Events } from './migrations/0002-events.ts';
import { migration0003Alerts } from './migrations/0003-alerts.ts';
import { migration0004Access } from './migrations/0004-access.ts';
import { migration0005Housekeeping } from './migrations/0005-housekeeping.ts';
import { migration0006Books } from './migrations/0006-books.ts';
import { migration0007TenantOnce } from './migrations/0007-tenant-once.ts';
import { migration0008Boxes } from './migrations/0008-boxes.ts';
import { migration0009Kiosk } from './migrations/0009-kiosk.ts';
import { migration0010FollowUp } from './migrations/0010-follow-up.ts';
import { migration0011Screens } from './migrations/0011-screens.ts';
import { migration0012WebAnswerBounds } from './migrations/0012-web-answer-bounds.ts';
import { migration0013InStore } from './migrations/0013-in-store.ts';
import { migration0014People } from './migrations/0014-people.ts';
import { migration0015AlertStates } from './migrations/0015-alert-states.ts';
import { migration0016AlertRules } from './migrations/0016-alert-rules.ts';
import { migration0017Deliveries } from './migrations/0017-deliveries.ts';
import { migration0018RuleFacts } from './migrations/0018-rule-facts.ts';
import { migration0019Retention } from './migrations/0019-retention.ts';

const MIGRATIONS = [
  migration0001Tenancy,
  migration0002Events,
  migration0003Alerts,
  migration0004Access,
  migration0005Housekeeping,
  migration0006Books,
  migration0007TenantOnce,
  migration0008Boxes,
  migration0009Kiosk,
  migration0010FollowUp,
  migration0011Screens,
  migration0012WebAnswerBounds,
  migration0013InStore,
  migration0014People,
  migration0015AlertStates,
  migration0016AlertRules,
  migration0017Deliveries,
  migration0018RuleFacts,
  migration0019Retention,
] as const;

/** What the hub's connections act as; see `docs/adr/0012-roles-by-startup-option.md`. */
export const HUB_ROLES = [
  'glimlach_app',
  'glimlach_auth',
  'glimlach_jobs',
  'glimlach_lookup',
] as const;

/** Held while the schema changes, so that several hubs may start at once. */
const MIGRATION_LOCK = 4_715_002;
const ROLE_ATTEMPTS = 5;
const MIGRATION_ATTEMPTS = 10;
/** PostgreSQL manual, appendix A. */
const DEADLOCK = '40P01';
/** Of `create table … partition of`: the default partition holds rows of the new one (PostgreSQL manual, appendix A). */
const CHECK_VIOLATION = '23514';

/**
 * Brings the database to this hub's schema; everything or, on an error, nothing of a step. `migrateAuth` runs under
 * the same lock.
 */
export async function migrate(
  databaseUrl: string,
  nowMs: number,
  migrateAuth: () => Promise<void>,
): Promise<void> {
  await withLockedClient(databaseUrl, async (client) => {
    await createRoles(client);
    await applyMigrations(client);
    await createPartitions(client, nowMs);
    await migrateAuth();
  });
}

/** Makes the event partitions of the months to come; run it at least once a month. */
export async function extendEventPartitions(databaseUrl: string, nowMs: number): Promise<void> {
  await withLockedClient(databaseUrl, (client) => createPartitions(client, nowMs));
}

async function withLockedClient(
  databaseUrl: string,
  work: (client: Client) => Promise<void>,
): Promise<void> {
  const client = new Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    application_name: 'glimlach schema',
  });
  // A connection lost in mid-query rejects that query; between queries the next one says it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await work(client);
  } finally {
    await client.end();
  }
}

/** Roles belong to the whole cluster, and hubs on its other databases may be making the same ones now. */
async function createRoles(client: Client): Promise<void> {
  for (const role of HUB_ROLES) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await client.query(`
          do $$ begin
            if not exists (select from pg_roles where rolname = '${role}') then
              create role ${role} nologin;
            end if;
            if not pg_has_role(current_user, '${role}', 'set') then
              grant ${role} to current_user with set true;
            end if;
          end $$`);
        break;
      } catch (error) {
        if (attempt === ROLE_ATTEMPTS) {
          throw error;
        }
      }
    }
  }
}

async function applyMigrations(client: Client): Promise<void> {
  await client.query(`
    create schema if not exists schema_history;
    create table if not exists schema_history.migrations (
      name text primary key,
      applied_at timestamptz not null default now()
    )`);
  const { rows } = await client.query<{ name: string }>(
    'select name from schema_history.migrations',
  );
  const applied = new Set(rows.map((row) => row.name));
  for (const migration of MIGRATIONS) {
    if (!applied.has(migration.name)) {
      await applyMigration(client, migration);
    }
  }
}

/** Another hub may be serving meanwhile, and holds locks in its own order: then it goes first. */
async function applyMigration(
  client: Client,
  { name, sql }: (typeof MIGRATIONS)[number],
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await inTransaction(client, async () => {
        await client.query(sql);
        await client.query('insert into schema_history.migrations (name) values ($1)', [name]);
      });
      return;
    } catch (error) {
      if (attempt === MIGRATION_ATTEMPTS || sqlStateOf(error) !== DEADLOCK) {
        throw error;
      }
    }
  }
}

async function createPartitions(client: Client, nowMs: number): Promise<void> {
  const { rows } = await client.query<{ relname: string }>(
    `select relname from pg_class where relnamespace = 'app'::regnamespace`,
  );
  const existing = new Set(rows.map(({ relname }) => relname));
  for (const { name, from, to } of eventPartitions(nowMs)) {
    if (!existing.has(name)) {
      await createPartition(client, name, from, to);
    }
  }
}

/**
 * A terminal with a wrong clock may have put rows of that month into the default partition; there they stay, and so
 * does their month. Only trying tells: row-level security hides the rows from the tables' owner too.
 */
async function createPartition(
  client: Client,
  name: string,
  from: string,
  to: string,
): Promise<void> {
  try {
    await inTransaction(client, async () => {
      await client.query(
        `create table app.${name} partition of app.events for values from ('${from}') to ('${to}')`,
      );
      await client.query(`alter table app.${name} enable row level security`);
      await client.query(`alter table app.${name} force row level security`);
    });
  } catch (error) {
    if (sqlStateOf(error) !== CHECK_VIOLATION) {
      throw error;
    }
  }
}

async function inTransaction(client: Client, work: () => Promise<void>): Promise<void> {
  await client.query('begin');
  try {
    await work();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

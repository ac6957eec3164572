/**
 * Who may do what. `glimlach_app` sees one organization at a time, the one named by the setting
 * `app.organization_id`; without the setting it sees nothing. Finding out which organization a credential belongs to
 * is left to the functions below, which run as `glimlach_lookup` and answer for exactly one credential.
 */
export const migration0004Access = {
  name: '0004-access',
  sql: `
do $$
declare name text;
begin
  for name in select tablename from pg_tables where schemaname = 'app' loop
    execute format('alter table app.%I enable row level security', name);
    execute format('alter table app.%I force row level security', name);
  end loop;
  for name in select c.relname from pg_class c where c.relnamespace = 'app'::regnamespace
      and c.relkind in ('r', 'p') and not c.relispartition loop
    execute format(
      'create policy tenant on app.%I to glimlach_app
         using (organization_id = nullif(current_setting(''app.organization_id'', true), '''')::uuid)
         with check (organization_id = nullif(current_setting(''app.organization_id'', true), '''')::uuid)', name);
  end loop;
end $$;

grant select, insert, update on app.organizations, app.members, app.locations, app.configurations, app.touchpoints,
  app.terminals, app.enrolment_keys, app.ledgers, app.alerts to glimlach_app;
grant select, insert on app.questionnaires, app.events, app.alert_presses to glimlach_app;
grant select, insert, delete on app.access_tokens, app.used_assertions to glimlach_app;

grant select on app.access_tokens, app.enrolment_keys, app.terminals, app.members to glimlach_lookup;
create policy lookup on app.access_tokens for select to glimlach_lookup using (true);
create policy lookup on app.enrolment_keys for select to glimlach_lookup using (true);
create policy lookup on app.terminals for select to glimlach_lookup using (true);
create policy lookup on app.members for select to glimlach_lookup using (true);

create function app.find_access_token(sha256 bytea)
  returns table (organization_id uuid, terminal_id uuid, expires_at_ms bigint, revoked boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select t.organization_id, t.terminal_id, t.expires_at_ms, d.revoked_at_ms is not null
    from app.access_tokens t join app.terminals d using (organization_id, terminal_id)
    where t.token_sha256 = sha256
  $$;

create function app.find_enrolment_key(sha256 bytea)
  returns table (organization_id uuid, enrolment_key_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select k.organization_id, k.enrolment_key_id from app.enrolment_keys k where k.key_sha256 = sha256
  $$;

create function app.find_terminal(id uuid)
  returns table (organization_id uuid, public_key jsonb, revoked boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select t.organization_id, t.public_key, t.revoked_at_ms is not null from app.terminals t where t.terminal_id = id
  $$;

create function app.find_member(id uuid)
  returns table (organization_id uuid, role text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select m.organization_id, m.role from app.members m where m.user_id = id order by m.organization_id limit 1
  $$;

grant create on schema app to glimlach_lookup;
alter function app.find_access_token(bytea) owner to glimlach_lookup;
alter function app.find_enrolment_key(bytea) owner to glimlach_lookup;
alter function app.find_terminal(uuid) owner to glimlach_lookup;
alter function app.find_member(uuid) owner to glimlach_lookup;
revoke create on schema app from glimlach_lookup;

set local role glimlach_lookup;
revoke execute on function app.find_access_token(bytea), app.find_enrolment_key(bytea), app.find_terminal(uuid),
  app.find_member(uuid) from public;
grant execute on function app.find_access_token(bytea), app.find_enrolment_key(bytea), app.find_terminal(uuid),
  app.find_member(uuid) to glimlach_app;
reset role;

-- Shared by every hub on this database: what session cookies are signed with.
set local role glimlach_auth;
create table auth.secrets (name text primary key, value text not null);
reset role;
`,
} as const;

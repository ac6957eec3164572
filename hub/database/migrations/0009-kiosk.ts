/** What a kiosk asks beyond three faces, what visitors write, kept apart and sealed, and who of them asked for help. */
export const migration0009Kiosk = {
  name: '0009-kiosk',
  sql: `
alter table app.questionnaires drop constraint questionnaires_kind_check;
alter table app.questionnaires add check (
  kind in ('smileys-3', 'smileys-4', 'smileys-5', 'thumbs', 'csat', 'nps', 'ces'));
alter table app.questionnaires
  add column ends jsonb,
  -- Null for what was published before there was anything after the press.
  add column paths jsonb,
  add column step_timeout_ms int;

alter table app.configurations
  add column appearance jsonb not null default '{}',
  add column hours jsonb,
  add column staff_pin jsonb;
-- In the place of the organization's, here and at every location below that has none.
alter table app.locations add column hours jsonb;

-- What was asked, where it was not three smileys: insights count by it.
alter table app.events add column scale text, add column score smallint;

-- What visitors write is sealed to the newest key of the hub's own secret. Older keys stay, to open what was sealed to
-- them.
create table app.sealing_keys (
  organization_id uuid not null references app.organizations,
  kid text not null,
  public_key jsonb not null,
  -- The private key as a compact JWE; only a hub with the secret that this id was made from opens it.
  wrapped_key text not null,
  secret_id text not null,
  created_at_ms bigint not null,
  primary key (organization_id, kid)
);
create index sealing_keys_newest on app.sealing_keys (organization_id, secret_id, created_at_ms desc, kid desc);

-- What sealed events brought. Erasing empties a row and lets it stand, so that nothing brings its content back.
create table app.sealed_parts (
  organization_id uuid not null references app.organizations,
  sha256 bytea not null,
  event_id uuid not null,
  received_ms bigint not null,
  jwe text,
  erased_at_ms bigint,
  primary key (organization_id, sha256),
  check ((jwe is null) = (erased_at_ms is not null))
);

-- Of the bytes that were refused; those kept here lack what was sealed in them.
alter table app.rejected_events add column body_sha256 bytea;

-- When a visitor last asked that somebody comes now.
alter table app.alerts add column help_asked_at_ms bigint;

do $$
declare name text;
begin
  foreach name in array array['sealing_keys', 'sealed_parts'] loop
    execute format('alter table app.%I enable row level security', name);
    execute format('alter table app.%I force row level security', name);
    execute format(
      'create policy tenant on app.%I to glimlach_app
         using (organization_id = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid))
         with check (organization_id = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid))',
      name);
  end loop;
end $$;
grant select, insert on app.sealing_keys to glimlach_app;
grant select, insert, update on app.sealed_parts to glimlach_app;
-- Of a press only its place moves, from a late alert to the one by which its visitor asked for help.
grant update (alert_id) on app.alert_presses to glimlach_app;
`,
} as const;

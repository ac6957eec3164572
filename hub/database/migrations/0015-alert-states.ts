/** Alerts that are snoozed, escalated, resolved and talked about, and everything that happened to them. */
export const migration0015AlertStates = {
  name: '0015-alert-states',
  sql: `
alter table app.alerts drop constraint alerts_presses_check;
alter table app.alerts add constraint alerts_presses_check check (presses >= 0);
alter table app.alerts add column cause text not null default 'negative'
  check (cause in ('negative', 'help', 'count', 'score', 'silent', 'offline', 'box-lost'));
-- The place as it was when the alert was opened: a touchpoint that moves takes no alert along.
alter table app.alerts add column location_id uuid;
alter table app.alerts add column rule_id uuid;
alter table app.alerts add column rule_version int;
alter table app.alerts add column measured jsonb;
-- The policy by which it was opened, and its version then.
alter table app.alerts add column policy_id uuid;
alter table app.alerts add column policy_version int;
alter table app.alerts add column level int not null default 0;
-- When the level that was reached was told, or began to wait anew.
alter table app.alerts add column level_since_ms bigint;
alter table app.alerts add column reminded_at_ms bigint;
alter table app.alerts add column snoozed_until_ms bigint;
alter table app.alerts add column snoozed_by text;
alter table app.alerts add column resolved_at_ms bigint;
-- Null where it ended by itself.
alter table app.alerts add column resolved_by text;
alter table app.alerts add column called_in_store_at_ms bigint;
alter table app.alerts add column comments int not null default 0;
-- When time alone changes it next: it wakes, is reminded of, or escalates.
alter table app.alerts add column due_at_ms bigint;
alter table app.alerts add constraint alerts_snoozed_check
  check ((snoozed_until_ms is null) = (snoozed_by is null));
alter table app.alerts add foreign key (organization_id, location_id) references app.locations;
create index alerts_due on app.alerts (due_at_ms) where due_at_ms is not null;
create index alerts_by_rule on app.alerts (organization_id, rule_id, subject_id) where resolved_at_ms is null;
drop index app.alerts_open_live;
create index alerts_open_live on app.alerts (organization_id, subject_id, last_press_at_ms desc)
  where kind = 'live' and acknowledged_at_ms is null and resolved_at_ms is null;

-- Immutable: nobody is granted update or delete.
create table app.alert_entries (
  organization_id uuid not null,
  entry_id uuid not null,
  alert_id uuid not null,
  at_ms bigint not null,
  by_name text,
  by_user_id uuid,
  what jsonb not null,
  primary key (organization_id, alert_id, entry_id),
  foreign key (organization_id, alert_id) references app.alerts
);

do $$
declare name text;
begin
  foreach name in array array['alert_entries'] loop
    execute format('alter table app.%I enable row level security', name);
    execute format('alter table app.%I force row level security', name);
    execute format(
      'create policy tenant on app.%I to glimlach_app
         using (organization_id = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid))
         with check (organization_id = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid))',
      name);
  end loop;
end $$;

grant select, insert on app.alert_entries to glimlach_app;

-- Forced row-level security hides the rows from whoever changes them too; a stream need not hear of it.
alter table app.alerts no force row level security;
alter table app.touchpoints no force row level security;
alter table app.alerts disable trigger stamp_change;
update app.alerts a set location_id = t.location_id from app.touchpoints t
  where t.organization_id = a.organization_id and t.touchpoint_id = a.touchpoint_id;
alter table app.alerts enable trigger stamp_change;
alter table app.touchpoints force row level security;
alter table app.alerts force row level security;

grant select on app.alerts to glimlach_lookup;
create policy lookup on app.alerts for select to glimlach_lookup using (true);
grant create on schema app to glimlach_lookup;
set local role glimlach_lookup;
-- Alerts of every organization that time alone changes by now, the longest overdue first.
create function app.find_due_alerts(now_ms bigint, at_most int)
  returns table (organization_id uuid, alert_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select a.organization_id, a.alert_id from app.alerts a where a.due_at_ms <= now_ms
    order by a.due_at_ms limit at_most
  $$;
revoke execute on function app.find_due_alerts(bigint, int) from public;
grant execute on function app.find_due_alerts(bigint, int) to glimlach_app;
reset role;
revoke create on schema app from glimlach_lookup;
`,
} as const;

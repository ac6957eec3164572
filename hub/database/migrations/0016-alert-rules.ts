/** What raises alerts, whom they are told to, and what each rule found where. */
export const migration0016AlertRules = {
  name: '0016-alert-rules',
  sql: `
-- Versions are rows; the newest one is in force.
create table app.alert_rules (
  organization_id uuid not null references app.organizations,
  rule_id uuid not null,
  version int not null check (version >= 1),
  name text not null,
  enabled boolean not null,
  condition jsonb not null,
  scope jsonb not null,
  policy_id uuid not null,
  changed_at_ms bigint not null,
  -- Null: the hub itself.
  changed_by text,
  changed_by_user_id uuid,
  -- Its last version says that it was deleted.
  deleted boolean not null default false,
  primary key (organization_id, rule_id, version)
);
create table app.escalation_policies (
  organization_id uuid not null references app.organizations,
  policy_id uuid not null,
  version int not null check (version >= 1),
  name text not null,
  levels jsonb not null,
  waits text not null check (waits in ('open', 'always')),
  remind_every_ms bigint,
  changed_at_ms bigint not null,
  changed_by text,
  changed_by_user_id uuid,
  deleted boolean not null default false,
  primary key (organization_id, policy_id, version)
);
-- Where a condition holds, so that it raises one alert each time that it begins to.
create table app.rule_findings (
  organization_id uuid not null references app.organizations,
  rule_id uuid not null,
  -- The touchpoint or the terminal.
  subject_id uuid not null,
  since_ms bigint not null,
  alert_id uuid,
  primary key (organization_id, rule_id, subject_id)
);
-- When an organization's rules were looked at, and since when that was never long ago: nobody could be heard before.
create table app.rule_rounds (
  organization_id uuid primary key references app.organizations,
  looked_at_ms bigint not null,
  reachable_since_ms bigint not null
);

do $$
declare name text;
begin
  foreach name in array array['alert_rules', 'escalation_policies', 'rule_findings', 'rule_rounds'] loop
    execute format('alter table app.%I enable row level security', name);
    execute format('alter table app.%I force row level security', name);
    execute format(
      'create policy tenant on app.%I to glimlach_app
         using (organization_id = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid))
         with check (organization_id = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid))',
      name);
  end loop;
end $$;

grant select, insert on app.alert_rules, app.escalation_policies to glimlach_app;
grant select, insert, update on app.rule_rounds to glimlach_app;
grant select, insert, update, delete on app.rule_findings to glimlach_app;
`,
} as const;

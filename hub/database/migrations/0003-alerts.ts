/** Negative presses that belong together, and who took care of them. */
export const migration0003Alerts = {
  name: '0003-alerts',
  sql: `
create table app.alerts (
  organization_id uuid not null references app.organizations,
  alert_id uuid not null,
  kind text not null check (kind in ('live', 'late')),
  -- The touchpoint, or the terminal when it has none: what presses are grouped by.
  subject_id uuid not null,
  touchpoint_id uuid,
  terminal_id uuid not null,
  -- The UTC day of a late alert's presses, YYYY-MM-DD.
  late_day text,
  presses int not null check (presses >= 1),
  opened_at_ms bigint not null,
  last_press_at_ms bigint not null,
  acknowledged_at_ms bigint,
  acknowledged_by text,
  acknowledged_by_user_id uuid,
  -- The transaction that last changed the row: what a stream's cursor compares with.
  changed_xid xid8 not null default pg_current_xact_id(),
  primary key (organization_id, alert_id),
  foreign key (organization_id, touchpoint_id) references app.touchpoints,
  foreign key (organization_id, terminal_id) references app.terminals,
  check ((kind = 'late') = (late_day is not null)),
  check ((acknowledged_at_ms is null) = (acknowledged_by is null))
);
create unique index alerts_late_once_a_day on app.alerts (organization_id, subject_id, late_day) where kind = 'late';
create index alerts_open_live on app.alerts (organization_id, subject_id, last_press_at_ms desc)
  where kind = 'live' and acknowledged_at_ms is null;
create index alerts_by_change on app.alerts (organization_id, changed_xid);
create index alerts_newest on app.alerts (organization_id, opened_at_ms desc, alert_id desc);

create function app.stamp_alert_change() returns trigger language plpgsql as $$
begin
  new.changed_xid := pg_current_xact_id();
  return new;
end $$;
create trigger stamp_change before insert or update on app.alerts
  for each row execute function app.stamp_alert_change();

-- The press id is the key, so no press ever alerts twice.
create table app.alert_presses (
  organization_id uuid not null,
  press_id uuid not null,
  alert_id uuid not null,
  primary key (organization_id, press_id),
  foreign key (organization_id, alert_id) references app.alerts
);
create index alert_presses_by_alert on app.alert_presses (organization_id, alert_id);
`,
} as const;

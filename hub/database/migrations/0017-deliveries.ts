/** Where messages go, each message and each try, and the schema of the jobs that send them. */
export const migration0017Deliveries = {
  name: '0017-deliveries',
  sql: `
-- Addresses and secrets are wrapped under the hub's secret, as private keys are.
create table app.channels (
  organization_id uuid not null references app.organizations,
  channel_id uuid not null,
  kind text not null check (kind in ('slack', 'teams', 'webhook')),
  name text not null,
  location_id uuid,
  language text not null,
  enabled boolean not null,
  per_minute int not null check (per_minute >= 1),
  origin text not null,
  wrapped_url text not null,
  -- Of a webhook: what messages are signed with, and until when with the one before as well.
  wrapped_secret text,
  wrapped_earlier_secret text,
  earlier_until_ms bigint,
  gone_at_ms bigint,
  deleted_at_ms bigint,
  changed_at_ms bigint not null,
  primary key (organization_id, channel_id),
  foreign key (organization_id, location_id) references app.locations
);

-- What an organization signs its pushes with (VAPID, RFC 8292).
create table app.push_keys (
  organization_id uuid primary key references app.organizations,
  public_key text not null,
  wrapped_key text not null
);
create table app.push_devices (
  organization_id uuid not null,
  device_id uuid not null,
  user_id uuid not null,
  name text not null,
  endpoint_sha256 bytea not null,
  wrapped_subscription text not null,
  created_at_ms bigint not null,
  primary key (organization_id, device_id),
  unique (organization_id, endpoint_sha256),
  foreign key (organization_id, user_id) references app.members on delete cascade
);

create table app.deliveries (
  organization_id uuid not null references app.organizations,
  delivery_id uuid not null,
  alert_id uuid,
  location_id uuid,
  reason text not null,
  level int not null default 0,
  -- What it tells, so that planning it twice makes one: such as the alert, the reason and the level.
  occasion text not null,
  channel text not null check (channel in ('console', 'push', 'email', 'slack', 'teams', 'webhook')),
  -- The device, the person or the channel it goes to; of the console the organization.
  target_id uuid not null,
  user_id uuid,
  -- What that was called then.
  to_name text not null,
  state text not null check (state in ('held', 'queued', 'sent', 'failed', 'dropped')),
  created_at_ms bigint not null,
  sent_at_ms bigint,
  -- When it is tried next, null: at once; while a try is under way, when that is over at the latest.
  next_at_ms bigint,
  -- When its channel, which takes so many a minute, has room for it.
  slot_at_ms bigint,
  -- Somebody asked for it, to try a channel out or once more: it goes whatever became of the alert.
  by_hand boolean not null default false,
  -- The summary that tells of it in its place, once the quiet hours that held it are over.
  summary_id uuid,
  primary key (organization_id, delivery_id),
  unique (organization_id, occasion, channel, target_id),
  foreign key (organization_id, alert_id) references app.alerts
);
create index deliveries_by_alert on app.deliveries (organization_id, alert_id, delivery_id);
create index deliveries_by_slot on app.deliveries (organization_id, target_id, slot_at_ms desc)
  where slot_at_ms is not null;
create index deliveries_untold on app.deliveries (organization_id, delivery_id)
  where channel = 'console' and state = 'queued';
create index deliveries_held on app.deliveries (next_at_ms) where state = 'held';
create index deliveries_by_summary on app.deliveries (organization_id, summary_id) where summary_id is not null;

create table app.delivery_attempts (
  organization_id uuid not null,
  delivery_id uuid not null,
  number int not null,
  at_ms bigint not null,
  error text,
  took_ms int not null,
  primary key (organization_id, delivery_id, number),
  foreign key (organization_id, delivery_id) references app.deliveries on delete cascade
);

do $$
declare name text;
begin
  foreach name in array array['channels', 'push_keys', 'push_devices', 'deliveries', 'delivery_attempts'] loop
    execute format('alter table app.%I enable row level security', name);
    execute format('alter table app.%I force row level security', name);
    execute format(
      'create policy tenant on app.%I to glimlach_app
         using (organization_id = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid))
         with check (organization_id = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid))',
      name);
  end loop;
end $$;

grant select, insert, update on app.channels, app.push_keys, app.deliveries to glimlach_app;
grant select, insert, update, delete on app.push_devices to glimlach_app;
grant select, insert on app.delivery_attempts to glimlach_app;

grant select on app.deliveries to glimlach_lookup;
create policy lookup on app.deliveries for select to glimlach_lookup using (true);
grant create on schema app to glimlach_lookup;
set local role glimlach_lookup;
-- Where quiet hours that hold messages are over by now, in every organization, the longest waiting first.
create function app.find_held_deliveries(now_ms bigint, at_most int)
  returns table (organization_id uuid, channel text, target_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select d.organization_id, d.channel, d.target_id from app.deliveries d
    where d.state = 'held' and d.next_at_ms <= now_ms
    group by d.organization_id, d.channel, d.target_id
    order by min(d.next_at_ms) limit at_most
  $$;
revoke execute on function app.find_held_deliveries(bigint, int) from public;
grant execute on function app.find_held_deliveries(bigint, int) to glimlach_app;
reset role;
revoke create on schema app from glimlach_lookup;

create schema jobs authorization glimlach_jobs;
`,
} as const;

/** Ends what is kept of messages after its time, and takes the names of people who left out of what stays. */
export const migration0019Retention = {
  name: '0019-retention',
  sql: `
-- Who belonged here, and since when no longer: until their names are taken out of what is kept for longer.
create table app.former_members (
  organization_id uuid not null references app.organizations,
  user_id uuid not null,
  left_at_ms bigint not null,
  primary key (organization_id, user_id)
);
create index former_members_by_leaving on app.former_members (left_at_ms);
alter table app.former_members enable row level security;
alter table app.former_members force row level security;
create policy tenant on app.former_members to glimlach_app
  using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid));
grant select, insert, update, delete on app.former_members to glimlach_app;

create index alert_entries_by_person on app.alert_entries (organization_id, by_user_id) where by_user_id is not null;
create index alerts_by_person on app.alerts (organization_id, acknowledged_by_user_id)
  where acknowledged_by_user_id is not null;
create index deliveries_by_person on app.deliveries (organization_id, user_id) where user_id is not null;
create index deliveries_by_age on app.deliveries (created_at_ms);
create index delivery_attempts_by_age on app.delivery_attempts (at_ms);

grant select on app.former_members, app.delivery_attempts, app.alert_entries, app.escalation_policies to glimlach_lookup;
grant delete on app.deliveries, app.delivery_attempts to glimlach_lookup;
grant update (by_name, by_user_id) on app.alert_entries to glimlach_lookup;
grant update (acknowledged_by, acknowledged_by_user_id, snoozed_by, resolved_by) on app.alerts to glimlach_lookup;
grant update (changed_by, changed_by_user_id) on app.alert_rules, app.escalation_policies to glimlach_lookup;
create policy lookup on app.former_members for select to glimlach_lookup using (true);
create policy lookup on app.delivery_attempts for select to glimlach_lookup using (true);
create policy lookup on app.alert_entries for select to glimlach_lookup using (true);
create policy lookup on app.escalation_policies for select to glimlach_lookup using (true);
create policy expire on app.deliveries for delete to glimlach_lookup using (true);
create policy expire on app.delivery_attempts for delete to glimlach_lookup using (true);
create policy forget on app.alert_entries for update to glimlach_lookup using (true);
create policy forget on app.alerts for update to glimlach_lookup using (true);
create policy forget on app.alert_rules for update to glimlach_lookup using (true);
create policy forget on app.escalation_policies for update to glimlach_lookup using (true);

grant create on schema app to glimlach_lookup;
set local role glimlach_lookup;
-- At most so many of each, of every organization; returns how many there were of the more numerous.
create function app.delete_old_messages(tried_before_ms bigint, made_before_ms bigint, at_most int) returns bigint
  language sql volatile security definer set search_path = pg_catalog, pg_temp
  as $$
    with tries as (
      delete from app.delivery_attempts where ctid = any (array(
        select ctid from app.delivery_attempts where at_ms < tried_before_ms limit at_most))
      returning 1
    ), messages as (
      delete from app.deliveries where ctid = any (array(
        select ctid from app.deliveries where created_at_ms < made_before_ms limit at_most))
      returning 1
    )
    select greatest((select count(*) from tries), (select count(*) from messages))
  $$;
create function app.find_former_members(before_ms bigint, at_most int)
  returns table (organization_id uuid, user_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select f.organization_id, f.user_id from app.former_members f where f.left_at_ms < before_ms
    order by f.left_at_ms limit at_most
  $$;
-- Where somebody belongs, or did until a while ago.
create function app.find_organizations_of(id uuid) returns table (organization_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select m.organization_id from app.members m where m.user_id = id
    union
    select f.organization_id from app.former_members f where f.user_id = id
  $$;
-- Puts a dash in the place of somebody's name wherever it stands, takes their id away, and deletes the messages to them
-- and their invitations; at most so many of each. Returns how many there were of the most numerous.
create function app.forget_names(organization uuid, id uuid, at_most int) returns bigint
  language sql volatile security definer set search_path = pg_catalog, pg_temp
  as $$
    delete from app.invitations where organization_id = organization and invited_by_user_id = id;
    with entries as (
      select e.alert_id, e.entry_id, e.by_name from app.alert_entries e
      where e.organization_id = organization and e.by_user_id = id limit at_most
    ), taken as (
      select a.alert_id, a.acknowledged_by from app.alerts a
      where a.organization_id = organization and a.acknowledged_by_user_id = id limit at_most
    ), named as (
      select n.alert_id, array_agg(n.name) as names
      from (select alert_id, by_name as name from entries union all select * from taken) n group by n.alert_id
    ), from_entries as (
      update app.alert_entries e set by_name = '—', by_user_id = null from entries n
      where e.organization_id = organization and e.alert_id = n.alert_id and e.entry_id = n.entry_id
      returning 1
    ), from_alerts as (
      -- Who snoozed or ended it is known by the name only, that of an entry.
      update app.alerts a set
        acknowledged_by = case when a.acknowledged_by = any (n.names) then '—' else a.acknowledged_by end,
        acknowledged_by_user_id = nullif(a.acknowledged_by_user_id, id),
        snoozed_by = case when a.snoozed_by = any (n.names) then '—' else a.snoozed_by end,
        resolved_by = case when a.resolved_by = any (n.names) then '—' else a.resolved_by end
      from named n where a.organization_id = organization and a.alert_id = n.alert_id
      returning 1
    ), from_rules as (
      update app.alert_rules set changed_by = '—', changed_by_user_id = null where ctid = any (array(
        select ctid from app.alert_rules
        where organization_id = organization and changed_by_user_id = id limit at_most))
      returning 1
    ), from_policies as (
      update app.escalation_policies set changed_by = '—', changed_by_user_id = null where ctid = any (array(
        select ctid from app.escalation_policies
        where organization_id = organization and changed_by_user_id = id limit at_most))
      returning 1
    ), messages as (
      delete from app.deliveries where ctid = any (array(
        select ctid from app.deliveries where organization_id = organization and user_id = id limit at_most))
      returning 1
    )
    select greatest((select count(*) from from_entries), (select count(*) from from_alerts),
      (select count(*) from from_rules), (select count(*) from from_policies), (select count(*) from messages))
  $$;
revoke execute on function app.delete_old_messages(bigint, bigint, int), app.find_former_members(bigint, int),
  app.find_organizations_of(uuid), app.forget_names(uuid, uuid, int) from public;
grant execute on function app.delete_old_messages(bigint, bigint, int), app.find_former_members(bigint, int),
  app.find_organizations_of(uuid), app.forget_names(uuid, uuid, int) to glimlach_app;
reset role;
revoke create on schema app from glimlach_lookup;
`,
} as const;

/** Roles at places, who is invited, how people want to be told, and who is on duty. */
export const migration0014People = {
  name: '0014-people',
  sql: `
-- A role at a location and all below it; everywhere when that is null. At each place a person has one.
create table app.grants (
  organization_id uuid not null references app.organizations,
  user_id uuid not null,
  location_id uuid,
  role text not null check (role in ('staff', 'manager', 'analyst', 'it', 'admin')),
  unique nulls not distinct (organization_id, user_id, location_id),
  foreign key (organization_id, user_id) references app.members on delete cascade,
  foreign key (organization_id, location_id) references app.locations
);
create index grants_by_location on app.grants (organization_id, location_id);

-- Name and address of the account as they were told last: who hears of an alert is found without the schema of sign-in.
alter table app.members add column name text not null default '';
alter table app.members add column email text not null default '';
-- False: the account was made by a link that was handed over, and nobody has shown that the address is theirs.
alter table app.members add column is_verified boolean not null default true;
do $$ begin
  set local role glimlach_auth;
  -- Not there yet where everything is made at once; then there is nobody either.
  if to_regclass('auth."user"') is not null then
    create temporary table accounts on commit drop as select id::uuid as user_id, name, email from auth."user";
    grant select on accounts to public;
    reset role;
    alter table app.members no force row level security;
    update app.members m set name = a.name, email = a.email from accounts a where a.user_id = m.user_id;
    alter table app.members force row level security;
  end if;
  reset role;
end $$;
create index members_by_email on app.members (organization_id, email);

create table app.invitations (
  organization_id uuid not null references app.organizations,
  invitation_id uuid not null,
  token_sha256 bytea not null unique,
  email text not null,
  grants jsonb not null,
  language text not null,
  -- Whether the link went to the address by e-mail and to nobody else.
  mailed boolean not null default false,
  invited_by text not null,
  -- Null: whoever runs the hub.
  invited_by_user_id uuid,
  created_at_ms bigint not null,
  expires_at_ms bigint not null,
  accepted_at_ms bigint,
  withdrawn_at_ms bigint,
  primary key (organization_id, invitation_id)
);

create table app.profiles (
  organization_id uuid not null,
  user_id uuid not null,
  language text not null,
  email boolean not null,
  push boolean not null,
  quiet jsonb,
  primary key (organization_id, user_id),
  foreign key (organization_id, user_id) references app.members on delete cascade
);

create table app.shifts (
  organization_id uuid not null,
  location_id uuid not null,
  user_id uuid not null,
  day int not null check (day between 1 and 7),
  from_time text not null,
  until_time text not null,
  foreign key (organization_id, location_id) references app.locations,
  foreign key (organization_id, user_id) references app.members on delete cascade
);
create index shifts_by_location on app.shifts (organization_id, location_id);

-- Country and state as the library date-holidays names them; null: as the location above it.
alter table app.locations add column holidays jsonb;

do $$
declare name text;
begin
  foreach name in array array['grants', 'invitations', 'profiles', 'shifts'] loop
    execute format('alter table app.%I enable row level security', name);
    execute format('alter table app.%I force row level security', name);
    execute format(
      'create policy tenant on app.%I to glimlach_app
         using (organization_id = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid))
         with check (organization_id = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid))',
      name);
  end loop;
end $$;

-- Forced row-level security hides the rows from whoever moves them too.
alter table app.members no force row level security;
alter table app.grants no force row level security;
insert into app.grants (organization_id, user_id, location_id, role)
  select organization_id, user_id, null, role from app.members;
alter table app.grants force row level security;
alter table app.members force row level security;
alter table app.members drop column role;

grant select, insert, update, delete on app.grants, app.profiles, app.shifts to glimlach_app;
grant select, insert, update on app.invitations to glimlach_app;
grant delete on app.members to glimlach_app;
grant delete on app.invitations to glimlach_lookup;
create policy expire on app.invitations for delete to glimlach_lookup using (true);

grant select on app.grants, app.invitations to glimlach_lookup;
create policy lookup on app.grants for select to glimlach_lookup using (true);
create policy lookup on app.invitations for select to glimlach_lookup using (true);
grant create on schema app to glimlach_lookup;
set local role glimlach_lookup;
drop function app.find_member(uuid);
create function app.find_member(id uuid)
  returns table (organization_id uuid, grants jsonb)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select m.organization_id, (
      select coalesce(jsonb_agg(
        jsonb_build_object('role', g.role, 'locationId', g.location_id) order by g.location_id), '[]')
      from app.grants g where g.organization_id = m.organization_id and g.user_id = m.user_id)
    from app.members m where m.user_id = id order by m.organization_id limit 1
  $$;
create function app.find_invitation(sha256 bytea)
  returns table (organization_id uuid, invitation_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select i.organization_id, i.invitation_id from app.invitations i where i.token_sha256 = sha256
  $$;
-- Of invitations an address is kept no longer than they are of use to those who sent them.
create function app.delete_expired_invitations(before_ms bigint, at_most int) returns bigint
  language sql volatile security definer set search_path = pg_catalog, pg_temp
  as $$
    with gone as (
      delete from app.invitations where ctid = any (array(
        select ctid from app.invitations where expires_at_ms < before_ms limit at_most))
      returning 1
    )
    select count(*) from gone
  $$;
revoke execute on function app.find_member(uuid), app.find_invitation(bytea),
  app.delete_expired_invitations(bigint, int) from public;
grant execute on function app.find_member(uuid), app.find_invitation(bytea),
  app.delete_expired_invitations(bigint, int) to glimlach_app;
reset role;
revoke create on schema app from glimlach_lookup;
`,
} as const;

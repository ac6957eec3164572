/** Removes, for all organizations at once, what has run out and nobody asks for any more. */
export const migration0005Housekeeping = {
  name: '0005-housekeeping',
  sql: `
grant select on app.used_assertions to glimlach_lookup;
grant delete on app.access_tokens, app.used_assertions to glimlach_lookup;
create policy lookup on app.used_assertions for select to glimlach_lookup using (true);
create policy expire on app.access_tokens for delete to glimlach_lookup using (true);
create policy expire on app.used_assertions for delete to glimlach_lookup using (true);

-- At most so many of each; returns how many there were of the more numerous.
create function app.delete_expired_access(before_ms bigint, at_most int) returns bigint
  language sql volatile security definer set search_path = pg_catalog, pg_temp
  as $$
    with tokens as (
      delete from app.access_tokens where ctid = any (array(
        select ctid from app.access_tokens where expires_at_ms < before_ms limit at_most))
      returning 1
    ), assertions as (
      delete from app.used_assertions where ctid = any (array(
        select ctid from app.used_assertions where expires_at_ms < before_ms limit at_most))
      returning 1
    )
    select greatest((select count(*) from tokens), (select count(*) from assertions))
  $$;

grant create on schema app to glimlach_lookup;
alter function app.delete_expired_access(bigint, int) owner to glimlach_lookup;
revoke create on schema app from glimlach_lookup;
set local role glimlach_lookup;
revoke execute on function app.delete_expired_access(bigint, int) from public;
grant execute on function app.delete_expired_access(bigint, int) to glimlach_app;
reset role;
`,
} as const;

/** What conditions that need time are judged by. */
export const migration0018RuleFacts = {
  name: '0018-rule-facts',
  sql: `
-- Red presses within a window; there are few of them.
create index events_negative on app.events (organization_id, occurred_ms) include (touchpoint_id, received_ms)
  where type = 'pressed' and rating = 'negative' and not repeat;

grant select on app.alert_rules to glimlach_lookup;
create policy lookup on app.alert_rules for select to glimlach_lookup using (true);
grant create on schema app to glimlach_lookup;
set local role glimlach_lookup;
-- Organizations with a rule that is to be looked at as time goes by, or that was and may have left something behind.
create function app.find_organizations_with_timed_rules()
  returns table (organization_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select distinct r.organization_id from app.alert_rules r
    where r.condition ->> 'kind' not in ('each-negative', 'help-asked')
  $$;
revoke execute on function app.find_organizations_with_timed_rules() from public;
grant execute on function app.find_organizations_with_timed_rules() to glimlach_app;
reset role;
revoke create on schema app from glimlach_lookup;
`,
} as const;

import type { TestHub } from './hub.ts';

const ID = '0190a000-0000-7000-8000-00000000a001';

/** A row of the demo organization in each table of alerting that nothing has filled by itself. */
export async function fillAlertingTables(hub: TestHub): Promise<void> {
  const { organizationId } = hub.demo;
  await hub.query(
    `with ours as (select m.organization_id, m.user_id, a.alert_id, l.location_id
       from app.members m join app.alerts a using (organization_id) join app.locations l using (organization_id)
       where m.organization_id = '${organizationId}' limit 1),
     profile as (insert into app.profiles select organization_id, user_id, 'en', true, true, null from ours),
     former as (insert into app.former_members select organization_id, '${ID}', 1 from ours),
     shift as (insert into app.shifts select organization_id, location_id, user_id, 1, '09:00', '17:00' from ours),
     invitation as (
       insert into app.invitations select organization_id, '${ID}', '\\x01', 'new@example.com', '[]', 'en', false, 'Anna', user_id, 1, 2
       from ours),
     entry as (
       insert into app.alert_entries
       select organization_id, '${ID}', alert_id, 1, null, null, '{"kind":"opened"}' from ours),
     call as (insert into app.store_calls select organization_id, '${ID}', '${ID}', 'lamp', 1, alert_id from ours),
     rule as (
       insert into app.alert_rules
       select organization_id, '${ID}', 1, 'A rule', true, '{}', '{}', '${ID}', 1, null, null, false from ours),
     policy as (
       insert into app.escalation_policies
       select organization_id, '${ID}', 1, 'A policy', '[]', 'open', null, 1, null, null, false from ours),
     finding as (
       insert into app.rule_findings select organization_id, '${ID}', location_id, 1, alert_id from ours),
     round as (insert into app.rule_rounds select organization_id, 1, 1 from ours on conflict do nothing),
     channel as (
       insert into app.channels (organization_id, channel_id, kind, name, language, enabled, per_minute, origin,
         wrapped_url, changed_at_ms)
       select organization_id, '${ID}', 'slack', 'A channel', 'en', true, 1, 'https://example.com', '', 1 from ours),
     key as (
       insert into app.push_keys select organization_id, '', '' from ours on conflict do nothing),
     device as (
       insert into app.push_devices select organization_id, '${ID}', user_id, 'A phone', '\\x01', '', 1 from ours),
     delivery as (
       insert into app.deliveries (organization_id, delivery_id, reason, occasion, channel, target_id, to_name, state,
         created_at_ms)
       select organization_id, '${ID}', 'test', 'a test', 'email', user_id, 'Anna', 'sent', 1 from ours
       returning organization_id, delivery_id)
     select 1 from ours`,
  );
  await hub.query(
    `insert into app.delivery_attempts values ('${organizationId}', '${ID}', 1, 1, null, 1)`,
  );
}

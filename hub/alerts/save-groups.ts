import { sql, type RawBuilder } from 'kysely';
import { notifyAlertChange } from './alert-channel.ts';
import type { NewEntry } from './alert-machine.ts';
import { columnsOf } from './held-alert.ts';
import { insertingEntries } from './save-steps.ts';
import type { GroupStep } from './step-groups.ts';

/**
 * The statement that writes down alerts with the presses they gained, and their histories, and tells every hub.
 *
 * @param mayBeHeld some of the presses may be in another alert; they leave it.
 */
export function savingGroups(
  at: { readonly organizationId: string; readonly terminalId: string | null },
  groups: readonly GroupStep[],
  mayBeHeld: boolean,
  nowMs: number,
): RawBuilder<unknown> {
  const rows = groups.map(({ openedBy, movedTo, step, ...group }) => ({
    alert_id: group.alertId,
    kind: group.kind,
    cause: openedBy?.cause ?? null,
    subject_id: group.subjectId,
    touchpoint_id: openedBy?.touchpointId ?? null,
    late_day: group.lateDay,
    presses: group.pressIds.length,
    opened_at_ms: group.openedAtMs,
    last_press_at_ms: group.lastPressAtMs,
    help_asked_at_ms: group.helpAskedAtMs,
    rule_id: (openedBy?.rule ?? movedTo)?.id ?? null,
    rule_version: (openedBy?.rule ?? movedTo)?.version ?? null,
    policy_id: (openedBy?.rule ?? movedTo)?.policyId ?? null,
    policy_version: (openedBy?.rule ?? movedTo)?.policyVersion ?? null,
    ...columnsOf(step.status),
    due_at_ms: step.dueAtMs,
  }));
  const links = groups.flatMap(({ alertId, pressIds }) =>
    pressIds.map((pressId) => ({ alert_id: alertId, press_id: pressId })),
  );
  const entries = groups.flatMap((group) =>
    group.step.entries.map((entry) => ({
      ...entry,
      alertId: group.alertId,
      atMs: happenedAtMs(entry, group, nowMs),
    })),
  );
  return sql`
    with saved as (
      insert into alerts (organization_id, alert_id, kind, cause, subject_id, touchpoint_id, location_id, terminal_id,
        late_day, presses, opened_at_ms, last_press_at_ms, help_asked_at_ms, rule_id, rule_version, policy_id,
        policy_version, level, level_since_ms, reminded_at_ms, snoozed_until_ms, snoozed_by, due_at_ms)
      select ${at.organizationId}::uuid, x.alert_id, x.kind, coalesce(x.cause, 'negative'), x.subject_id,
        x.touchpoint_id, (select t.location_id from touchpoints t where t.touchpoint_id = x.touchpoint_id),
        ${at.terminalId}::uuid, x.late_day, x.presses, x.opened_at_ms, x.last_press_at_ms, x.help_asked_at_ms,
        x.rule_id, x.rule_version, x.policy_id, x.policy_version, x.level, x.level_since_ms, x.reminded_at_ms,
        x.snoozed_until_ms, x.snoozed_by, x.due_at_ms
      from json_to_recordset(${JSON.stringify(rows)}::json) as x(alert_id uuid, kind text, cause text, subject_id uuid,
        touchpoint_id uuid, late_day text, presses int, opened_at_ms bigint, last_press_at_ms bigint,
        help_asked_at_ms bigint, rule_id uuid, rule_version int, policy_id uuid, policy_version int, level int,
        level_since_ms bigint, reminded_at_ms bigint, snoozed_until_ms bigint, snoozed_by text, due_at_ms bigint)
      order by x.alert_id
      -- They are locked: between their reading and this nobody snoozed or took them.
      on conflict (organization_id, alert_id) do update set
        presses = alerts.presses + excluded.presses,
        opened_at_ms = least(alerts.opened_at_ms, excluded.opened_at_ms),
        last_press_at_ms = greatest(alerts.last_press_at_ms, excluded.last_press_at_ms),
        help_asked_at_ms = greatest(alerts.help_asked_at_ms, excluded.help_asked_at_ms),
        rule_version = case when excluded.rule_id is null then alerts.rule_version else excluded.rule_version end,
        policy_id = case when excluded.rule_id is null then alerts.policy_id else excluded.policy_id end,
        policy_version = case when excluded.rule_id is null then alerts.policy_version else excluded.policy_version end,
        rule_id = coalesce(excluded.rule_id, alerts.rule_id), level = excluded.level,
        level_since_ms = excluded.level_since_ms, reminded_at_ms = excluded.reminded_at_ms,
        snoozed_until_ms = excluded.snoozed_until_ms, snoozed_by = excluded.snoozed_by,
        due_at_ms = excluded.due_at_ms
    ), linked as (
      insert into alert_presses (organization_id, press_id, alert_id)
      select ${at.organizationId}::uuid, x.press_id, x.alert_id
      from json_to_recordset(${JSON.stringify(links)}::json) as x(alert_id uuid, press_id uuid)
      order by x.press_id
      ${mayBeHeld ? sql`on conflict (organization_id, press_id) do update set alert_id = excluded.alert_id` : sql``}
    ), told as (${insertingEntries(at.organizationId, entries)})
    select ${notifyAlertChange(at.organizationId)}
  `;
}

/** What a visitor did happened when they did it, which may be long before the hub heard of it. */
function happenedAtMs({ what }: NewEntry, group: GroupStep, nowMs: number): number {
  switch (what.kind) {
    case 'opened':
      return group.openedAtMs;
    case 'pressed':
      return group.lastPressAtMs;
    case 'help-asked':
      return group.helpAskedAtMs ?? nowMs;
    default:
      return nowMs;
  }
}

import { sql, type RawBuilder } from 'kysely';
import { storableJson } from '../database/storable-text.ts';
import type { AlertStep, NewEntry } from './alert-machine.ts';
import { columnsOf } from './held-alert.ts';

/** A step of an alert that is held. */
export type StepToSave = {
  readonly alertId: string;
  readonly step: Extract<AlertStep, { outcome: 'done' }>;
  /** When it happened, on the hub's clock. */
  readonly atMs: number;
};

/** The statement that writes down what became of alerts, and their histories with it. */
export function savingSteps(
  organizationId: string,
  steps: readonly StepToSave[],
): RawBuilder<unknown> {
  const rows = steps.map(({ alertId, step }) => ({
    alert_id: alertId,
    ...columnsOf(step.status),
    due_at_ms: step.dueAtMs,
    comments: step.entries.filter(({ what }) => what.kind === 'commented').length,
  }));
  return sql`
    with saved as (
      update alerts a set level = x.level, level_since_ms = x.level_since_ms, reminded_at_ms = x.reminded_at_ms,
        snoozed_until_ms = x.snoozed_until_ms, snoozed_by = x.snoozed_by, acknowledged_at_ms = x.acknowledged_at_ms,
        acknowledged_by = x.acknowledged_by, acknowledged_by_user_id = x.acknowledged_by_user_id,
        resolved_at_ms = x.resolved_at_ms, resolved_by = x.resolved_by, due_at_ms = x.due_at_ms,
        comments = a.comments + x.comments
      from json_to_recordset(${storableJson(rows)}::json) as x(alert_id uuid, level int, level_since_ms bigint,
        reminded_at_ms bigint, snoozed_until_ms bigint, snoozed_by text, acknowledged_at_ms bigint,
        acknowledged_by text, acknowledged_by_user_id uuid, resolved_at_ms bigint, resolved_by text, due_at_ms bigint,
        comments int)
      where a.organization_id = ${organizationId}::uuid and a.alert_id = x.alert_id
    )
    ${insertingEntries(
      organizationId,
      steps.flatMap(({ alertId, step, atMs }) =>
        step.entries.map((entry) => ({ ...entry, alertId, atMs })),
      ),
    )}`;
}

/** @param entries in the order in which they happened. */
export function insertingEntries(
  organizationId: string,
  entries: readonly (NewEntry & { readonly alertId: string; readonly atMs: number })[],
): RawBuilder<unknown> {
  const rows = entries.map(({ alertId, atMs, by, what }, place) => ({
    alert_id: alertId,
    at_ms: atMs,
    by_name: by?.name ?? null,
    by_user_id: by?.userId ?? null,
    what,
    place,
  }));
  return sql`
    insert into alert_entries (organization_id, alert_id, at_ms, by_name, by_user_id, what)
    select ${organizationId}::uuid, x.alert_id, x.at_ms, x.by_name, x.by_user_id, x.what
    from json_to_recordset(${storableJson(rows)}::json) as x(alert_id uuid, at_ms bigint, by_name text,
      by_user_id uuid, what jsonb, place int)
    order by x.place`;
}

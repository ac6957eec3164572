import { sql } from 'kysely';
import type { AppTransaction } from '../database/database.ts';
import {
  groupPresses,
  JOIN_WITHIN_MS,
  lateDayOf,
  type AlertingPress,
  type OpenGroup,
} from './alert-groups.ts';
import { notifyAlertChange } from './alert-channel.ts';

/** A press that alerts, before its touchpoint is known to be the organization's. */
export type PressToRaise = {
  readonly pressId: string;
  readonly kind: 'live' | 'late';
  readonly touchpointId: string | null;
  readonly atMs: number;
};

export type RaisedAlerts = { readonly opened: { live: number; late: number } };

/**
 * Puts presses into alerts, in a number of statements that does not depend on theirs. Batches that alert at the same
 * touchpoint wait for each other, so that they cannot both open its first group.
 */
export async function raiseAlerts(
  transaction: AppTransaction,
  at: { organizationId: string; terminalId: string },
  presses: readonly PressToRaise[],
  newId: () => string,
): Promise<RaisedAlerts> {
  if (presses.length === 0) {
    return { opened: { live: 0, late: 0 } };
  }
  const alerting = await placePresses(transaction, at.terminalId, presses);
  // A statement of its own, after the locks: it has to see what others did who held them.
  const open = await readOpenGroups(transaction, alerting);
  const groups = groupPresses(alerting, open, newId);
  const rows = JSON.stringify(
    groups.map((group) => ({
      alert_id: group.alertId,
      kind: group.kind,
      subject_id: group.subjectId,
      touchpoint_id: group.touchpointId,
      late_day: group.lateDay,
      presses: group.pressIds.length,
      opened_at_ms: group.openedAtMs,
      last_press_at_ms: group.lastPressAtMs,
    })),
  );
  const links = JSON.stringify(
    groups.flatMap((group) =>
      group.pressIds.map((pressId) => ({ alert_id: group.alertId, press_id: pressId })),
    ),
  );
  await sql`
    with saved as (
      insert into alerts (organization_id, alert_id, kind, subject_id, touchpoint_id, terminal_id, late_day, presses,
        opened_at_ms, last_press_at_ms)
      select ${at.organizationId}::uuid, x.alert_id, x.kind, x.subject_id, x.touchpoint_id, ${at.terminalId}::uuid,
        x.late_day, x.presses, x.opened_at_ms, x.last_press_at_ms
      from json_to_recordset(${rows}::json) as x(alert_id uuid, kind text, subject_id uuid, touchpoint_id uuid,
        late_day text, presses int, opened_at_ms bigint, last_press_at_ms bigint)
      order by x.alert_id
      on conflict (organization_id, alert_id) do update set
        presses = alerts.presses + excluded.presses,
        opened_at_ms = least(alerts.opened_at_ms, excluded.opened_at_ms),
        last_press_at_ms = greatest(alerts.last_press_at_ms, excluded.last_press_at_ms)
    ), linked as (
      insert into alert_presses (organization_id, press_id, alert_id)
      select ${at.organizationId}::uuid, x.press_id, x.alert_id
      from json_to_recordset(${links}::json) as x(alert_id uuid, press_id uuid)
      order by x.press_id
    )
    select ${notifyAlertChange(at.organizationId)}
  `.execute(transaction);
  const opened = groups.filter((group) => group.isNew);
  return {
    opened: {
      live: opened.filter((group) => group.kind === 'live').length,
      late: opened.filter((group) => group.kind === 'late').length,
    },
  };
}

/**
 * A touchpoint the organization does not have counts as none: the terminal stands in. Locks every subject until the
 * transaction ends, in an order all batches share.
 */
async function placePresses(
  transaction: AppTransaction,
  terminalId: string,
  presses: readonly PressToRaise[],
): Promise<AlertingPress[]> {
  const named = [...new Set(presses.map((press) => press.touchpointId))];
  const { rows } = await sql<{ named: string | null; touchpoint_id: string | null }>`
    select named, touchpoint_id, pg_advisory_xact_lock(hashtextextended(subject, 0))
    from (
      select n.named, t.touchpoint_id, coalesce(t.touchpoint_id, ${terminalId}::uuid)::text as subject
      from unnest(${named}::uuid[]) as n(named) left join touchpoints t on t.touchpoint_id = n.named
      order by subject
    ) as subjects
  `.execute(transaction);
  const known = new Map(rows.map((row) => [row.named, row.touchpoint_id]));
  return presses.map((press) => {
    const touchpointId = known.get(press.touchpointId) ?? null;
    return { ...press, touchpointId, subjectId: touchpointId ?? terminalId };
  });
}

async function readOpenGroups(
  transaction: AppTransaction,
  presses: readonly AlertingPress[],
): Promise<OpenGroup[]> {
  const subjects = [...new Set(presses.map((press) => press.subjectId))];
  const days = [...new Set(presses.map((press) => lateDayOf(press.atMs)))];
  const oldestMs = Math.min(...presses.map((press) => press.atMs)) - JOIN_WITHIN_MS;
  const { rows } = await sql<{
    alert_id: string;
    kind: 'live' | 'late';
    subject_id: string;
    late_day: string | null;
    opened_at_ms: number;
    last_press_at_ms: number;
  }>`
    select alert_id, kind, subject_id, late_day, opened_at_ms, last_press_at_ms from alerts
    where subject_id = any(${subjects}::uuid[]) and (
      (kind = 'live' and acknowledged_at_ms is null and last_press_at_ms >= ${oldestMs}::bigint)
      or (kind = 'late' and late_day = any(${days}::text[])))
    order by last_press_at_ms desc, alert_id
    for update
  `.execute(transaction);
  return rows.map((row) => ({
    alertId: row.alert_id,
    kind: row.kind,
    subjectId: row.subject_id,
    lateDay: row.late_day,
    openedAtMs: row.opened_at_ms,
    lastPressAtMs: row.last_press_at_ms,
  }));
}

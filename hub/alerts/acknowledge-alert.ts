import { sql } from 'kysely';
import type { Alert } from '../../contract/protocol/alerts.ts';
import type { HelpReply } from '../../contract/protocol/help.ts';
import type { AppTransaction } from '../database/database.ts';
import { notifyAlertChange } from './alert-channel.ts';
import { isWithin, withinScope, type Scope } from '../people/scope.ts';
import { readAlert } from './read-alerts.ts';

/** Takes an alert; the first one to do so stays the one. Null when there is no such alert in the scope. */
export async function acknowledgeAlert(
  transaction: AppTransaction,
  organizationId: string,
  scope: Scope,
  alertId: string,
  by: { userId: string; name: string; atMs: number },
): Promise<Alert | null> {
  const { rows } = await sql`
    update alerts set acknowledged_at_ms = ${by.atMs}::bigint, acknowledged_by = ${by.name},
      acknowledged_by_user_id = ${by.userId}::uuid
    where alert_id = ${alertId}::uuid and acknowledged_at_ms is null and ${withinScope(scope, sql`location_id`)}
    returning alert_id
  `.execute(transaction);
  if (rows.length > 0) {
    await sql`select ${notifyAlertChange(organizationId)}`.execute(transaction);
  }
  const alert = await readAlert(transaction, alertId);
  return alert !== null && isWithin(scope, alert.location?.id ?? null) ? alert : null;
}

/** Whether somebody took the alert that holds this press; one that asks for help promises somebody to its visitor. */
export async function helpFor(transaction: AppTransaction, pressId: string): Promise<HelpReply> {
  const { rows } = await sql<{ asked: boolean }>`
    select a.help_asked_at_ms is not null as asked from alert_presses p
    join alerts a on a.organization_id = p.organization_id and a.alert_id = p.alert_id
    where p.press_id = ${pressId}::uuid and a.acknowledged_at_ms is not null
  `.execute(transaction);
  return { acknowledged: rows.some(({ asked }) => asked), alertAcknowledged: rows.length > 0 };
}

import { sql } from 'kysely';
import type { Alert } from '../../contract/protocol/alerts.ts';
import type { AppTransaction } from '../database/database.ts';
import { notifyAlertChange } from './alert-channel.ts';
import { readAlert } from './read-alerts.ts';

/** Takes an alert; the first one to do so stays the one. Null when the organization has no such alert. */
export async function acknowledgeAlert(
  transaction: AppTransaction,
  organizationId: string,
  alertId: string,
  by: { userId: string; name: string; atMs: number },
): Promise<Alert | null> {
  const { rows } = await sql`
    update alerts set acknowledged_at_ms = ${by.atMs}::bigint, acknowledged_by = ${by.name},
      acknowledged_by_user_id = ${by.userId}::uuid
    where alert_id = ${alertId}::uuid and acknowledged_at_ms is null
    returning alert_id
  `.execute(transaction);
  if (rows.length > 0) {
    await sql`select ${notifyAlertChange(organizationId)}`.execute(transaction);
  }
  return readAlert(transaction, alertId);
}

/** Whether somebody took the alert that holds this press, and that asks for help: one of a press alone promises nobody. */
export async function isTakenCareOf(
  transaction: AppTransaction,
  pressId: string,
): Promise<boolean> {
  const { rows } = await sql`
    select from alert_presses p
    join alerts a on a.organization_id = p.organization_id and a.alert_id = p.alert_id
    where p.press_id = ${pressId}::uuid and a.acknowledged_at_ms is not null
      and a.help_asked_at_ms is not null
  `.execute(transaction);
  return rows.length > 0;
}

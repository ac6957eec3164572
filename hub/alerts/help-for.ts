import { sql } from 'kysely';
import type { HelpReply } from '../../contract/protocol/help.ts';
import type { AppTransaction } from '../database/database.ts';

/** Whether somebody took the alert that holds this press; one that asks for help promises somebody to its visitor. */
export async function helpFor(transaction: AppTransaction, pressId: string): Promise<HelpReply> {
  const { rows } = await sql<{ asked: boolean }>`
    select a.help_asked_at_ms is not null as asked from alert_presses p
    join alerts a on a.organization_id = p.organization_id and a.alert_id = p.alert_id
    where p.press_id = ${pressId}::uuid and a.acknowledged_at_ms is not null
  `.execute(transaction);
  return { acknowledged: rows.some(({ asked }) => asked), alertAcknowledged: rows.length > 0 };
}

import { sql } from 'kysely';
import type { AlertEntry } from '../../contract/protocol/alerts.ts';
import type { AppTransaction } from '../database/database.ts';

/** Everything that happened to an alert, oldest first. */
export async function readHistory(
  transaction: AppTransaction,
  alertId: string,
): Promise<AlertEntry[]> {
  const { rows } = await sql<EntryRow>`
    select entry_id, at_ms, by_name, what from alert_entries where alert_id = ${alertId}::uuid
    order by at_ms, number
  `.execute(transaction);
  return rows.map((row) => ({
    id: row.entry_id,
    atMs: row.at_ms,
    by: row.by_name,
    what: row.what,
  }));
}

/** By which an alert begins to wait for somebody, or does so anew. */
const BEGINNINGS: readonly AlertEntry['what']['kind'][] = [
  'opened',
  'handed-back',
  'woken',
  'reopened',
];

/** Hub time of when it began to wait for somebody, the last time; null for those of before there was a history. */
export async function readWaitsSince(
  transaction: AppTransaction,
  alertId: string,
): Promise<number | null> {
  const { rows } = await sql<{ at_ms: number | null }>`
    select max(at_ms) as at_ms from alert_entries
    where alert_id = ${alertId}::uuid and what ->> 'kind' = any(${[...BEGINNINGS]}::text[])
  `.execute(transaction);
  return rows[0]?.at_ms ?? null;
}

type EntryRow = {
  readonly entry_id: string;
  readonly at_ms: number;
  readonly by_name: string | null;
  readonly what: AlertEntry['what'];
};

import { sql } from 'kysely';
import type { ParkedEvent, ParkedReply } from '../../contract/protocol/fleet.ts';
import type { AppTransaction } from '../database/database.ts';
import { withinScope, type Scope } from '../people/scope.ts';
import { parkedCursor, type ParkedPosition } from './fleet-cursor.ts';

/** Whether there is such a terminal in the scope. */
export async function hasTerminal(
  transaction: AppTransaction,
  scope: Scope,
  terminalId: string,
): Promise<boolean> {
  const { rows } = await sql`
    select from terminals t
    left join touchpoints p on p.organization_id = t.organization_id and p.touchpoint_id = t.touchpoint_id
    where t.terminal_id = ${terminalId}::uuid and ${withinScope(scope, sql`p.location_id`)}
  `.execute(transaction);
  return rows.length > 0;
}

/** A page of what the hub rejected of one terminal, newest first. */
export async function readParked(
  transaction: AppTransaction,
  terminalId: string,
  after: ParkedPosition | null,
  limit: number,
): Promise<ParkedReply> {
  const behind =
    after === null
      ? sql`true`
      : sql`(received_ms, id) < (${after.receivedMs}::bigint, ${after.id}::uuid)`;
  const { rows } = await sql<{
    id: string;
    ledger_id: string | null;
    number: number | null;
    reason: ParkedEvent['reason'];
    detail: string;
    body: string;
    received_ms: number;
  }>`
    select id, ledger_id, number, reason, detail, body, received_ms from rejected_events
    where terminal_id = ${terminalId}::uuid and ${behind}
    order by received_ms desc, id desc limit ${limit + 1}
  `.execute(transaction);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    events: page.map((row) => ({
      id: row.id,
      ledgerId: row.ledger_id,
      number: row.number,
      reason: row.reason,
      detail: row.detail,
      body: row.body,
      receivedAtMs: row.received_ms,
    })),
    next:
      rows.length > limit && last !== undefined
        ? parkedCursor({ receivedMs: last.received_ms, id: last.id })
        : null,
  };
}

import { sql } from 'kysely';
import type { AppTransaction } from '../database/database.ts';
import { readMultirange } from '../database/multirange.ts';
import type { KeptLedger } from './balance.ts';

/** The ledgers these terminals keep, newest first, by terminal. */
export async function readLedgers(
  transaction: AppTransaction,
  terminalIds: readonly string[],
): Promise<Map<string, KeptLedger[]>> {
  const { rows } = await sql<{
    terminal_id: string;
    ledger_id: string;
    forked: boolean;
    stored: string;
    parked: string;
    lost: number;
    made: number;
    oldest_queued: number | null;
    stated_at_ms: number | null;
  }>`
    select terminal_id, ledger_id, forked, stored::text, parked::text, lost, made, oldest_queued, stated_at_ms
    from ledgers where terminal_id = any(${terminalIds}::uuid[]) order by ledger_id desc
  `.execute(transaction);
  const byTerminal = Map.groupBy(rows, (row) => row.terminal_id);
  return new Map(
    [...byTerminal].map(([terminalId, own]) => [
      terminalId,
      own.map((row) => ({
        ledgerId: row.ledger_id,
        forked: row.forked,
        stored: readMultirange(row.stored),
        parked: readMultirange(row.parked),
        lostEvents: row.lost,
        made: row.made,
        oldestQueued: row.oldest_queued,
        statedAtMs: row.stated_at_ms,
      })),
    ]),
  );
}

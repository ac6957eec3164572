import { sql } from 'kysely';
import type { AppTransaction } from '../database/database.ts';

/** Rules are looked at every few seconds; after longer than this nobody did, or the clock was set. */
const GAP_MS = 3 * 60_000;

/**
 * Writes down that the rules of an organization are looked at.
 *
 * @returns since when a hub was there to hear terminals, in milliseconds as `nowMs`: one that was not heard before may
 *   have had nobody to tell.
 */
export async function noteRound(
  transaction: AppTransaction,
  organizationId: string,
  nowMs: number,
): Promise<number> {
  const { rows } = await sql<{ reachable_since_ms: number }>`
    insert into rule_rounds as r (organization_id, looked_at_ms, reachable_since_ms)
    values (${organizationId}::uuid, ${nowMs}::bigint, ${nowMs}::bigint)
    on conflict (organization_id) do update set
      looked_at_ms = excluded.looked_at_ms,
      reachable_since_ms = case
        when abs(excluded.looked_at_ms - r.looked_at_ms) > ${GAP_MS}::bigint then excluded.reachable_since_ms
        else r.reachable_since_ms end
    returning reachable_since_ms
  `.execute(transaction);
  return rows[0]?.reachable_since_ms ?? nowMs;
}

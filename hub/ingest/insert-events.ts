import { sql, type RawBuilder } from 'kysely';
import type { AppTransaction } from '../database/database.ts';
import { storableText } from '../database/storable-text.ts';
import { addToRollups, COUNTED_COLUMNS, pressSums } from '../insights/rollup-sql.ts';
import type { AuthenticatedTerminal } from '../terminals/access-token.ts';
import type { EventRows } from './event-rows.ts';

export type InsertedEvents = {
  /** The ids that were free; null when all were. */
  readonly ids: ReadonlySet<string> | null;
  /** How many of them are presses whose hour is not certain. */
  readonly uncertain: number;
};

type Insertion = { stored: number; ids: string[] | null; uncertain: number };

/** Stores the events whose ids are free, and counts them in the rollups. */
export async function insertEvents(
  transaction: AppTransaction,
  sender: AuthenticatedTerminal,
  rows: EventRows,
  receivedMs: number,
): Promise<InsertedEvents> {
  if (rows.length === 0) {
    return { ids: null, uncertain: 0 };
  }
  const found = await insertion(sender, rows, receivedMs, false).execute(transaction);
  const { stored = 0, ids = null, uncertain = 0 } = found.rows[0] ?? {};
  return { ids: stored === rows.length ? null : new Set(ids), uncertain };
}

/**
 * The statement that does so; it is not for no rows at all.
 *
 * @param expectFree all ids should be free: quicker by not asking for each, and a unique violation when one is not.
 */
export function insertion(
  sender: AuthenticatedTerminal,
  rows: EventRows,
  receivedMs: number,
  expectFree: boolean,
): RawBuilder<Insertion> {
  const { kinds } = rows;
  // Lists unnested side by side make one row after another, without first laying them all out as a table would.
  return sql<Insertion>`
    with stored as (
      insert into events (organization_id, id, type, ledger_id, number, terminal_id, touchpoint_id, rating, source,
        repeat, wall_ms, monotonic_ms, boot_id, occurred_ms, occurred_uncertainty_ms, received_ms, body, body_sha256)
      select ${sender.organizationId}::uuid, id,
        (${kinds.map(({ type }) => type)}::text[])[kind],
        (${kinds.map(({ ledgerId }) => ledgerId)}::uuid[])[kind],
        number, ${sender.terminalId}::uuid,
        (${kinds.map(({ touchpointId }) => touchpointId)}::uuid[])[kind],
        (${kinds.map(({ rating }) => rating)}::text[])[kind],
        (${kinds.map(({ source }) => source)}::text[])[kind],
        (${kinds.map(({ repeat }) => repeat)}::boolean[])[kind],
        wall_ms, monotonic_ms,
        (${kinds.map(({ bootId }) => storableText(bootId))}::text[])[kind],
        occurred_ms, uncertainty_ms, ${receivedMs}::bigint, body, sha256(convert_to(body, 'UTF8'))
      from (
        select unnest(${rows.ids.finish()}::uuid[]) as id,
          unnest(${rows.places.finish()}::int[]) as kind,
          unnest(${rows.numbers.finish()}::bigint[]) as number,
          unnest(${rows.wallMs.finish()}::bigint[]) as wall_ms,
          unnest(${rows.monotonicMs.finish()}::double precision[]) as monotonic_ms,
          unnest(${rows.occurredMs.finish()}::bigint[]) as occurred_ms,
          unnest(${rows.uncertaintyMs.finish()}::double precision[]) as uncertainty_ms,
          unnest(${rows.bodies.finish()}::text[]) as body
      ) as sent
      ${expectFree ? sql`` : sql`on conflict (organization_id, id) do nothing`}
      returning id, ${COUNTED_COLUMNS}
    ), sums as (${pressSums(sql`stored`)}), added as (${addToRollups(sender.organizationId, sql`sums`)})
    select count(*) as stored, case when count(*) < ${rows.length}::int then array_agg(id) end as ids,
      (select coalesce(sum(positive + neutral + negative + repeats), 0)::int from sums where hour = -1) as uncertain
    from stored
  `;
}

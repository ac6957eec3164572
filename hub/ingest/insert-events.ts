import { sql } from 'kysely';
import type { AppTransaction } from '../database/database.ts';
import {
  boolArray,
  byteaArray,
  float8Array,
  int8Array,
  textArray,
  uuidArray,
} from '../database/array-parameter.ts';
import { storableText } from '../database/storable-text.ts';
import { addToRollups, COUNTED_COLUMNS, pressSums } from '../insights/rollup-sql.ts';
import type { AuthenticatedTerminal } from '../terminals/access-token.ts';
import type { Candidate } from './read-batch.ts';

export type InsertedEvents = {
  /** The ids that were free. */
  readonly ids: ReadonlySet<string>;
  /** How many of them are presses whose hour is not certain. */
  readonly uncertain: number;
};

/**
 * Stores the events whose ids are free, and counts them in the rollups.
 *
 * @param expectFree all ids should be free: quicker by not asking for each, and a unique violation when one is not.
 */
export async function insertEvents(
  transaction: AppTransaction,
  sender: AuthenticatedTerminal,
  candidates: readonly Candidate[],
  receivedMs: number,
  expectFree: boolean,
): Promise<InsertedEvents> {
  if (candidates.length === 0) {
    return { ids: new Set(), uncertain: 0 };
  }
  // Lists unnested side by side make one row after another, without first laying them all out as a table would. They
  // go in as they stand here, so batches that overlap wait for each other in one direction only.
  const rows = candidates.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const events = rows.map(({ event }) => event);
  const presses = events.map((event) => (event.type === 'pressed' ? event : null));
  const { rows: found } = await sql<{ stored: number; ids: string[] | null; uncertain: number }>`
    with stored as (
      insert into events (organization_id, id, type, ledger_id, number, terminal_id, touchpoint_id, rating, source,
        repeat, wall_ms, monotonic_ms, boot_id, occurred_ms, occurred_uncertainty_ms, received_ms, body, body_sha256)
      select ${sender.organizationId}::uuid,
        unnest(${uuidArray(rows.map(({ id }) => id))}::uuid[]),
        unnest(${textArray(events.map(({ type }) => type))}::text[]),
        unnest(${uuidArray(events.map(({ ledgerId }) => ledgerId))}::uuid[]),
        unnest(${int8Array(events.map(({ number }) => number))}::bigint[]),
        ${sender.terminalId}::uuid,
        unnest(${uuidArray(presses.map((press) => press?.context.touchpointId ?? null))}::uuid[]),
        unnest(${textArray(presses.map((press) => press?.rating ?? null))}::text[]),
        unnest(${textArray(presses.map((press) => press?.source.kind ?? null))}::text[]),
        unnest(${boolArray(presses.map((press) => press?.repeat ?? null))}::boolean[]),
        unnest(${int8Array(events.map(({ at }) => at.wallMs))}::bigint[]),
        unnest(${float8Array(events.map(({ at }) => at.monotonicMs))}::double precision[]),
        unnest(${textArray(events.map(({ at }) => storableText(at.bootId)))}::text[]),
        unnest(${int8Array(rows.map(({ occurrence }) => occurrence.occurredMs))}::bigint[]),
        unnest(${float8Array(rows.map(({ occurrence }) => occurrence.uncertaintyMs))}::double precision[]),
        ${receivedMs}::bigint,
        unnest(${textArray(rows.map(({ body }) => body))}::text[]),
        unnest(${byteaArray(rows.map(({ sha256 }) => sha256))}::bytea[])
      ${expectFree ? sql`` : sql`on conflict (organization_id, id) do nothing`}
      returning id, ${COUNTED_COLUMNS}
    ), sums as (${pressSums(sql`stored`)}), added as (${addToRollups(sender.organizationId, sql`sums`)})
    select count(*) as stored, case when count(*) < ${rows.length}::int then array_agg(id) end as ids,
      (select coalesce(sum(positive + neutral + negative + repeats), 0)::int from sums where hour = -1) as uncertain
    from stored
  `.execute(transaction);
  const { stored = 0, ids = null, uncertain = 0 } = found[0] ?? {};
  return {
    ids: new Set(stored === rows.length ? rows.map(({ id }) => id) : ids),
    uncertain,
  };
}

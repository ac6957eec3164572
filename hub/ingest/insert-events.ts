import { hash } from 'node:crypto';
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

/** Stores the events whose ids are free, counts them in the rollups and keeps apart what is sealed in them. */
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
  const parts = sealedParts(sender, rows, receivedMs);
  // Lists unnested side by side make one row after another, without first laying them all out as a table would.
  return sql<Insertion>`
    with stored as (
      insert into events (organization_id, id, type, ledger_id, number, terminal_id, touchpoint_id, rating, source,
        repeat, scale, score, wall_ms, monotonic_ms, boot_id, occurred_ms, occurred_uncertainty_ms, received_ms, body,
        body_sha256)
      select ${sender.organizationId}::uuid, id,
        (${kinds.map(({ type }) => type)}::text[])[kind],
        (${kinds.map(({ ledgerId }) => ledgerId)}::uuid[])[kind],
        number, ${sender.terminalId}::uuid,
        (${kinds.map(({ touchpointId }) => touchpointId)}::uuid[])[kind],
        (${kinds.map(({ rating }) => rating)}::text[])[kind],
        (${kinds.map(({ source }) => source)}::text[])[kind],
        (${kinds.map(({ repeat }) => repeat)}::boolean[])[kind],
        (${kinds.map(({ scale }) => scale)}::text[])[kind],
        (${kinds.map(({ score }) => score)}::smallint[])[kind],
        wall_ms, monotonic_ms,
        (${kinds.map(({ bootId }) => storableText(bootId))}::text[])[kind],
        occurred_ms, uncertainty_ms, ${receivedMs}::bigint, body, ${parts.bodyHash}
      from (
        select unnest(${rows.ids.finish()}::uuid[]) as id,
          unnest(${rows.places.finish()}::int[]) as kind,
          unnest(${rows.numbers.finish()}::bigint[]) as number,
          unnest(${rows.wallMs.finish()}::bigint[]) as wall_ms,
          unnest(${rows.monotonicMs.finish()}::double precision[]) as monotonic_ms,
          unnest(${rows.occurredMs.finish()}::bigint[]) as occurred_ms,
          unnest(${rows.uncertaintyMs.finish()}::double precision[]) as uncertainty_ms,
          unnest(${rows.bodies.finish()}::text[]) as body
      ) as sent ${parts.beside}
      ${expectFree ? sql`` : sql`on conflict (organization_id, id) do nothing`}
      returning id, ${COUNTED_COLUMNS}
    ), sums as (${pressSums(sql`stored`)}), added as (${addToRollups(sender.organizationId, sql`sums`)})
      ${parts.kept}
    select count(*) as stored, case when count(*) < ${rows.length}::int then array_agg(id) end as ids,
      (select coalesce(sum(positive + neutral + negative + repeats), 0)::int from sums where hour = -1) as uncertain
    from stored
  `;
}

/**
 * What becomes of sealed events: their hash is that of the bytes that came, and their content is kept apart. Only an
 * event that is stored now brings its content, so that nothing which was erased comes back.
 */
function sealedParts(
  sender: AuthenticatedTerminal,
  rows: EventRows,
  receivedMs: number,
): Record<'bodyHash' | 'beside' | 'kept', RawBuilder<unknown>> {
  if (rows.sealed.size === 0) {
    return { bodyHash: sql`sha256(convert_to(body, 'UTF8'))`, beside: sql``, kept: sql`` };
  }
  const parts = [...rows.sealed.values()];
  const ids = parts.map(({ id }) => id);
  return {
    bodyHash: sql`coalesce(decode(sent_sha256, 'hex'), sha256(convert_to(body, 'UTF8')))`,
    beside: sql`left join unnest(${ids}::uuid[], ${parts.map(({ body }) => hash('sha256', body))}::text[])
        as sealed(sealed_id, sent_sha256) on sealed_id = sent.id`,
    kept: sql`, kept as (
        insert into sealed_parts (organization_id, sha256, event_id, received_ms, jwe)
        select ${sender.organizationId}::uuid, decode(p.sha256, 'hex'), p.event_id, ${receivedMs}::bigint, p.jwe
        from unnest(${ids}::uuid[], ${parts.map(({ sha256 }) => sha256)}::text[],
          ${parts.map(({ jwe }) => jwe)}::text[]) as p(event_id, sha256, jwe)
        join stored on stored.id = p.event_id
        order by p.sha256
        on conflict (organization_id, sha256) do nothing
      )`,
  };
}

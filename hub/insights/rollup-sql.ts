import { sql, type RawBuilder } from 'kysely';

/** Two 32-bit keys of a lock; the first says what for. */
const ROLLUPS_LOCK = 4_715_003;

/** Columns of `events` that a press is counted by. */
export const COUNTED_COLUMNS = sql`type, terminal_id, touchpoint_id, rating, repeat, occurred_ms, occurred_uncertainty_ms`;

/**
 * Sums of presses by subject, UTC day and hour, ready to be added to `hourly_rollups`: the one expression by which they
 * are kept and made anew.
 *
 * The hour is -1 when the press may as well have happened in another, or nothing tells how far its time is off; the
 * day is then the one of its time as it stands.
 *
 * @param events a relation with {@link COUNTED_COLUMNS}.
 */
export function pressSums(events: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select subject_id, day, hour,
      count(*) filter (where not repeat and rating = 'positive') as positive,
      count(*) filter (where not repeat and rating = 'neutral') as neutral,
      count(*) filter (where not repeat and rating = 'negative') as negative,
      count(*) filter (where repeat) as repeats
    from (
      select coalesce(touchpoint_id, terminal_id) as subject_id,
        date '1970-01-01' + (occurred_ms / 86400000)::int as day,
        case
          when floor((occurred_ms - occurred_uncertainty_ms) / 3600000)
            = floor((occurred_ms + occurred_uncertainty_ms) / 3600000)
          then (occurred_ms / 3600000 % 24)::smallint
          else -1::smallint
        end as hour,
        rating, repeat
      from ${events} as pressed where type = 'pressed'
    ) as placed
    group by subject_id, day, hour`;
}

/**
 * Adds sums to the rollups, in an order all transactions share, so that they never wait for each other in a circle.
 *
 * @param sums a relation as {@link pressSums} makes it.
 */
export function addToRollups(
  organizationId: string,
  sums: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`
    insert into hourly_rollups as r (organization_id, subject_id, day, hour, positive, neutral, negative, repeats)
    select ${organizationId}::uuid, subject_id, day, hour, positive, neutral, negative, repeats from ${sums} as sums
    order by subject_id, day, hour
    on conflict (organization_id, subject_id, day, hour) do update set
      positive = r.positive + excluded.positive,
      neutral = r.neutral + excluded.neutral,
      negative = r.negative + excluded.negative,
      repeats = r.repeats + excluded.repeats`;
}

/** Until the transaction ends nobody makes this organization's rollups anew; any number may add to them. */
export function holdRollups(organizationId: string): RawBuilder<unknown> {
  return sql`pg_advisory_xact_lock_shared(${ROLLUPS_LOCK}, hashtext(${organizationId}))`;
}

/** Until the transaction ends nobody else touches this organization's rollups. */
export function holdRollupsAlone(organizationId: string): RawBuilder<unknown> {
  return sql`pg_advisory_xact_lock(${ROLLUPS_LOCK}, hashtext(${organizationId}))`;
}

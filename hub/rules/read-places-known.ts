import { sql } from 'kysely';
import type { BoxStatus } from '../../contract/box-status.ts';
import type { Instant } from '../../contract/instant.ts';
import type { AppTransaction } from '../database/database.ts';
import { readHours } from '../places/location-hours.ts';
import type { KnownPlaces } from './find-holdings.ts';

/** Touchpoints, terminals and opening hours of the organization, as its timed rules need them. */
export async function readKnownPlaces(
  transaction: AppTransaction,
  nowMs: number,
): Promise<KnownPlaces> {
  const touchpoints = await sql<{ touchpoint_id: string; location_id: string; above: string[] }>`
    with recursive above as (
      select location_id as lowest, location_id, parent_id, 1 as depth from locations
      union all
      select a.lowest, l.location_id, l.parent_id, a.depth + 1
      from above a join locations l on l.location_id = a.parent_id where a.depth < 32
    ), lines as (
      select lowest, array_agg(location_id order by depth) as above from above group by lowest
    )
    select t.touchpoint_id, t.location_id, lines.above from touchpoints t join lines on lines.lowest = t.location_id
  `.execute(transaction);
  const terminals = await sql<TerminalRow>`
    select terminal_id, touchpoint_id, enrolled_at_ms, heartbeat_at_ms, heartbeat -> 'at' as at,
      heartbeat -> 'lastPressAt' as last_press_at, heartbeat -> 'boxes' as boxes
    from terminals where revoked_at_ms is null
  `.execute(transaction);
  const known = touchpoints.rows.map((row) => ({
    touchpointId: row.touchpoint_id,
    locationId: row.location_id,
    above: row.above,
  }));
  const placeOf = new Map(known.map((touchpoint) => [touchpoint.touchpointId, touchpoint]));
  return {
    touchpoints: known,
    terminals: terminals.rows.map((row) => {
      const place = row.touchpoint_id === null ? undefined : placeOf.get(row.touchpoint_id);
      return {
        terminalId: row.terminal_id,
        touchpointId: row.touchpoint_id,
        locationId: place?.locationId ?? null,
        above: place?.above ?? [],
        enrolledAtMs: row.enrolled_at_ms,
        heartbeatAtMs: row.heartbeat_at_ms,
        heartbeat:
          row.at === null
            ? null
            : {
                at: row.at,
                lastPressAt: row.last_press_at,
                boxesLost: (row.boxes ?? []).some(({ state }) => state !== 'live'),
              },
      };
    }),
    hoursOf: await readHours(
      transaction,
      known.map(({ locationId }) => locationId),
      nowMs,
    ),
  };
}

type TerminalRow = {
  readonly terminal_id: string;
  readonly touchpoint_id: string | null;
  readonly enrolled_at_ms: number;
  readonly heartbeat_at_ms: number | null;
  readonly at: Instant | null;
  readonly last_press_at: Instant | null;
  readonly boxes: readonly BoxStatus[] | null;
};

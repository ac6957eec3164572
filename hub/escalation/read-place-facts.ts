import { sql } from 'kysely';
import type { Grant } from '../../contract/protocol/me.ts';
import type { AppTransaction } from '../database/database.ts';
import { sendTogether } from '../database/pipeline.ts';
import { HUB_TIME_ZONE } from '../places/hub-time-zone.ts';
import { readHours } from '../places/location-hours.ts';
import type { PlaceFacts } from './audience.ts';

/** How many locations stand above each other at most. */
const MAX_DEPTH = 32;

/** Who may have to hear of something at a location, or at none. */
export async function readPlaceFacts(
  transaction: AppTransaction,
  locationId: string | null,
  nowMs: number,
): Promise<PlaceFacts> {
  const above = sql`
    with recursive above as (
      select location_id, parent_id, 1 as depth from locations where location_id = ${locationId}::uuid
      union all
      select l.location_id, l.parent_id, a.depth + 1
      from above a join locations l on l.location_id = a.parent_id where a.depth < ${MAX_DEPTH}
    )`;
  const [{ rows: locations }, { rows: grants }, { rows: shifts }] = await sendTogether<
    [{ location_id: string }, Grant & { userId: string }, PlaceFacts['shifts'][number]]
  >(
    transaction,
    sql`${above} select location_id from above order by depth`,
    sql`
      ${above}
      select user_id as "userId", role, location_id as "locationId" from grants
      where location_id is null or location_id in (select location_id from above)
      order by user_id
    `,
    sql`
      ${above}
      select user_id as "userId", day, from_time as "from", until_time as "until" from shifts
      where location_id = (
        select a.location_id from above a where exists (select from shifts s where s.location_id = a.location_id)
        order by a.depth limit 1)
      order by user_id
    `,
  );
  const hours = (await readHours(transaction, [locationId], nowMs))(locationId);
  return {
    locationIds: locations.map((row) => row.location_id),
    grants,
    shifts,
    timeZone: hours?.timeZone ?? HUB_TIME_ZONE,
  };
}

import { uuidV7 } from '../../contract/uuid-v7.ts';

/** A monthly slice of the events, `[from, to)` by id. */
export type EventPartition = { readonly name: string; readonly from: string; readonly to: string };

/** How many months from now have a partition made for them; events beyond, or before, go to the default partition. */
export const PARTITION_MONTHS_AHEAD = 15;

const LOWEST_RANDOM = new Uint8Array(10);

/** The partitions that should exist at `nowMs`: last month, this one and the months ahead. */
export function eventPartitions(nowMs: number): EventPartition[] {
  const now = new Date(nowMs);
  return Array.from({ length: PARTITION_MONTHS_AHEAD + 2 }, (_, index) => {
    const from = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1 + index);
    const to = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + index);
    const month = new Date(from).toISOString().slice(0, 7).replace('-', '_');
    return { name: `events_${month}`, from: lowestId(from), to: lowestId(to) };
  });
}

/**
 * Sorts before every version 7 UUID made in or after that millisecond: version and variant bits are cleared, because
 * a bound is compared, never parsed.
 */
function lowestId(unixMs: number): string {
  return `${uuidV7(unixMs, LOWEST_RANDOM).slice(0, 13)}-0000-0000-000000000000`;
}

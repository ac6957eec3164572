import { madeAtMs } from './entry.ts';
import { rangesOf, subtract, union } from '../../contract/number-ranges.ts';
import type { NumberRange } from '../../contract/number-range.ts';
import type { Kept } from './outbox.ts';
import { eventsWithin, lowestFrom, type OutboxDatabase, parkedNumbers } from './outbox-database.ts';
import { UNTOUCHED } from './watermark.ts';

/** How many numbers one transaction covers: a press must not wait behind a large one. */
const STEP = 1_000;

/** Prunes one ledger, see `Outbox.prune`. Returns how many events it removed. */
export async function pruneLedger(
  database: OutboxDatabase,
  ledgerId: string,
  made: number,
  keep: Kept,
): Promise<number> {
  let removed = 0;
  let from: number | null = 1;
  while (from !== null) {
    const step: Step = await pruneNext(database, ledgerId, from, made - keep.newest, keep);
    removed += step.removed;
    from = step.next;
  }
  return removed;
}

/** `next`: where to go on, or null when all is done. */
type Step = { readonly removed: number; readonly next: number | null };

function pruneNext(
  database: OutboxDatabase,
  ledgerId: string,
  from: number,
  byCount: number,
  { madeAfterMs }: Kept,
): Promise<Step> {
  const { dexie, events, ledgers, parked } = database;
  return dexie.transaction('rw', events, ledgers, parked, async () => {
    const { mark, reopened } = (await ledgers.get(ledgerId))?.watermark ?? UNTOUCHED;
    const lowest = await lowestFrom(database, ledgerId, from);
    if (lowest === null || lowest > mark) {
      return { removed: 0, next: null };
    }
    const range = { from: lowest, through: mark };
    const byAge = await lastMadeBefore(database, ledgerId, range, madeAfterMs);
    const end = Math.min(mark, Math.max(byCount, byAge));
    if (lowest > end) {
      return { removed: 0, next: null };
    }
    const through = Math.min(end, lowest + STEP - 1);
    // Ranges between the events that stay whatever their age, so that a range delete does the work.
    const staying = union(reopened, rangesOf(await parkedNumbers(database, ledgerId)));
    let removed = 0;
    for (const going of subtract([{ from: lowest, through }], staying)) {
      removed += await eventsWithin(database, ledgerId, going).delete();
    }
    return { removed, next: through < end ? through + 1 : null };
  });
}

/** Highest number held of a range whose event was made before a moment; numbers and times rise together. */
async function lastMadeBefore(
  database: OutboxDatabase,
  ledgerId: string,
  { from, through }: NumberRange,
  beforeMs: number,
): Promise<number> {
  let known = from - 1;
  let beyond = through + 1;
  while (beyond - known > 1) {
    const middle = Math.floor((known + beyond) / 2);
    const rest = { from: middle, through: beyond - 1 };
    const row = await eventsWithin(database, ledgerId, rest).first();
    if (row !== undefined && madeAtMs(row.id) < beforeMs) {
      known = row.number;
    } else {
      beyond = middle;
    }
  }
  return known;
}

import { nextChangeMs, openAt } from '../../contract/open-at.ts';
import type { OpeningHours } from '../../contract/opening-hours.ts';

/** So far ahead opening hours are looked up: a place that opens for a minute a week would else cost too much. */
const LOOKED_AHEAD_MS = 366 * 24 * 60 * 60_000;

/**
 * When a wait is over that counts only while a place is open: the hours of the clock on its wall, so one that is skipped
 * as summer time begins counts for nothing, and one that comes twice as it ends counts twice. Never before both together.
 * Where the place does not open again (within its closed days and a week more), and from a year ahead on, the rest counts
 * as on any clock, so that every wait ends.
 *
 * @param hours null: always open.
 * @param fromMs wall clock in milliseconds since 1970, and so is what is returned.
 */
export function addOpenMs(hours: OpeningHours | null, fromMs: number, durationMs: number): number {
  if (hours === null) {
    return fromMs + durationMs;
  }
  let atMs = fromMs;
  let leftMs = durationMs;
  while (leftMs > 0) {
    const changesMs = nextChangeMs(hours, atMs);
    const isOpen = openAt(hours, atMs);
    if (
      changesMs === null ||
      atMs - fromMs > LOOKED_AHEAD_MS ||
      (isOpen && changesMs - atMs >= leftMs)
    ) {
      return atMs + leftMs;
    }
    leftMs -= isOpen ? changesMs - atMs : 0;
    atMs = changesMs;
  }
  return atMs;
}

import { nextChangeMs, openAt } from '../../contract/open-at.ts';
import type { QuietHours } from '../../contract/protocol/people.ts';
import { knownTimeZone } from '../places/hub-time-zone.ts';

/** When somebody may be disturbed again; `now` where they may be, `never` where their quiet hours have no end. */
export type QuietUntil = 'now' | 'never' | { readonly atMs: number };

/** @param nowMs wall clock in milliseconds. */
export function quietUntil(quiet: QuietHours | null, nowMs: number): QuietUntil {
  if (quiet === null) {
    return 'now';
  }
  const hours = { ...quiet, timeZone: knownTimeZone(quiet.timeZone), closedOn: [] };
  if (!openAt(hours, nowMs)) {
    return 'now';
  }
  const atMs = nextChangeMs(hours, nowMs);
  return atMs === null ? 'never' : { atMs };
}

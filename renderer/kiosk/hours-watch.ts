import { nextChangeMs, openAt } from '../../contract/open-at.ts';
import type { OpeningHours } from '../../contract/opening-hours.ts';
import { startTimer } from '../timers.ts';

/** When a closed kiosk opens, on the clock of its place. */
export type NextOpening = { readonly atMs: number; readonly timeZone: string };

export type HoursWatch = {
  /** In force from now on, and told before this returns; null: always open. */
  readonly use: (hours: OpeningHours | null) => void;
};

/** The clock may be set right at any time. */
const LOOKED_AT_EVERY_MS = 30_000;

/**
 * Tells whether visitors are expected: with each hours that come into force, as they begin and end, and when a clock
 * that is set right changes when a closed kiosk opens.
 *
 * @param onHours also told when a closed kiosk opens; null for one that is open, or that never opens.
 */
export function watchHours(
  wallMs: () => number,
  onHours: (open: boolean, opening: NextOpening | null) => void,
): HoursWatch {
  let hours: OpeningHours | null = null;
  let told: { readonly open: boolean; readonly opensAtMs: number | null } | null = null;
  let cancel: (() => void) | null = null;

  function look(): void {
    cancel?.();
    const nowMs = wallMs();
    const open = hours === null || openAt(hours, nowMs);
    const opening = open || hours === null ? null : openingOf(hours, nowMs);
    const opensAtMs = opening?.atMs ?? null;
    if (open !== told?.open || opensAtMs !== told.opensAtMs) {
      told = { open, opensAtMs };
      onHours(open, opening);
    }
    if (hours !== null) {
      cancel = startTimer(LOOKED_AT_EVERY_MS, look);
    }
  }

  return {
    use(inForce) {
      hours = inForce;
      told = null;
      look();
    },
  };
}

function openingOf(hours: OpeningHours, nowMs: number): NextOpening | null {
  const atMs = nextChangeMs(hours, nowMs);
  return atMs === null ? null : { atMs, timeZone: hours.timeZone };
}

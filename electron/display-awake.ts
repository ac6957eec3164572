import { openAt } from '../contract/open-at.ts';
import type { OpeningHours } from '../contract/opening-hours.ts';
import type { StartTimer } from '../hardware/node/start-timer.ts';

/** Asked anew this often, in milliseconds: hours and clock may change at any time, and a display need not be on time. */
export const LOOKED_AT_EVERY_MS = 30_000;

/** As much of Electron's `powerSaveBlocker` as this needs. */
export type DisplayBlocker = {
  start(type: 'prevent-display-sleep'): number;
  stop(id: number): void;
};

export type DisplayAwakeParts = {
  readonly blocker: DisplayBlocker;
  /** Null: always open. */
  readonly hours: () => OpeningHours | null;
  readonly wallMs: () => number;
  readonly startTimer: StartTimer;
};

/** Keeps the display on in opening hours; out of them the system may let it sleep, and a touch wakes it. */
export function keepDisplayAwake({ blocker, hours, wallMs, startTimer }: DisplayAwakeParts): void {
  let blocking: number | null = null;

  function look(): void {
    const current = hours();
    const open = current === null || openAt(current, wallMs());
    if (open) {
      blocking ??= blocker.start('prevent-display-sleep');
    } else if (blocking !== null) {
      blocker.stop(blocking);
      blocking = null;
    }
    startTimer(LOOKED_AT_EVERY_MS, look);
  }

  look();
}

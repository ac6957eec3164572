import { openAt } from '../../contract/open-at.ts';
import type { OpeningHours } from '../../contract/opening-hours.ts';
import { startTimer } from '../timers.ts';

/** Asked anew this often: hours and clock may change at any time, and a display need not be on time. */
export const LOOKED_AT_EVERY_MS = 30_000;

/** A lock that is held until it is released, by us or by a browser whose page is hidden. */
type HeldLock = { readonly released: boolean; release(): Promise<void> };

export type ScreenAwakeParts = {
  /** `navigator.wakeLock` where the browser has it. */
  readonly wakeLock: { request(type: 'screen'): Promise<HeldLock> };
  readonly isVisible: () => boolean;
  readonly onVisible: (run: () => void) => void;
  /** Null: always open. */
  readonly hours: () => OpeningHours | null;
  readonly wallMs: () => number;
};

/**
 * Keeps the screen on in opening hours (Screen Wake Lock, W3C). A browser lets go of the lock whenever the page is
 * hidden and may refuse it on a low battery; it is asked for again.
 */
export function keepScreenAwake(parts: ScreenAwakeParts): void {
  let held: HeldLock | null = null;
  let asking = false;

  async function look(): Promise<void> {
    const hours = parts.hours();
    const open = hours === null || openAt(hours, parts.wallMs());
    if (!open) {
      await held?.release();
      held = null;
      return;
    }
    if (parts.isVisible() && held?.released !== false) {
      held = await parts.wakeLock.request('screen');
    }
  }

  function lookOnce(): void {
    if (asking) {
      return;
    }
    asking = true;
    void look()
      // Refused: asked for again next time.
      .catch(() => undefined)
      .finally(() => {
        asking = false;
      });
  }

  function lookAgain(): void {
    lookOnce();
    startTimer(LOOKED_AT_EVERY_MS, lookAgain);
  }

  parts.onVisible(lookOnce);
  lookAgain();
}

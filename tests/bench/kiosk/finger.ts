import { setTimeout as delay } from 'node:timers/promises';
import type { CDPSession, Locator } from '@playwright/test';

/** How long a finger rests in a quick tap. */
const RESTS_MS = 80;
/** Until this long after a lift the page is not asked for anything: its answer alone is measured. */
const LEFT_ALONE_MS = 250;
/** A page takes no touch in its first moment, and a visitor looks at it. */
const LOOKS_MS = 350;

export type Finger = {
  /** Touches the middle of what is there, once it can be seen and a visitor could have looked at it. */
  touch(target: Locator): Promise<void>;
};

/**
 * Touches as a person does. Playwright's own `tap` lifts the finger in the same instant, so that the lift waits for
 * whatever the landing set going, and asks the page for its state right before: both would be measured.
 */
export function fingerOf(devtools: CDPSession): Finger {
  return {
    async touch(target) {
      await target.waitFor();
      // Asked before the look: the page makes a frame for the answer, and the touch would wait for it.
      const box = await target.boundingBox();
      if (box === null) {
        throw new Error(`Nothing to touch: ${target.toString()} went away.`);
      }
      await delay(LOOKS_MS);
      const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
      await delay(RESTS_MS);
      await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
      await delay(LEFT_ALONE_MS);
    },
  };
}

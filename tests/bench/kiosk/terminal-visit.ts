import { setTimeout as delay } from 'node:timers/promises';
import { firstThanksMs, firstTouchMs, firstTouchScript } from './first-touch.ts';
import { KIOSK_TOUCHABLE } from './kiosk-touchable.ts';
import { pressesOn } from './measured-press.ts';
import type { OfflineTerminal } from './offline-terminal.ts';
import type { ElectronWindow } from './electron-window.ts';
import { pressWatchScript } from './press-watch.ts';

export type Visit = {
  /** From the spawn of the process until the first smiley showed that it was touched. */
  readonly startMs: number;
  /** Until that touch was thanked for, so its stores had been opened. */
  readonly thanksMs: number;
  /** From the byte of each press until both stores had it. */
  readonly pressesMs: readonly number[];
};

/** Of every start, before the measured ones: code is compiled then. */
const WARM_UP_PRESSES = 3;
/** From one thank-you to the next press: its opening motion has ended. */
const REST_MS = 1_000;
/** After the touch, so that no press counts as its second tap. */
const AFTER_TOUCH_MS = 2_500;

/**
 * Starts a terminal, touches it, presses its box and ends it.
 *
 * @param beforeEnd done with the terminal while it still runs.
 */
export async function visitTerminal(
  terminal: OfflineTerminal,
  presses: number,
  beforeEnd: (window: ElectronWindow) => Promise<void> = () => Promise.resolve(),
): Promise<Visit> {
  await using window = await terminal.start(firstTouchScript(KIOSK_TOUCHABLE) + pressWatchScript);
  const startMs = await firstTouchMs(window, KIOSK_TOUCHABLE);
  const thanksMs = await firstThanksMs(window);
  await terminal.untilBoxIsHeard();
  await delay(AFTER_TOUCH_MS);
  window.forgetTold();
  const pressOnce = await pressesOn(window, terminal.box);
  const pressesMs: number[] = [];
  for (let made = 0; made < WARM_UP_PRESSES + presses; made += 1) {
    const { pressMs } = await pressOnce();
    pressesMs.push(pressMs);
    await delay(REST_MS);
  }
  await beforeEnd(window);
  return { startMs, thanksMs, pressesMs: pressesMs.slice(WARM_UP_PRESSES) };
}

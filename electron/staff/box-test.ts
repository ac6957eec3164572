import type { BoxTestPress } from '../../contract/staff-ipc.ts';
import type { BoxPress } from '../../hardware/button-source.ts';
import type { StartTimer } from '../../hardware/node/start-timer.ts';

/** Nobody tests for longer, and a visitor's press must not stay unrecorded because somebody forgot to end it. */
export const BOX_TEST_FOR_MS = 2 * 60_000;

export type BoxTestParts = {
  readonly startTimer: StartTimer;
  /** On the clock of `BoxPress.heardAtMs`. */
  readonly monotonicMs: () => number;
  readonly onPress: (press: BoxTestPress) => void;
  /** The box's counter stands here; what is counted of this press is recorded nowhere. */
  readonly passOver: (press: BoxPress) => void;
  /** By itself, after two minutes. */
  readonly onOverdue: () => void;
};

/**
 * A test of the button boxes.
 *
 *   off ──start──▶ on ──stop · 2 min──▶ off
 *
 * While it is on it takes the presses that are made; a press from before it is a visitor's, also when a lost frame or
 * a restart let the terminal hear of it only now.
 */
export type BoxTest = {
  /** On again while it is on: two minutes more. */
  start(): void;
  stop(): void;
  /** True when the press was the test's, and is nobody's to record. */
  takes(press: BoxPress): boolean;
};

export function createBoxTest(parts: BoxTestParts): BoxTest {
  let running: { readonly sinceMs: number; readonly cancel: () => void } | null = null;

  function stop(): void {
    running?.cancel();
    running = null;
  }

  return {
    start() {
      const sinceMs = running?.sinceMs ?? parts.monotonicMs();
      running?.cancel();
      running = {
        sinceMs,
        cancel: parts.startTimer(BOX_TEST_FOR_MS, () => {
          running = null;
          parts.onOverdue();
        }),
      };
    },
    stop,
    takes(press) {
      if (running === null || !isMadeSince(press, running.sinceMs)) {
        return false;
      }
      parts.passOver(press);
      parts.onPress({ boxId: press.boxId, button: press.button });
      return true;
    },
  };
}

function isMadeSince({ recovered, heardAtMs }: BoxPress, sinceMs: number): boolean {
  const earliestMs = recovered === null ? heardAtMs : recovered.sinceMs;
  return earliestMs !== null && earliestMs >= sinceMs;
}

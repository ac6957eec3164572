import type { StartTimer } from '../hardware/node/start-timer.ts';
import type { Area, Capture } from './flat-screen.ts';
import { isFlat } from './flat-screen.ts';

export const FLAT_CHECK_EVERY_MS = 60_000;
/** A second look, because the first may have fallen between two screens. */
export const FLAT_CHECK_AGAIN_MS = 3_000;

export type FlatCheckParts = {
  readonly startTimer: StartTimer;
  /** How much there is to be seen; null while nothing has to be. */
  readonly size: () => Pick<Area, 'width' | 'height'> | null;
  readonly capture: Capture;
  readonly onFlat: () => void;
  readonly onFailure: (thrown: unknown) => void;
};

const nothing = (): void => undefined;

/** Looks at the screen once a minute, until the returned function is called or it was found flat twice in a row. */
export function runFlatCheck(parts: FlatCheckParts): () => void {
  let ended = false;
  let cancel = nothing;

  async function look(): Promise<boolean> {
    const size = parts.size();
    try {
      return size !== null && (await isFlat(parts.capture, size));
    } catch (thrown) {
      parts.onFailure(thrown);
      return false;
    }
  }
  async function lookAgain(flatBefore: boolean): Promise<void> {
    const flat = await look();
    if (ended) {
      return;
    }
    if (flat && flatBefore) {
      parts.onFlat();
    } else {
      lookIn(flat ? FLAT_CHECK_AGAIN_MS : FLAT_CHECK_EVERY_MS, flat);
    }
  }
  function lookIn(delayMs: number, flatBefore: boolean): void {
    cancel = parts.startTimer(delayMs, () => void lookAgain(flatBefore));
  }

  lookIn(FLAT_CHECK_EVERY_MS, false);
  return () => {
    ended = true;
    cancel();
  };
}

import { beforeNextFrame } from './before-next-frame.ts';
import { startTimer } from '../timers.ts';

/** Runs an action once, right after the next frame was painted, unless the returned function is called first. */
export function afterNextFrame(action: () => void): () => void {
  // What a frame runs comes before its paint; the next task comes after it.
  let cancel = beforeNextFrame(() => {
    cancel = startTimer(0, action);
  });
  return () => cancel();
}

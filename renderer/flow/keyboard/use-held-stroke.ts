import { type PointerEvent, useEffect, useEffectEvent, useRef } from 'react';
import { whenLifted } from '../../screens/when-lifted.ts';
import { startTimer } from '../../timers.ts';

/** From the first stroke to the second, and from then on; as keyboards do. */
export const REPEATS_AFTER_MS = 450;
export const REPEATS_EVERY_MS = 90;

/** @returns for the moment a finger lands on a key: it strikes on while the finger rests there. */
export function useHeldStroke(onStroke: () => void): (event: PointerEvent) => void {
  const stop = useRef<(() => void) | null>(null);
  const strike = useEffectEvent(onStroke);
  const release = (): void => {
    stop.current?.();
    stop.current = null;
  };
  useEffect(() => () => stop.current?.(), []);
  return (event) => {
    if (event.button !== 0) {
      return;
    }
    release();
    const again = (): void => {
      stop.current = startTimer(REPEATS_EVERY_MS, () => {
        again();
        strike();
      });
    };
    stop.current = startTimer(REPEATS_AFTER_MS, () => {
      again();
      strike();
    });
    whenLifted(event.currentTarget, release);
  };
}

import { type PointerEvent, useEffect, useEffectEvent, useRef } from 'react';
import { startTimer } from '../../timers.ts';

/** From the first stroke to the second, and from then on; as keyboards do. */
export const REPEATS_AFTER_MS = 450;
export const REPEATS_EVERY_MS = 90;

/** Spread over a key: it strikes when the finger lands, and on while it rests. */
type HeldStroke = {
  onPointerDown(event: PointerEvent): void;
  onPointerUp(): void;
  onPointerCancel(): void;
  onPointerLeave(): void;
};

export function useHeldStroke(onStroke: () => void): HeldStroke {
  const stop = useRef<(() => void) | null>(null);
  const strike = useEffectEvent(onStroke);
  const release = (): void => {
    stop.current?.();
    stop.current = null;
  };
  useEffect(() => () => stop.current?.(), []);
  return {
    onPointerDown(event) {
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
    },
    onPointerUp: release,
    onPointerCancel: release,
    onPointerLeave: release,
  };
}

import { useEffect, useState } from 'react';

/**
 * Which of so many is shown, one after another, each for so long. While a finger is on the screen nothing changes.
 */
export function useTurns(count: number, shownForMs: number): number {
  const [turns, setTurns] = useState(0);
  useEffect(() => {
    if (count < 2) {
      return undefined;
    }
    const fingers = new Set<number>();
    const down = ({ pointerId }: PointerEvent): void => void fingers.add(pointerId);
    const up = ({ pointerId }: PointerEvent): void => void fingers.delete(pointerId);
    const clock = setInterval(() => {
      if (fingers.size === 0) {
        setTurns((before) => before + 1);
      }
    }, shownForMs);
    globalThis.addEventListener('pointerdown', down);
    globalThis.addEventListener('pointerup', up);
    globalThis.addEventListener('pointercancel', up);
    return () => {
      clearInterval(clock);
      globalThis.removeEventListener('pointerdown', down);
      globalThis.removeEventListener('pointerup', up);
      globalThis.removeEventListener('pointercancel', up);
    };
  }, [count, shownForMs]);
  return count === 0 ? 0 : turns % count;
}

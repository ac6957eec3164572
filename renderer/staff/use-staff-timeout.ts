import { useEffect, useEffectEvent } from 'react';

/** Whoever gives no PIN went away, or is no staff. */
export const PIN_WITHIN_MS = 30_000;
export const IDLE_MS = 2 * 60_000;
/** As main has it: the menu does not stand there when main has locked it. */
export const UNLOCKED_FOR_MS = 10 * 60_000;

/**
 * Ends the menu when nobody touches anything for a while, and after ten minutes all the same.
 *
 * @param listen hears of something else that shows that somebody is there; returns what ends it.
 */
export function useStaffTimeout(
  unlocked: boolean,
  listen: ((onActive: () => void) => () => void) | null,
  onEnd: () => void,
): void {
  const end = useEffectEvent(onEnd);

  useEffect(() => {
    if (!unlocked) {
      return undefined;
    }
    const timer = setTimeout(() => end(), UNLOCKED_FOR_MS);
    return () => clearTimeout(timer);
  }, [unlocked]);

  useEffect(() => {
    const quietMs = unlocked ? IDLE_MS : PIN_WITHIN_MS;
    let timer = setTimeout(() => end(), quietMs);
    const onActive = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => end(), quietMs);
    };
    globalThis.addEventListener('pointerdown', onActive, { capture: true });
    globalThis.addEventListener('keydown', onActive, { capture: true });
    const stopListening = listen?.(onActive);
    return () => {
      clearTimeout(timer);
      stopListening?.();
      globalThis.removeEventListener('pointerdown', onActive, { capture: true });
      globalThis.removeEventListener('keydown', onActive, { capture: true });
    };
  }, [unlocked, listen]);
}

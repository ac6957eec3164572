import { useEffect, useEffectEvent } from 'react';

/** What somebody does closer together than this is told once: who types does not make the page draw at every letter. */
export const TOLD_EVERY_MS = 1_000;

/** Tells that somebody is there: a finger anywhere, or a key that is not a press. */
export function useActivity(onActive: () => void): void {
  const tell = useEffectEvent(onActive);
  useEffect(() => {
    let toldAtMs = -Infinity;
    const onInput = (event: Event): void => {
      // A press by key says so itself, by preventing what else the key would do.
      if (!event.defaultPrevented && event.timeStamp - toldAtMs >= TOLD_EVERY_MS) {
        toldAtMs = event.timeStamp;
        tell();
      }
    };
    // Before whatever is touched: a press that it makes comes after it.
    globalThis.addEventListener('pointerdown', onInput, { capture: true });
    globalThis.addEventListener('keydown', onInput);
    return () => {
      globalThis.removeEventListener('pointerdown', onInput, { capture: true });
      globalThis.removeEventListener('keydown', onInput);
    };
  }, []);
}

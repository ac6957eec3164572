import { useEffect } from 'react';

/** Keeps the screen on while the page is shown, where the browser lets it (Screen Wake Lock). */
export function useWakeLock(): void {
  useEffect(() => {
    if (!('wakeLock' in navigator)) {
      return undefined;
    }
    let left = false;
    let lock: WakeLockSentinel | null = null;
    const keepAwake = async (): Promise<void> => {
      if (left || document.visibilityState !== 'visible' || lock?.released === false) {
        return;
      }
      try {
        const taken = await navigator.wakeLock.request('screen');
        lock = taken;
        if (left) {
          await taken.release();
        }
      } catch {
        // A low battery or a policy says no: the screen then sleeps as the device is set.
      }
    };
    const onVisible = (): void => void keepAwake();
    onVisible();
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      left = true;
      document.removeEventListener('visibilitychange', onVisible);
      void lock?.release();
    };
  }, []);
}

import { useEffect, useEffectEvent } from 'react';
import { limitStaffTime, type StaffTimeoutOptions } from './staff-timeout.ts';

/** Ends the menu in time (`staff-timeout.ts`). */
export function useStaffTimeout({
  unlocked,
  listen,
  onEnd,
}: Omit<StaffTimeoutOptions, 'page'>): void {
  const end = useEffectEvent(onEnd);
  useEffect(
    () => limitStaffTime({ page: globalThis, unlocked, listen, onEnd: () => end() }),
    [unlocked, listen],
  );
}

import { useEffect, useEffectEvent } from 'react';
import { watchActivity } from './activity.ts';

/** Tells that somebody is there. */
export function useActivity(onActive: () => void): void {
  const tell = useEffectEvent(onActive);
  useEffect(() => watchActivity(globalThis, () => tell()), []);
}

import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { KioskView } from '../kiosk/kiosk-view.ts';
import { comesUnderFinger, settle } from './settling.ts';

/** Lets a finger that was quicker than the start screen hit nothing on it (`settling.ts`). */
export function useSettling(kiosk: RefObject<HTMLElement | null>, view: KioskView): void {
  const before = useRef(view);
  useLayoutEffect(() => {
    const screen = kiosk.current?.querySelector('.start-screen') ?? null;
    if (screen !== null && comesUnderFinger(before.current, view)) {
      settle(screen);
    }
    before.current = view;
  }, [kiosk, view]);
}

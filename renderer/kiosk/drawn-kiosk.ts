import { createStore, type StoreApi } from 'zustand/vanilla';
import { startTimer } from '../timers.ts';
import type { KioskSnapshot } from './kiosk-store.ts';

/** Half a frame: the stores usually answer within it, and no eye sees it. */
export const SETTLED_WITHIN_MS = 8;

/**
 * The kiosk as it is drawn. Drawing takes several times as long as a write to the disk, and the stores' words and what
 * is sent to the hub would wait for it:
 *
 * - a press is drawn if it is not settled within half a frame: most are drawn once, thanked, and sooner than they could
 *   have been drawn twice; a slower one is shown pressed while it waits;
 * - what became of it is drawn as part of the frame that shows it;
 * - everything else is drawn at once.
 *
 * @param beforeNextFrame runs an action once, as part of the next frame, unless the returned function is called first.
 */
export function drawnKiosk(
  kiosk: StoreApi<KioskSnapshot>,
  beforeNextFrame: (action: () => void) => () => void,
): StoreApi<KioskSnapshot> {
  const drawn = createStore<KioskSnapshot>(() => kiosk.getState());
  let cancel: (() => void) | null = null;
  const draw = (): void => {
    cancel?.();
    cancel = null;
    drawn.setState(kiosk.getState(), true);
  };
  kiosk.subscribe((next, before) => {
    if (isPressed(next) && !isPressed(drawn.getState())) {
      cancel ??= startTimer(SETTLED_WITHIN_MS, draw);
    } else if (next.view !== before.view && isSettled(next)) {
      cancel?.();
      cancel = beforeNextFrame(draw);
    } else {
      draw();
    }
  });
  return drawn;
}

function isPressed({ view }: KioskSnapshot): boolean {
  return view.screen === 'start' && view.pressed !== null;
}

function isSettled({ view }: KioskSnapshot): boolean {
  return view.screen === 'thanks' || view.screen === 'not-saved';
}

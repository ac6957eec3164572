import { createStore, type StoreApi } from 'zustand/vanilla';
import type { KioskSnapshot } from './kiosk-store.ts';

/** Half a frame: the stores usually answer within it, and no eye sees it. */
export const SETTLED_WITHIN_MS = 8;

/**
 * The kiosk as it is drawn: everything at once, but a press only if it is not settled within half a frame.
 *
 * Drawing takes several times as long as a write to the disk, and the stores' words wait for it. So a press that is
 * settled at once is drawn once, thanked, and sooner than it could have been drawn twice; a slower one is shown pressed
 * while it waits.
 */
export function drawnKiosk(kiosk: StoreApi<KioskSnapshot>): StoreApi<KioskSnapshot> {
  const drawn = createStore<KioskSnapshot>(() => kiosk.getState());
  const draw = (): void => drawn.setState(kiosk.getState(), true);
  let late: ReturnType<typeof setTimeout> | undefined;
  kiosk.subscribe((next) => {
    if (isPressed(next) && !isPressed(drawn.getState())) {
      late ??= setTimeout(() => {
        late = undefined;
        draw();
      }, SETTLED_WITHIN_MS);
      return;
    }
    clearTimeout(late);
    late = undefined;
    draw();
  });
  return drawn;
}

function isPressed({ view }: KioskSnapshot): boolean {
  return view.screen === 'start' && view.pressed !== null;
}

import type { StoreApi } from 'zustand';
import type { KioskSnapshot } from './kiosk-store.ts';
import type { KioskView } from './kiosk-view.ts';

/** Nobody is being served, so the page may go and come back. */
function isIdle(view: KioskView): boolean {
  switch (view.screen) {
    case 'start':
      return view.pressed === null;
    case 'starting':
    case 'set-up':
    case 'night':
      return true;
    case 'thanks':
    case 'not-saved':
    case 'step':
    case 'help':
    case 'staff':
      return false;
  }
}

/** Runs an action once, at the first moment when nobody is being served: now, or when the next page is shown. */
export function whenIdle(
  store: Pick<StoreApi<KioskSnapshot>, 'getState' | 'subscribe'>,
  action: () => void,
): void {
  if (isIdle(store.getState().view)) {
    action();
    return;
  }
  const stop = store.subscribe(({ view }) => {
    if (isIdle(view)) {
      stop();
      action();
    }
  });
}

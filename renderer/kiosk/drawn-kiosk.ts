import { createStore, type StoreApi } from 'zustand/vanilla';
import { startTimer } from '../timers.ts';
import type { KioskSnapshot } from './kiosk-store.ts';
import type { KioskView } from './kiosk-view.ts';

/** Half a frame: the stores usually answer within it, and no eye sees it. */
export const SETTLED_WITHIN_MS = 8;

export type DrawnWith = {
  /** As part of the next frame. */
  readonly before: (action: () => void) => () => void;
  /** Right after the next frame was painted. */
  readonly after: (action: () => void) => () => void;
};

/**
 * The kiosk as it is drawn. Drawing takes several times as long as a write to the disk, and the stores' words and what
 * is sent to the hub would wait for it:
 *
 * - a press is drawn if it is not settled within half a frame: most are drawn once, thanked, and sooner than they could
 *   have been drawn twice; a slower one is shown pressed while it waits;
 * - what became of it is drawn as part of the frame that shows it;
 * - a page that follows a press gives way to the next one, and counts its time anew, right after a frame: the one that
 *   shows the button under the finger going down, which nobody sees behind the drawing of a whole page;
 * - everything else is drawn at once.
 *
 * Each of `frames` runs an action once, unless the returned function is called first.
 */
export function drawnKiosk(
  kiosk: StoreApi<KioskSnapshot>,
  frames: DrawnWith,
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
    } else if (next.view !== before.view && isSameVisit(drawn.getState(), next)) {
      cancel ??= frames.after(draw);
    } else if (next.view !== before.view && isSettled(next)) {
      cancel?.();
      cancel = frames.before(draw);
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

/** From one page that follows a press to the next of the same press, or back to the start. */
function isSameVisit({ view: from }: KioskSnapshot, { view: to }: KioskSnapshot): boolean {
  const pressId = pressIdOf(from);
  return pressId !== null && (to.screen === 'start' || pressIdOf(to) === pressId);
}

function pressIdOf(view: KioskView): string | null {
  return view.screen === 'thanks' || view.screen === 'step' || view.screen === 'help'
    ? view.pressId
    : null;
}

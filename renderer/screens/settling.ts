import type { KioskView } from '../kiosk/kiosk-view.ts';

/** As long as the pages of a flow take (`page-settles` in flow-page.css). */
const SETTLING_MS = 300;

/** A visitor could do something on it, and may have meant that page with the next touch. */
function isOperated(view: KioskView): boolean {
  switch (view.screen) {
    case 'step':
    case 'help':
      return true;
    case 'thanks':
      return view.closing !== null;
    case 'starting':
    case 'set-up':
    case 'start':
    case 'night':
    case 'staff':
    case 'not-saved':
      return false;
  }
}

/** Whether the start screen comes up under a finger that may be on its way to the page before. */
export function comesUnderFinger(before: KioskView, now: KioskView): boolean {
  return now.screen === 'start' && now.pressed === null && isOperated(before);
}

/** Until it settled, a touch hits nothing on it. Leaves no trace in the markup, which the first face is kept from. */
export function settle(screen: Element): void {
  const untouchable = { pointerEvents: 'none' };
  screen.animate([untouchable, untouchable], SETTLING_MS);
}

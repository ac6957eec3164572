import type { KioskView } from '../kiosk/kiosk-view.ts';
import { flowViewOf } from './flow-view.ts';

/** As long as the pages of a flow take (`page-settles` in flow-page.css). */
const SETTLING_MS = 300;

/** Whether the start screen comes up under a finger that may have meant a button of the page before. */
export function comesUnderFinger(before: KioskView, now: KioskView): boolean {
  return now.screen === 'start' && now.pressed === null && flowViewOf(before) !== null;
}

/** Until it settled, a touch hits nothing on it. Leaves no trace in the markup, which the first face is kept from. */
export function settle(screen: Element): void {
  const untouchable = { pointerEvents: 'none' };
  screen.animate([untouchable, untouchable], SETTLING_MS);
}

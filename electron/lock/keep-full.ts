import type { BrowserWindow } from 'electron';
import { screen } from 'electron';
import type { StartTimer } from '../../hardware/node/start-timer.ts';
import { isInside } from './display-bounds.ts';

/** The window manager may finish first what it was told. */
const FULL_AGAIN_MS = 250;

/**
 * Keeps a window on the whole of the primary display. A window manager may take it out of full screen without a word;
 * then only its size tells.
 *
 * @param ifOpen wraps what must not be done to a window that is being closed.
 */
export function keepFull(
  window: BrowserWindow,
  ifOpen: (action: () => void) => () => void,
  startTimer: StartTimer,
): void {
  let cancelFill: (() => void) | null = null;
  let filling = false;
  /** What the window was when filling was last begun; where it ends there again, more of it does not help. */
  let begun: string | null = null;
  const fill = ifOpen(() => {
    const { bounds } = screen.getPrimaryDisplay();
    const now = JSON.stringify([window.getBounds(), bounds]);
    const isFull = window.isFullScreen() && isInside(bounds, window.getBounds());
    if (filling) {
      return;
    }
    if (isFull || now === begun) {
      begun = isFull ? null : begun;
      return;
    }
    filling = true;
    begun = now;
    // It would take the wish for the state it believes to be in.
    window.setFullScreen(false);
    cancelFill = startTimer(
      FULL_AGAIN_MS,
      ifOpen(() => {
        filling = false;
        window.setBounds(bounds);
        window.setKiosk(true);
        window.setFullScreen(true);
        window.setAlwaysOnTop(true, 'screen-saver');
      }),
    );
  });
  window.on('leave-full-screen', fill);
  window.on('resize', fill);
  window.on('move', fill);
  screen.on('display-metrics-changed', fill);
  window.once('closed', () => {
    cancelFill?.();
    screen.off('display-metrics-changed', fill);
  });
}

import { BaseWindow, screen } from 'electron';
import type { Log } from '../log.ts';
import { openDisplays } from './open-displays.ts';

/** `--ink` of the kiosk's tokens: a display that is covered looks switched off. */
const COVER_COLOUR = '#2d211a';

/** Covers every display but the primary one, which the kiosk fills, for as long as it is connected. */
export function coverDisplays(log: Log): void {
  let covers: readonly BaseWindow[] = [];
  const cover = () => {
    const before = covers;
    covers = openDisplays(screen.getAllDisplays(), screen.getPrimaryDisplay()).map(({ bounds }) => {
      const window = new BaseWindow({
        ...bounds,
        title: 'Glimlach',
        backgroundColor: COVER_COLOUR,
        frame: false,
        fullscreen: true,
        closable: false,
        minimizable: false,
        focusable: false,
        skipTaskbar: true,
      });
      window.setAlwaysOnTop(true, 'screen-saver');
      return window;
    });
    // The new ones are there first, so nothing shows between.
    for (const window of before) {
      window.destroy();
    }
    if (covers.length !== before.length) {
      log.info('displays-covered', { displays: covers.length });
    }
  };
  screen.on('display-added', cover);
  screen.on('display-removed', cover);
  screen.on('display-metrics-changed', cover);
  cover();
}

import type { Display } from 'electron';
import { BaseWindow, screen } from 'electron';
import type { Log } from '../log.ts';
import { openDisplays } from './open-displays.ts';

/** `--ink` of the kiosk's tokens (`renderer/look/tokens.css`): a display that is covered looks switched off. */
const COVER_COLOUR = '#2d211a';

/** Covers every display but the primary one, which the kiosk fills, for as long as it is connected. */
export function coverDisplays(log: Log): void {
  let covers: ReadonlyMap<string, BaseWindow> = new Map();
  const cover = () => {
    const open = openDisplays(screen.getAllDisplays(), screen.getPrimaryDisplay());
    const before = covers;
    covers = new Map(
      open.map((display) => {
        const place = placeOf(display);
        return [place, before.get(place) ?? coverOf(display)];
      }),
    );
    // The new ones are there first, so nothing shows between.
    for (const [place, window] of before) {
      if (!covers.has(place)) {
        window.destroy();
      }
    }
    if (covers.size !== before.size) {
      log.info('displays-covered', { displays: covers.size });
    }
  };
  screen.on('display-added', cover);
  screen.on('display-removed', cover);
  screen.on('display-metrics-changed', cover);
  cover();
}

function placeOf({ id, bounds }: Display): string {
  return JSON.stringify([id, bounds]);
}

function coverOf({ bounds }: Display): BaseWindow {
  return new BaseWindow({
    ...bounds,
    title: 'Glimlach',
    backgroundColor: COVER_COLOUR,
    frame: false,
    alwaysOnTop: true,
    closable: false,
    minimizable: false,
    focusable: false,
    skipTaskbar: true,
  });
}

import type { Display, Rectangle } from 'electron';
import { BaseWindow, screen } from 'electron';
import type { Log } from '../log.ts';
import { openDisplays } from './open-displays.ts';
import { placeCovers } from './place-covers.ts';

/** `--ink` of the kiosk's tokens (`renderer/look/tokens.css`): a display that is covered looks switched off. */
const COVER_COLOUR = '#2d211a';

/**
 * Covers every display but the primary one, which the kiosk fills, for as long as it is connected.
 *
 * A cover that is not needed is hidden and kept for the next display: taking a window apart while Chromium brings up its
 * GPU process is the one moment at which a display that is unplugged could take the program with it.
 */
export function coverDisplays(isQuitting: () => boolean, log: Log): void {
  let covers: ReadonlyMap<BaseWindow, string | null> = new Map();
  let covered = 0;
  const cover = () => {
    if (isQuitting()) {
      return;
    }
    const open = new Map(
      openDisplays(screen.getAllDisplays(), screen.getPrimaryDisplay()).map((display) => [
        placeOf(display),
        display.bounds,
      ]),
    );
    const before = covers;
    covers = placeCovers(
      [...open.keys()],
      new Map([...before].filter(([window]) => !window.isDestroyed())),
      () => makeCover(isQuitting),
    );
    // Those that cover something first, so nothing shows between.
    for (const [window, place] of covers) {
      const bounds = place === null ? undefined : open.get(place);
      if (bounds !== undefined && before.get(window) !== place) {
        show(window, bounds);
      }
    }
    for (const [window, place] of covers) {
      if (place === null) {
        window.hide();
      }
    }
    if (covered !== open.size) {
      covered = open.size;
      log.info('displays-covered', { displays: covered });
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

function makeCover(isQuitting: () => boolean): BaseWindow {
  const window = new BaseWindow({
    title: 'Glimlach',
    backgroundColor: COVER_COLOUR,
    show: false,
    frame: false,
    alwaysOnTop: true,
    minimizable: false,
    focusable: false,
    skipTaskbar: true,
  });
  // A window manager asks; one that cannot be closed at all would refuse the program's own end as well.
  window.on('close', (event) => {
    if (!isQuitting()) {
      event.preventDefault();
    }
  });
  return window;
}

function show(window: BaseWindow, bounds: Rectangle): void {
  window.setBounds(bounds);
  window.showInactive();
  // A window manager places anew what comes up.
  window.setBounds(bounds);
}

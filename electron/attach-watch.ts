import type { StartTimer } from '../hardware/node/start-timer.ts';

/** How long a page that has loaded may take until it attaches. */
export const ATTACH_AFTER_LOAD_MS = 30_000;

/**
 * Sees to it that a loaded page comes to life: one that does not attach in time has failed, whatever it shows, and is
 * reported once per load.
 */
export type AttachWatch = {
  pageLoaded(): void;
  /** May come before the page has finished loading. */
  pageAttached(): void;
  /** The page is loading anew, crashed or was closed. */
  pageGone(): void;
};

const nothing = (): void => undefined;

export function createAttachWatch(startTimer: StartTimer, onOverdue: () => void): AttachWatch {
  let attached = false;
  let cancel = nothing;
  return {
    pageLoaded() {
      cancel();
      if (!attached) {
        cancel = startTimer(ATTACH_AFTER_LOAD_MS, onOverdue);
      }
    },
    pageAttached() {
      attached = true;
      cancel();
    },
    pageGone() {
      attached = false;
      cancel();
    },
  };
}

import type { StartTimer } from '../hardware/node/start-timer.ts';

/** How long a page may take until it has loaded, and then until it attaches: it gives up a disk that hangs after 5 s. */
export const ATTACH_WITHIN_MS = 15_000;

/**
 * Sees to it that a page comes to life: one that does not attach in time has failed, whatever it shows, and is reported
 * once per load.
 */
export type AttachWatch = {
  /** It is being loaded, or has been: the time counts anew. */
  pageComing(): void;
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
    pageComing() {
      cancel();
      if (!attached) {
        cancel = startTimer(ATTACH_WITHIN_MS, onOverdue);
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

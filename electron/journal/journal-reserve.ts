/**
 * Disk space held back for the last writes on a full disk.
 *
 *   enough, held ──release (a write found no room)──▶ full, released ──lacking──▶ full, released
 *        ▲                                                │
 *        └──── held again: twice its size is free ◀── every RETRY_MS
 *
 * Twice, so that what is taken back does not fill the disk again at once.
 */
import type { StartTimer } from '../../hardware/node/start-timer.ts';
import { messageOf } from '../log.ts';
import type { JournalReport, JournalRoom } from './journal.ts';
import type { JournalFolder } from './journal-folder.ts';
import { isOutOfRoom } from './journal-folder.ts';

/** How long until it is tried to hold the reserve again. */
export const RETRY_RESERVE_MS = 30_000;

export type JournalReserve = {
  room(): JournalRoom;
  /** Gives its space to the next write. False when there is nothing to give. Never rejects. */
  release(): Promise<boolean>;
  /** A write found no room, and nothing is left to give. */
  lacking(): void;
  /** Waits for what is under way, and tries no more. */
  stop(): Promise<void>;
};

export type ReserveParts = {
  readonly folder: JournalFolder;
  readonly sizeBytes: number;
  readonly startTimer: StartTimer;
  readonly onRoom: (room: JournalRoom) => void;
  readonly report: (report: JournalReport) => void;
};

const nothing = (): void => undefined;

/** Holds the reserve from now on, as soon as there is room for it. */
export function holdReserve(parts: ReserveParts): JournalReserve {
  const { folder, sizeBytes } = parts;
  let room: JournalRoom = 'enough';
  let held = false;
  let stopped = false;
  let cancelRetry = nothing;

  const found = (now: JournalRoom) => {
    if (now !== room) {
      room = now;
      parts.onRoom(now);
    }
  };

  const retryLater = () => {
    cancelRetry();
    if (!stopped) {
      cancelRetry = parts.startTimer(RETRY_RESERVE_MS, () => {
        holding = hold(2 * sizeBytes);
      });
    }
  };

  async function hold(neededBytes: number): Promise<void> {
    try {
      const freeBytes = await folder.freeBytes();
      if (freeBytes !== null && freeBytes < neededBytes) {
        retryLater();
        return;
      }
      await folder.holdReserve(sizeBytes);
      held = true;
      found('enough');
    } catch (thrown) {
      if (isOutOfRoom(thrown)) {
        found('full');
        retryLater();
      } else {
        parts.report({ what: 'reserve-not-held', detail: messageOf(thrown) });
      }
    }
  }

  let holding = hold(0);

  return {
    room: () => room,
    async release() {
      await holding;
      if (!held) {
        return false;
      }
      try {
        await folder.releaseReserve();
      } catch (thrown) {
        parts.report({ what: 'reserve-not-held', detail: messageOf(thrown) });
        return false;
      }
      held = false;
      found('full');
      retryLater();
      return true;
    },
    lacking() {
      found('full');
      retryLater();
    },
    async stop() {
      stopped = true;
      cancelRetry();
      await holding;
    },
  };
}

import type { StartTimer } from '../../hardware/node/start-timer.ts';

/** However busy somebody is with the menu: whoever finds it open an hour later did not give the PIN. */
export const UNLOCKED_FOR_MS = 10 * 60_000;

/**
 * Whether the staff menu is open.
 *
 *   locked ──unlock──▶ unlocked ──lock · 10 min──▶ locked
 */
export type StaffSession = {
  unlock(): void;
  /** The menu was closed, or its page is gone. Does nothing when it is locked. */
  lock(): void;
  isUnlocked(): boolean;
};

/** @param onLocked everything that lasts only while the menu is open ends here. */
export function createStaffSession(startTimer: StartTimer, onLocked: () => void): StaffSession {
  let cancelEnd: (() => void) | null = null;

  function lock(): void {
    if (cancelEnd !== null) {
      cancelEnd();
      cancelEnd = null;
      onLocked();
    }
  }

  return {
    unlock() {
      cancelEnd?.();
      cancelEnd = startTimer(UNLOCKED_FOR_MS, lock);
    },
    lock,
    isUnlocked: () => cancelEnd !== null,
  };
}

import type { Keeping } from './removable-segments.ts';

const DAY_MS = 86_400_000;

/** Sizes of the journal; tests take smaller ones. */
export type JournalLimits = {
  /** A segment this large is sealed. */
  readonly segmentBytes: number;
  /** Disk space held back for the last writes on a full disk. */
  readonly reserveBytes: number;
  /** How much stays of what the hub has. */
  readonly keeping: Keeping;
  /** Of how many sealed segments it is remembered where their events lie. */
  readonly indexedSegments: number;
  /** While the disk usually takes less than this, in milliseconds, a press is written without giving way; 0: never. */
  readonly atOnceWithinMs: number;
};

export const JOURNAL_LIMITS: JournalLimits = {
  /**
   * About 3,400 presses. A start reads at most this much and the directory, which for a million presses describes 300
   * files; twice the size would double the one and halve the other.
   */
  segmentBytes: 2 * 1024 * 1024,
  /** About 1,700 presses, a few hundred with what their visitors wrote: more than a busy day at one terminal, so somebody has time to look after the disk. */
  reserveBytes: 1024 * 1024,
  /** The outbox keeps the same, so either store can mend the other, and a hub restored from a backup is filled again. */
  keeping: { events: 200_000, ageMs: 30 * DAY_MS },
  /** A refill goes through the segments in order; more than a few would only take memory. */
  indexedSegments: 4,
  /** Less than the turns of a busy event loop that giving way costs, and too short to hold up anything. */
  atOnceWithinMs: 2,
};

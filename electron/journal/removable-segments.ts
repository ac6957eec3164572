import type { JournalBooks } from './journal-books.ts';
import type { SegmentContent } from './segment-content.ts';

/** How much of what the hub has stored is kept all the same: as much as the outbox keeps. */
export type Keeping = {
  /** The newest so many events stay. */
  readonly events: number;
  /** Events younger than this stay, by wall clock. */
  readonly ageMs: number;
};

/** Whether the hub has all of a segment, by marks that nothing puts in doubt. */
export function isConfirmed(content: SegmentContent, books: JournalBooks): boolean {
  return [...content.ranges].every(([ledgerId, ranges]) => {
    const { storedThrough, markSure } = books.ledger(ledgerId);
    return markSure && ranges.highest() <= storedThrough;
  });
}

/**
 * The sealed segments that nobody needs any more: the hub has all of them, enough newer events are kept, and they are
 * old. By a clock that stands before them they are not.
 *
 * @param sealed by serial, ascending.
 * @param newerEvents events in segments after the sealed ones.
 */
export function removableSegments(
  sealed: ReadonlyMap<number, SegmentContent>,
  newerEvents: number,
  books: JournalBooks,
  keeping: Keeping,
  nowMs: number,
): number[] {
  let newer = newerEvents;
  const removable: number[] = [];
  for (const [serial, content] of [...sealed].toReversed()) {
    const old = nowMs - content.newestWallMs > keeping.ageMs;
    if (newer >= keeping.events && old && isConfirmed(content, books)) {
      removable.push(serial);
    }
    newer += content.events;
  }
  return removable.toReversed();
}

import type { LedgerId } from '../../contract/identifiers.ts';
import type { Instant } from '../../contract/instant.ts';
import { isAheadU32 } from './u32-order.ts';

/** Where counting on a button of a box stood after an event. */
export type BoxReading = {
  readonly boxId: string;
  readonly button: number;
  readonly boot: number;
  readonly count: number;
  readonly at: Instant;
};

/** Where counting on one button box stood at its last event. */
export type BoxMemory = {
  readonly boot: number;
  readonly counts: ReadonlyMap<number, number>;
  readonly at: Instant;
};

/** The event a reading came with, or that came next; a terminal that has no event yet has no ledger either. */
type ReadingPlace = { readonly ledgerId: LedgerId | null; readonly number: number };

/** The same with the place of its newest reading, which later ones are measured against. */
export type PlacedBoxMemory = BoxMemory &
  ReadingPlace & {
    /** The newest word on it was a note and no event. */
    readonly noted?: boolean;
  };

/** A reading and its place. */
export type PlacedReading = BoxReading & ReadingPlace;

/**
 * What is known of a box after one more reading. Events are not always written in the order they were made (what the
 * outbox kept alone is written later), so a reading behind the known one changes nothing: were counting to go on from
 * there, presses would be counted twice.
 */
export function afterReading(
  known: PlacedBoxMemory | undefined,
  reading: PlacedReading,
): PlacedBoxMemory {
  const { button, count, boot, at, ledgerId, number } = reading;
  if (known === undefined) {
    return { boot, counts: new Map([[button, count]]), at, ledgerId, number };
  }
  if (boot !== known.boot) {
    // A box that booted counts from zero again, so its older counts mean nothing any more.
    return isOfLaterStart(reading, known)
      ? { boot, counts: new Map([[button, count]]), at, ledgerId, number }
      : known;
  }
  const before = known.counts.get(button);
  const counts =
    before === undefined || isAheadU32(count, before)
      ? new Map(known.counts).set(button, count)
      : known.counts;
  return isLater(reading, known) ? { boot, counts, at, ledgerId, number } : { ...known, counts };
}

/**
 * What is known of a box after counting on it went on from somewhere else, with no event to say so. Notes are true
 * when they are written, so the later one holds, whatever its counts are; of a start that is known they speak of some
 * buttons only.
 */
export function afterNote(
  known: PlacedBoxMemory | undefined,
  note: PlacedBoxMemory,
): PlacedBoxMemory {
  return known === undefined || known.boot !== note.boot
    ? { ...note, noted: true }
    : { ...note, noted: true, counts: new Map([...known.counts, ...note.counts]) };
}

/** What two memories of one box come to, in whatever order they were kept. */
export function afterMemory(
  boxId: string,
  known: PlacedBoxMemory | undefined,
  memory: PlacedBoxMemory,
): PlacedBoxMemory {
  let joined = known;
  for (const [button, count] of memory.counts) {
    joined = afterReading(joined, { ...memory, boxId, button, count });
  }
  return joined ?? memory;
}

/** By the clock where one run of it saw both, then by their numbers. */
function isLater(reading: PlacedReading, known: PlacedBoxMemory): boolean {
  return reading.at.bootId === known.at.bootId
    ? reading.at.monotonicMs > known.at.monotonicMs
    : reading.ledgerId === known.ledgerId && reading.number > known.number;
}

/**
 * Of another start of the box: by the clock where one run of it saw both, then by their numbers; across ledgers by how
 * often the box had started. So also after a note: it has the number of the next event, and what the outbox alone kept
 * until then is written after it, at that number and beyond. A start that seems older but is not was noted itself.
 */
function isOfLaterStart(reading: PlacedReading, known: PlacedBoxMemory): boolean {
  if (reading.at.bootId === known.at.bootId) {
    return reading.at.monotonicMs > known.at.monotonicMs;
  }
  const inOneLedger = reading.ledgerId === known.ledgerId;
  if (inOneLedger && (known.noted !== true || reading.number <= known.number)) {
    return reading.number > known.number;
  }
  return isAheadU32(reading.boot, known.boot);
}

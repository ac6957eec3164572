import {
  type NumberRanges,
  rangesOf,
  rangeWith,
  subtract,
  union,
} from '../../contract/number-ranges.ts';
import type { LedgerRow } from './outbox-database.ts';

/** After this many numbers in a row, `completeThrough` is written with the next event. */
const SAVE_EVERY = 1_000;

/** What one instance of the outbox knows of a ledger without asking the disk; it is the only one that writes. */
export type LedgerKnowledge = {
  /** The mark on disk, or an older and therefore lower one only while a higher one is being written. */
  readonly mark: number;
  readonly completeOnDisk: number;
  readonly completeThrough: number;
  /** Held beyond the first number that may be lacking. */
  readonly heldBeyond: NumberRanges;
};

/** Takes in a row as it stands on disk now. */
export function knowing(known: LedgerKnowledge | undefined, row: LedgerRow): LedgerKnowledge {
  return closed({
    mark: row.watermark.mark,
    completeOnDisk: row.completeThrough,
    completeThrough: Math.max(row.completeThrough, known?.completeThrough ?? 0),
    heldBeyond: known?.heldBeyond ?? [],
  });
}

/** Takes in numbers that are on disk now. */
export function holding(known: LedgerKnowledge, numbers: readonly number[]): LedgerKnowledge {
  return closed({ ...known, heldBeyond: union(known.heldBeyond, rangesOf(numbers)) });
}

/** Whether an event can be added with a single write: nothing but the event itself has to change. */
export function needsNoLedger(known: LedgerKnowledge | undefined, number: number): boolean {
  return (
    known !== undefined &&
    number > known.mark &&
    known.completeThrough - known.completeOnDisk < SAVE_EVERY
  );
}

function closed(known: LedgerKnowledge): LedgerKnowledge {
  const completeThrough =
    rangeWith(known.heldBeyond, known.completeThrough + 1)?.through ?? known.completeThrough;
  return {
    ...known,
    completeThrough,
    heldBeyond: subtract(known.heldBeyond, [{ from: 1, through: completeThrough }]),
  };
}

import { MAX_GAP_FILL } from '../../contract/ipc-limits.ts';
import {
  countOf,
  type NumberRanges,
  rangesOf,
  subtract,
  union,
} from '../../contract/number-ranges.ts';
import type { NumberRange } from '../../contract/number-range.ts';

/**
 * How far the hub has answered one ledger, kept apart from the events themselves: draining touches no event. Its size
 * grows with how scattered the answers are, never with how many there were.
 */
export type Watermark = {
  /** Every number up to here has been answered (stored or parked). */
  readonly mark: number;
  /** Answered numbers beyond the mark: the priority lane's, and what overtook an unanswered number. */
  readonly above: NumberRanges;
  /** Numbers up to the mark that are to be sent again. */
  readonly reopened: NumberRanges;
};

export const UNTOUCHED: Watermark = { mark: 0, above: [], reopened: [] };

/** Takes answers in and moves the mark over every number that is now answered without a gap. */
export function answer(watermark: Watermark, numbers: readonly number[]): Watermark {
  const answered = rangesOf(numbers);
  return advanced({
    mark: watermark.mark,
    above: union(watermark.above, above(answered, watermark.mark)),
    reopened: subtract(watermark.reopened, answered),
  });
}

/** Everything up to a number was answered, however it came to be forgotten here. */
export function confirmThrough(watermark: Watermark, through: number): Watermark {
  return through <= watermark.mark
    ? watermark
    : advanced({ ...watermark, mark: through, above: above(watermark.above, through) });
}

/** Makes answered numbers unanswered again. */
export function reopen(watermark: Watermark, numbers: readonly number[]): Watermark {
  const again = rangesOf(numbers);
  return {
    mark: watermark.mark,
    above: subtract(watermark.above, again),
    reopened: union(watermark.reopened, upTo(again, watermark.mark)),
  };
}

/**
 * The hub holds less than it once confirmed (it came back from a backup): everything above `storedThrough` is
 * unanswered again, except what is parked. A higher `storedThrough` changes nothing, because a terminal with a
 * cloned disk may have stored those numbers.
 */
export function rewind(
  watermark: Watermark,
  storedThrough: number,
  parked: readonly number[],
): Watermark {
  return storedThrough >= watermark.mark
    ? watermark
    : advanced({
        mark: storedThrough,
        above: above(rangesOf(parked), storedThrough),
        reopened: upTo(watermark.reopened, storedThrough),
      });
}

/** How many of the numbers 1 … `made` are unanswered, and the lowest of them. */
export function unanswered(
  watermark: Watermark,
  made: number,
): { count: number; oldest: number | null } {
  const { mark, above: overtaken, reopened } = watermark;
  const count = Math.max(0, made - mark - countOf(overtaken));
  // The number after the mark is never in `above`: `advanced` would have moved the mark over it.
  const oldest = reopened[0]?.from ?? (count > 0 ? mark + 1 : null);
  return { count: count + countOf(reopened), oldest };
}

/**
 * The numbers right after the mark that are made, unanswered and not held: there the mark would stand still for ever.
 *
 * @param nextHeld the lowest number held beyond the mark, or null.
 */
export function gapAtMark(
  { mark, above: overtaken }: Watermark,
  made: number,
  nextHeld: number | null,
): NumberRange | null {
  const known = Math.min(nextHeld ?? Infinity, overtaken[0]?.from ?? Infinity);
  const through = Math.min(made, known - 1, mark + MAX_GAP_FILL);
  return through > mark ? { from: mark + 1, through } : null;
}

/** Moves the mark over the answered numbers that follow it. */
function advanced(watermark: Watermark): Watermark {
  const [first, ...rest] = watermark.above;
  return first?.from === watermark.mark + 1
    ? { ...watermark, mark: first.through, above: rest }
    : watermark;
}

function above(ranges: NumberRanges, number: number): NumberRanges {
  return number < 1 ? ranges : subtract(ranges, [{ from: 1, through: number }]);
}

function upTo(ranges: NumberRanges, number: number): NumberRanges {
  return subtract(ranges, [{ from: number + 1, through: Infinity }]);
}

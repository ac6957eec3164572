import type { NumberRange } from '../../contract/number-range.ts';

/**
 * A set of numbers as the ranges they form, so that a year of presses is a few values in memory. Numbers come almost
 * always in ascending order, which costs nothing; another one is put in its place.
 */
export type NumberRanges = {
  add(range: NumberRange): void;
  remove(number: number): void;
  has(number: number): boolean;
  /** How many numbers there are. */
  count(): number;
  /** The highest number, or 0. */
  highest(): number;
  /** The ranges that have a number in `within`, lowest first, cut to it. */
  overlapping(within: NumberRange): NumberRange[];
  /** The ranges of `within` that are not in the set, lowest first, at most so many. */
  missing(within: NumberRange, limit: number): NumberRange[];
  all(): readonly NumberRange[];
};

export function createNumberRanges(initial: Iterable<NumberRange> = []): NumberRanges {
  /** Ascending, and never two that touch. */
  const ranges: NumberRange[] = [];

  /** The first range that ends at or after the number. */
  const indexFrom = (number: number): number => {
    let low = 0;
    let high = ranges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ranges[middle]?.through ?? Number.POSITIVE_INFINITY) < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  };

  const add = ({ from, through }: NumberRange): void => {
    // Ranges that overlap the new one or touch it become one with it.
    const first = indexFrom(from - 1);
    let after = first;
    let joined = { from, through };
    for (let next = ranges[after]; next !== undefined && next.from <= through + 1;) {
      joined = {
        from: Math.min(joined.from, next.from),
        through: Math.max(joined.through, next.through),
      };
      after += 1;
      next = ranges[after];
    }
    ranges.splice(first, after - first, joined);
  };

  const overlapping = ({ from, through }: NumberRange): NumberRange[] => {
    const found: NumberRange[] = [];
    for (let index = indexFrom(from); ; index += 1) {
      const range = ranges[index];
      // An empty range overlaps nothing.
      if (range === undefined || range.from > through || from > through) {
        return found;
      }
      found.push({
        from: Math.max(range.from, from),
        through: Math.min(range.through, through),
      });
    }
  };

  for (const range of initial) {
    add(range);
  }

  return {
    add,
    overlapping,
    all: () => ranges,
    highest: () => ranges.at(-1)?.through ?? 0,
    count: () => ranges.reduce((sum, { from, through }) => sum + through - from + 1, 0),
    remove(number) {
      const index = indexFrom(number);
      const range = ranges[index];
      if (range !== undefined && range.from <= number) {
        const parts = [
          { from: range.from, through: number - 1 },
          { from: number + 1, through: range.through },
        ];
        ranges.splice(index, 1, ...parts.filter(({ from, through }) => from <= through));
      }
    },
    has(number) {
      const range = ranges[indexFrom(number)];
      return range !== undefined && range.from <= number;
    },
    missing(within, limit) {
      const gaps: NumberRange[] = [];
      let next = within.from;
      for (const { from, through } of overlapping(within)) {
        if (from > next) {
          gaps.push({ from: next, through: from - 1 });
        }
        next = through + 1;
      }
      if (next <= within.through) {
        gaps.push({ from: next, through: within.through });
      }
      return gaps.slice(0, limit);
    },
  };
}

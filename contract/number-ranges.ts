import type { NumberRange } from './number-range.ts';

/** Numbers as ranges: ascending, apart from each other, so that a long stretch costs one entry. */
export type NumberRanges = readonly NumberRange[];

/** In any order; a number that comes twice counts once. */
export function rangesOf(numbers: readonly number[]): NumberRanges {
  const ranges: NumberRange[] = [];
  let last: NumberRange | undefined;
  for (const number of numbers.toSorted((a, b) => a - b)) {
    if (last === undefined || number > last.through + 1) {
      last = { from: number, through: number };
      ranges.push(last);
    } else {
      last.through = number;
    }
  }
  return ranges;
}

export function union(ranges: NumberRanges, others: NumberRanges): NumberRanges {
  return ranges.length === 0
    ? others
    : others.length === 0
      ? ranges
      : joined([...ranges, ...others]);
}

export function subtract(ranges: NumberRanges, others: NumberRanges): NumberRanges {
  if (ranges.length === 0 || others.length === 0) {
    return ranges;
  }
  const rest: NumberRange[] = [];
  let next = 0;
  for (const { from, through } of ranges) {
    let start = from;
    while (next < others.length && (others[next]?.through ?? 0) < from) {
      next += 1;
    }
    for (let index = next; index < others.length && start <= through; index += 1) {
      const other = others[index];
      if (other === undefined || other.from > through) {
        break;
      }
      if (other.from > start) {
        rest.push({ from: start, through: other.from - 1 });
      }
      start = other.through + 1;
    }
    if (start <= through) {
      rest.push({ from: start, through });
    }
  }
  return rest;
}

/** The range that holds a number. */
export function rangeWith(ranges: NumberRanges, number: number): NumberRange | undefined {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle];
    if (range === undefined || number < range.from) {
      high = middle - 1;
    } else if (number > range.through) {
      low = middle + 1;
    } else {
      return range;
    }
  }
  return undefined;
}

export function countOf(ranges: NumberRanges): number {
  // Each range by itself: a sum with `through` could be beyond what a double tells apart.
  return ranges.reduce((sum, { from, through }) => sum + (through - from + 1), 0);
}

/** The lowest `limit` numbers. */
export function lowestOf(ranges: NumberRanges, limit: number): number[] {
  const numbers: number[] = [];
  for (const { from, through } of ranges) {
    for (let number = from; number <= through && numbers.length < limit; number += 1) {
      numbers.push(number);
    }
  }
  return numbers;
}

function joined(ranges: readonly NumberRange[]): NumberRanges {
  const result: NumberRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last !== undefined && range.from <= last.through + 1) {
      result[result.length - 1] = {
        from: last.from,
        through: Math.max(last.through, range.through),
      };
    } else {
      result.push(range);
    }
  }
  return result;
}

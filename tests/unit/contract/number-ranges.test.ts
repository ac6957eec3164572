import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countOf,
  lowestOf,
  type NumberRanges,
  rangesOf,
  rangeWith,
  subtract,
  union,
} from '../../../contract/number-ranges.ts';

const numbers = fc.array(fc.integer({ min: 1, max: 40 }));

const ascending = (set: Iterable<number>): number[] => [...new Set(set)].toSorted((a, b) => a - b);
const expanded = (ranges: NumberRanges): number[] => lowestOf(ranges, Infinity);

describe('number ranges', () => {
  it('hold a long stretch in one entry', () => {
    expect(rangesOf([7, 3, 1, 2, 2, 8])).toEqual([
      { from: 1, through: 3 },
      { from: 7, through: 8 },
    ]);
  });

  it('take an endless range away', () => {
    const ranges = [
      { from: 2, through: 4 },
      { from: 6, through: 9 },
    ];
    expect(subtract(ranges, [{ from: 4, through: Infinity }])).toEqual([{ from: 2, through: 3 }]);
  });

  it('count exactly up to the highest number there is', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const ranges = [
      { from: 1, through: 1 },
      { from: 3, through: 10 },
      { from: 12, through: most },
    ];
    expect(countOf(ranges)).toBe(most - 2);
  });

  it('are sets of numbers, and never touch each other', () => {
    fc.assert(
      fc.property(numbers, numbers, (left, right) => {
        const [a, b] = [rangesOf(left), rangesOf(right)];
        const more = union(a, b);
        const fewer = subtract(a, b);
        expect(expanded(more)).toEqual(ascending([...left, ...right]));
        expect(expanded(fewer)).toEqual(ascending(left.filter((each) => !right.includes(each))));
        expect(more).toEqual(rangesOf(expanded(more)));
        expect(fewer).toEqual(rangesOf(expanded(fewer)));
        expect(countOf(a)).toBe(new Set(left).size);
        for (let number = 0; number <= 41; number += 1) {
          expect(rangeWith(a, number) !== undefined).toBe(left.includes(number));
        }
      }),
    );
  });

  it('give their lowest numbers', () => {
    expect(lowestOf(rangesOf([1, 2, 5, 6, 7]), 3)).toEqual([1, 2, 5]);
  });
});

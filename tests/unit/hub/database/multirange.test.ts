import { describe, expect, it } from 'vitest';
import { rangesOf } from '../../../../contract/number-ranges.ts';
import { readMultirange, writeMultirange } from '../../../../hub/database/multirange.ts';

describe('a multirange', () => {
  it('is written with neighbours joined, in any order, and a number counted once', () => {
    const written = (numbers: readonly number[]) => writeMultirange(rangesOf(numbers));
    expect(written([])).toBe('{}');
    expect(written([5, 1, 2, 2, 3, 9])).toBe('{[1,3],[5,5],[9,9]}');
    expect(written([Number.MAX_SAFE_INTEGER])).toBe('{[9007199254740991,9007199254740991]}');
  });

  it('is read as PostgreSQL writes it, with the upper end left out', () => {
    expect(readMultirange('{}')).toEqual([]);
    expect(readMultirange('{[1,4),[6,7)}')).toEqual([
      { from: 1, through: 3 },
      { from: 6, through: 6 },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { numberRanges } from '../../../../hub/ingest/number-ranges.ts';

describe('numberRanges', () => {
  it('joins neighbours, in any order, and counts a number once', () => {
    expect(numberRanges([])).toBe('{}');
    expect(numberRanges([5, 1, 2, 2, 3, 9])).toBe('{[1,3],[5,5],[9,9]}');
    expect(numberRanges([Number.MAX_SAFE_INTEGER])).toBe('{[9007199254740991,9007199254740991]}');
  });
});

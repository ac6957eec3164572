import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNumberRanges } from '../../../../electron/journal/number-ranges.ts';
import { pageOf } from '../../../../electron/journal/segment-bodies.ts';

const HIGHEST = 60;
const number = fc.integer({ min: 1, max: HIGHEST });
const range = fc
  .tuple(number, number)
  .map(([a, b]) => ({ from: Math.min(a, b), through: Math.max(a, b) }));

/** Steps on a set of numbers: ranges that come, single numbers that go. */
const steps = fc.array(fc.oneof(range, number), { maxLength: 80, size: 'max' });

function numbersOf(ranges: readonly { from: number; through: number }[]): number[] {
  return ranges.flatMap(({ from, through }) =>
    Array.from({ length: through - from + 1 }, (_each, index) => from + index),
  );
}

describe('number ranges', () => {
  it('say the same as a set of numbers', () => {
    fc.assert(
      fc.property(steps, range, fc.integer({ min: 1, max: 20 }), (taken, within, limit) => {
        const ranges = createNumberRanges();
        const numbers = new Set<number>();
        for (const step of taken) {
          if (typeof step === 'number') {
            ranges.remove(step);
            numbers.delete(step);
          } else {
            ranges.add(step);
            for (const each of numbersOf([step])) {
              numbers.add(each);
            }
          }
        }
        const sorted = [...numbers].toSorted((a, b) => a - b);
        const inside = sorted.filter((each) => each >= within.from && each <= within.through);
        const held = ranges.overlapping(within);
        expect({
          all: numbersOf(ranges.all()),
          count: ranges.count(),
          highest: ranges.highest(),
          has: Array.from({ length: HIGHEST + 2 }, (_each, index) => ranges.has(index)),
          inside: numbersOf(held),
          missing: numbersOf(ranges.missing(within, HIGHEST)),
        }).toEqual({
          all: sorted,
          count: sorted.length,
          highest: sorted.at(-1) ?? 0,
          has: Array.from({ length: HIGHEST + 2 }, (_each, index) => numbers.has(index)),
          inside,
          missing: numbersOf([within]).filter((each) => !numbers.has(each)),
        });
        // As few ranges as there can be.
        expect(
          ranges.all().every(({ from }, index, all) => from > (all[index - 1]?.through ?? -1) + 1),
        ).toBe(true);
        // A page ends where its limit says, and says what comes next.
        const [first] = inside;
        expect(pageOf(held, limit)).toEqual({
          within:
            first === undefined
              ? null
              : { from: first, through: inside.slice(0, limit).at(-1) ?? 0 },
          next: inside[limit] ?? null,
        });
      }),
      { numRuns: 500 },
    );
  });

  it('take a million numbers in order as one range', () => {
    const ranges = createNumberRanges();
    for (let each = 1; each <= 1_000_000; each += 1) {
      ranges.add({ from: each, through: each });
    }
    expect(ranges.all()).toEqual([{ from: 1, through: 1_000_000 }]);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLedgerPlaces } from '../../../../electron/journal/ledger-places.ts';

const placesOf = (numbers: readonly number[]) => {
  const places = createLedgerPlaces();
  for (const [turn, number] of numbers.entries()) {
    places.add(number, { offset: turn * 100, sizeBytes: turn });
  }
  return places;
};

describe('places of a ledger', () => {
  it('come in order of their numbers, in whatever order they were added', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 700 }), { maxLength: 900, size: 'max' }),
        fc.integer({ min: 1, max: 700 }),
        fc.integer({ min: 0, max: 200 }),
        (numbers, from, more) => {
          const within = { from, through: from + more };
          expect(placesOf(numbers).within(within)).toEqual(
            numbers
              .map((number, turn) => ({ number, place: { offset: turn * 100, sizeBytes: turn } }))
              .filter(({ number }) => number >= from && number <= from + more)
              .toSorted((a, b) => a.number - b.number),
          );
        },
      ),
    );
  });
});

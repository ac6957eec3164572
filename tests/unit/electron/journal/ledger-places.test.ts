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
  it('come page by page in order of their numbers, in whatever order they were added', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 700 }), { maxLength: 900 }),
        fc.integer({ min: 1, max: 50 }),
        (numbers, limit) => {
          const places = placesOf(numbers);
          const found: number[] = [];
          const perPage: number[] = [];
          for (let from: number | null = 1; from !== null;) {
            const page: ReturnType<typeof places.page> = places.page(from, limit);
            const ofPage = page.places.map(({ sizeBytes }) => numbers[sizeBytes] ?? 0);
            perPage.push(new Set(ofPage).size);
            found.push(...ofPage);
            expect(page.places.every(({ offset, sizeBytes }) => offset === sizeBytes * 100)).toBe(
              true,
            );
            from = page.next;
          }
          expect(found).toEqual(numbers.toSorted((a, b) => a - b));
          // Every page but the last is full; one number on two events counts once.
          expect(perPage.slice(0, -1).every((count) => count === limit)).toBe(true);
          expect((perPage.at(-1) ?? 0) <= limit).toBe(true);
        },
      ),
    );
  });

  it('know which numbers are held', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 60 }),
        fc.integer({ min: 0, max: 41 }),
        (numbers, asked) => {
          expect(placesOf(numbers).has(asked)).toBe(numbers.includes(asked));
        },
      ),
    );
  });
});

import type { NumberRange } from '../../contract/number-range.ts';

/** Where a record's line lies in the file, without its line feed. */
export type Place = { readonly offset: number; readonly sizeBytes: number };

/**
 * Where the events of one ledger lie in a segment, by their numbers, in 20 bytes for each. Numbers come almost always in ascending order; another one is put in its place.
 */
export type LedgerPlaces = {
  add(number: number, place: Place): void;
  /** Places of the numbers in this range, in order; two for a number that was given twice. */
  within(range: NumberRange): NumberedPlace[];
};

export type NumberedPlace = { readonly number: number; readonly place: Place };

const FIRST_ROOM = 256;

export function createLedgerPlaces(): LedgerPlaces {
  // Three columns, sorted by number; one number stands twice when it was given twice.
  let numbers = new Float64Array(FIRST_ROOM);
  let offsets = new Float64Array(FIRST_ROOM);
  let sizes = new Uint32Array(FIRST_ROOM);
  let length = 0;

  const numberAt = (index: number): number => numbers[index] ?? Number.NaN;

  /** The first index whose number is at least this. */
  const indexFrom = (number: number): number => {
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (numberAt(middle) < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  };

  const makeRoom = (): void => {
    const [oldNumbers, oldOffsets, oldSizes] = [numbers, offsets, sizes];
    const room = length * 2;
    numbers = new Float64Array(room);
    offsets = new Float64Array(room);
    sizes = new Uint32Array(room);
    numbers.set(oldNumbers);
    offsets.set(oldOffsets);
    sizes.set(oldSizes);
  };

  return {
    add(number, { offset, sizeBytes }) {
      if (length === numbers.length) {
        makeRoom();
      }
      const inOrder = length === 0 || numberAt(length - 1) <= number;
      const index = inOrder ? length : indexFrom(number + 1);
      if (!inOrder) {
        for (const column of [numbers, offsets, sizes]) {
          column.copyWithin(index + 1, index, length);
        }
      }
      numbers[index] = number;
      offsets[index] = offset;
      sizes[index] = sizeBytes;
      length += 1;
    },
    within({ from, through }) {
      const found: NumberedPlace[] = [];
      for (let index = indexFrom(from); index < length; index += 1) {
        const number = numberAt(index);
        if (number > through) {
          break;
        }
        const place = { offset: offsets[index] ?? 0, sizeBytes: sizes[index] ?? 0 };
        found.push({ number, place });
      }
      return found;
    },
  };
}

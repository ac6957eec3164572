import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCobs, encodeCobs } from '../../../../hardware/protocol/cobs.ts';

describe('COBS', () => {
  it.each([
    [[], [1]],
    [[0], [1, 1]],
    [
      [0, 0],
      [1, 1, 1],
    ],
    [
      [0x11, 0x22, 0, 0x33],
      [3, 0x11, 0x22, 2, 0x33],
    ],
    [
      [0x11, 0, 0, 0],
      [2, 0x11, 1, 1, 1],
    ],
  ])('stuffs %j as %j', (bytes, stuffed) => {
    expect([...encodeCobs(Uint8Array.from(bytes))]).toEqual(stuffed);
  });

  it('takes 254 bytes without a zero into one block and the next into another', () => {
    const block = new Uint8Array(254).fill(7);
    expect([...encodeCobs(block)]).toEqual([0xff, ...block]);
    expect([...encodeCobs(Uint8Array.of(...block, 8))]).toEqual([0xff, ...block, 2, 8]);
  });

  it('gives back what was stuffed, and never holds a zero', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 700 }),
      fc.array(fc.constantFrom(0, 1, 255), { maxLength: 700 }).map((all) => Uint8Array.from(all)),
    );
    fc.assert(
      fc.property(bytes, (original) => {
        const stuffed = encodeCobs(original);
        expect(stuffed.includes(0)).toBe(false);
        expect(decodeCobs(stuffed)).toEqual(original);
      }),
    );
  });

  it('refuses a zero inside and a block that runs past the end', () => {
    expect(decodeCobs(Uint8Array.of(3, 1, 0))).toBeNull();
    expect(decodeCobs(Uint8Array.of(0))).toBeNull();
    expect(decodeCobs(Uint8Array.of(5, 1, 2))).toBeNull();
  });

  it('answers anything with bytes or null', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const decoded = decodeCobs(bytes);
        expect(decoded === null || decoded.length <= bytes.length).toBe(true);
      }),
    );
  });
});

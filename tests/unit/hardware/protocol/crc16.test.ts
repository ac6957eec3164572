import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc16 } from '../../../../hardware/protocol/crc16.ts';

describe('crc16', () => {
  it('gives the catalogued check value of CRC-16/IBM-3740', () => {
    expect(crc16(new TextEncoder().encode('123456789'))).toBe(0x29b1);
  });

  it('is the initial value over nothing', () => {
    expect(crc16(new Uint8Array(0))).toBe(0xffff);
  });

  it('notices every burst of errors up to 16 bits long', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 3, maxLength: 140 }),
        fc.nat(),
        fc.integer({ min: 1, max: 0xffff }),
        fc.integer({ min: 0, max: 7 }),
        (bytes, at, burst, shift) => {
          const start = at % (bytes.length - 2);
          const broken = Uint8Array.from(bytes);
          const flips = burst << shift;
          for (const [offset, mask] of [flips >> 16, flips >> 8, flips].entries()) {
            broken[start + offset] = (broken[start + offset] ?? 0) ^ (mask & 0xff);
          }
          expect(crc16(broken)).not.toBe(crc16(bytes));
        },
      ),
    );
  });
});

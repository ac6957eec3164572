import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { EventId } from '../../../contract/identifiers.ts';
import { uuidV7 } from '../../../contract/uuid-v7.ts';

const TEN_ZEROS = new Uint8Array(10);

describe('uuidV7', () => {
  it('lays time, version and variant out as RFC 9562 says', () => {
    // The example of RFC 9562, appendix A.6.
    const random = Uint8Array.from([0xcc, 0x31, 0x8c, 0x4d, 0xc0, 0xc0, 0x0c, 0x07, 0x39, 0x8f]);
    expect(uuidV7(0x017f22e279b0, random)).toMatch(/^017f22e2-79b0-7[0-9a-f]{3}-[89ab]/);
  });

  it('is a valid event id for any time a clock can show, and orders by it', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true }),
        fc.double({ noNaN: true }),
        fc.uint8Array({ minLength: 10, maxLength: 10 }),
        (one, other, random) => {
          const [earlier, later] = [Math.min(one, other), Math.max(one, other)];
          const ids = [uuidV7(earlier, random), uuidV7(later, random)] as const;
          return ids.every((id) => EventId.safeParse(id).success) && ids[0] <= ids[1];
        },
      ),
    );
  });

  it('refuses any number of random bytes but ten', () => {
    expect(() => uuidV7(0, TEN_ZEROS.slice(1))).toThrow('needs 10 random bytes and got 9');
  });
});

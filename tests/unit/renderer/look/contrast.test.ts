import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, inkOn, readableOn } from '../../../../renderer/look/contrast.ts';

const colour = fc
  .integer({ min: 0, max: 0xff_ff_ff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('contrast', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#fff', '#ffffff', 1],
    ['#777777', '#ffffff', 4.48],
  ])('of %s and %s is %d', (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 2);
    expect(contrast(other, one)).toBeCloseTo(ratio, 2);
  });
});

describe('readableOn', () => {
  it('leaves a colour alone that can be read', () => {
    expect(readableOn('#1a4f7f', ['#fbf5ea', '#ffffff'], 4.5)).toBe('#1a4f7f');
  });

  it('finds a colour that can be read on light grounds and on dark ones, whatever it is given', () => {
    fc.assert(
      fc.property(
        colour,
        fc.constantFrom(['#fbf5ea', '#fffdf8', '#f4e9d8'], ['#241f2e', '#322b40', '#1b1723']),
        fc.constantFrom(4.5, 7),
        (given, grounds, least) => {
          const readable = readableOn(given, grounds, least);
          expect(Math.min(...grounds.map((ground) => contrast(readable, ground)))).toBeGreaterThan(
            least - 0.01,
          );
          expect(contrast(inkOn(readable), readable)).toBeGreaterThan(4.5);
        },
      ),
    );
  });
});

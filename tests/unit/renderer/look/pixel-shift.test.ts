import { describe, expect, it } from 'vitest';
import { shiftAt } from '../../../../renderer/look/pixel-shift.ts';

const WAY = Array.from({ length: 34 * 21 + 1 }, (_, step) => shiftAt(step, 4));

describe('the pixel shift', () => {
  it('begins where the screen stands, and comes back to it', () => {
    expect([WAY[0], WAY.at(-1)].map((shift) => shift && Math.hypot(shift.x, shift.y))).toEqual([
      0, 0,
    ]);
  });

  it('never goes further than its reach, nor far at once', () => {
    const far = WAY.filter(({ x, y }) => Math.max(Math.abs(x), Math.abs(y)) > 4);
    const jumps = WAY.slice(1).filter(
      ({ x, y }, index) =>
        Math.hypot(x - (WAY[index]?.x ?? 0), y - (WAY[index]?.y ?? 0)) > Math.SQRT2 * 2,
    );
    expect([far, jumps]).toEqual([[], []]);
  });

  it('comes to every pixel within its reach', () => {
    expect(new Set(WAY.map(({ x, y }) => `${x} ${y}`)).size).toBe(9 * 9);
  });
});

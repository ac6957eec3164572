import { describe, expect, it } from 'vitest';
import { createRandomPool } from '../../../electron/random-pool.ts';

describe('random pool', () => {
  it('gives every byte once, and fills itself again', () => {
    let fills = 0;
    const take = createRandomPool((into) => {
      fills += 1;
      for (const index of into.keys()) {
        into[index] = (fills * 10 + index) % 251;
      }
    });
    const first = take(10);
    const taken = Array.from({ length: 410 }, () => take(10));
    expect([[...first], [...(taken[0] ?? [])], fills]).toEqual([
      Array.from({ length: 10 }, (_each, index) => 10 + index),
      Array.from({ length: 10 }, (_each, index) => 20 + index),
      2,
    ]);
  });

  it('refuses more than it holds', () => {
    expect(() => createRandomPool(() => undefined)(5_000)).toThrow(RangeError);
  });
});

import { describe, expect, it } from 'vitest';
import { reloadDelayMs } from '../../../electron/reload-delay.ts';

describe('reload after a trouble', () => {
  it('comes at once for the first three in a row, then later and later, up to half a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(reloadDelayMs)).toEqual([
      0, 0, 0, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
    ]);
  });
});

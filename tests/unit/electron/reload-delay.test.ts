import { describe, expect, it } from 'vitest';
import { reloadDelayMs } from '../../../electron/reload-delay.ts';

const crashes = (...seconds: number[]) => seconds.map((second) => second * 1_000);

describe('reload after a crash', () => {
  it('comes at once for a page that crashes now and then', () => {
    expect(reloadDelayMs(crashes(0, 100, 200, 300, 400))).toBe(0);
  });

  it('waits longer and longer for a page that keeps crashing, up to half a minute', () => {
    const times = crashes(0, 1, 2, 3, 4, 6, 10, 18, 34, 64);
    expect(times.map((_time, index) => reloadDelayMs(times.slice(0, index + 1)))).toEqual([
      0, 0, 0, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
    ]);
  });

  it('forgets a bad minute', () => {
    expect(reloadDelayMs(crashes(0, 1, 2, 3, 4, 65))).toBe(0);
  });
});

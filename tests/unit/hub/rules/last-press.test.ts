import { describe, expect, it } from 'vitest';
import { lastPressMs } from '../../../../hub/rules/last-press.ts';

const HEARD_AT_MS = 1_000_000;

function instant(wallMs: number, monotonicMs: number, bootId = 'boot') {
  return { wallMs, monotonicMs, bootId };
}

describe('lastPressMs', () => {
  it('counts back from when the terminal was heard by its monotonic clock, whatever its wall clock does', () => {
    const at = instant(5, 90_000);
    expect(
      lastPressMs({ at, lastPressAt: instant(9_999_999, 30_000), heardAtMs: HEARD_AT_MS }),
    ).toBe(HEARD_AT_MS - 60_000);
  });

  it('counts by its wall clock over a restart of its clock, and never into the future', () => {
    const at = instant(500_000, 10, 'second boot');
    expect(
      lastPressMs({ at, lastPressAt: instant(400_000, 99, 'boot'), heardAtMs: HEARD_AT_MS }),
    ).toBe(HEARD_AT_MS - 100_000);
    expect(
      lastPressMs({ at, lastPressAt: instant(600_000, 99, 'boot'), heardAtMs: HEARD_AT_MS }),
    ).toBe(HEARD_AT_MS);
  });

  it('does not know where the terminal does not', () => {
    expect(
      lastPressMs({ at: instant(1, 1), lastPressAt: null, heardAtMs: HEARD_AT_MS }),
    ).toBeNull();
  });
});

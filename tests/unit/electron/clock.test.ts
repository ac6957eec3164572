import { describe, expect, it } from 'vitest';
import { Instant } from '../../../contract/instant.ts';
import { clockFrom, systemClock } from '../../../electron/clock.ts';

describe('clock', () => {
  it('tells microseconds, and survives a wall clock before 1970', () => {
    const clock = clockFrom({
      wallMs: () => -5_000.5,
      monotonicNs: () => 12_345_678_901n,
      bootId: 'boot',
    });
    expect(clock.now()).toEqual({ wallMs: 0, monotonicMs: 12_345.678, bootId: 'boot' });
  });

  it.runIf(process.platform === 'linux')(
    'is the same for every process of one boot on Linux',
    () => {
      const clocks = [systemClock('linux', 'run-1'), systemClock('linux', 'run-2')];
      const [first, second] = clocks.map((clock) => Instant.parse(clock.now()));
      expect(first?.bootId).toBe(second?.bootId);
      expect(first?.bootId).not.toBe('run-1');
    },
  );

  it('is named after the process elsewhere', () => {
    expect(systemClock('win32', 'run-1').now().bootId).toBe('run-1');
  });
});

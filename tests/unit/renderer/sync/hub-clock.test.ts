import { describe, expect, it } from 'vitest';
import { createHubClock } from '../../../../renderer/sync/hub-clock.ts';
import { pageMemory } from '../../../support/page-memory.ts';

const instant = (bootId: string, monotonicMs: number) => ({ wallMs: 500, monotonicMs, bootId });

describe('the hub clock', () => {
  it('remembers what earlier boots measured, for the events they made', () => {
    const memory = pageMemory();
    const before = createHubClock({ now: () => instant('boot-1', 30), memory });
    before.learn(instant('boot-1', 10), instant('boot-1', 30), 1_790_000_000_000);

    const after = createHubClock({ now: () => instant('boot-2', 70), memory });
    after.learn(instant('boot-2', 50), instant('boot-2', 60), 1_790_000_100_000);
    expect(after.samples()).toEqual([
      { offsetMs: 1_789_999_999_510, uncertaintyMs: 10, at: instant('boot-1', 30) },
      { offsetMs: 1_790_000_099_505, uncertaintyMs: 5, at: instant('boot-2', 60) },
    ]);
    expect(after.nowMs()).toBe(1_790_000_100_015);
  });

  it('does without a memory that fails, and with one that holds nonsense', () => {
    const failing = {
      getItem: () => {
        throw new Error('denied');
      },
      setItem: () => {
        throw new Error('denied');
      },
    };
    for (const memory of [
      failing,
      pageMemory({ 'glimlach-clock-samples': '[{"offsetMs":"x"}]' }),
    ]) {
      const clock = createHubClock({ now: () => instant('boot-1', 30), memory });
      expect(clock.samples()).toEqual([]);
      clock.learn(instant('boot-1', 10), instant('boot-1', 30), 1_790_000_000_000);
      expect(clock.samples()).toHaveLength(1);
    }
  });
});

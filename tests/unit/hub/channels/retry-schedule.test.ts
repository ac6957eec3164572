import { describe, expect, it } from 'vitest';
import { retryBySchedule } from '../../../../hub/channels/retry-schedule.ts';

describe('A retry schedule', () => {
  it('goes through its delays and then gives up', () => {
    const retryDelayMs = retryBySchedule([5_000, 300_000], () => 0.5);
    expect([1, 2, 3].map(retryDelayMs)).toEqual([5_000, 300_000, null]);
  });

  it('is up to a fifth early or late', () => {
    expect(retryBySchedule([10_000], () => 0)(1)).toBe(8_000);
    expect(retryBySchedule([10_000], () => 0.999_999)(1)).toBe(12_000);
  });
});

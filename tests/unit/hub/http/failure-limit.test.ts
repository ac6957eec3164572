import { describe, expect, it } from 'vitest';
import { createFailureLimit, type FailureWindow } from '../../../../hub/http/failure-limit.ts';

describe('FailureLimit', () => {
  it('lets a key try until it has failed too often, and again when the window is over', () => {
    const limit = createFailureLimit({ failures: 2, windowMs: 10_000 });
    limit.fail('a', 1_000);
    expect(limit.retryAfterSeconds('a', 1_000)).toBe(null);
    limit.fail('a', 2_000);
    expect(limit.retryAfterSeconds('a', 2_500)).toBe(9);
    expect(limit.retryAfterSeconds('b', 2_500)).toBe(null);
    expect(limit.retryAfterSeconds('a', 11_000)).toBe(null);
  });

  it('keeps no key whose window is over, whichever comes next', () => {
    const windows = new Map<string, FailureWindow>();
    const limit = createFailureLimit({ failures: 2, windowMs: 10_000 }, windows);
    limit.fail('a', 0);
    limit.fail('b', 1_000);
    limit.fail('c', 5_000);
    limit.fail('d', 11_000);
    expect([...windows.keys()]).toEqual(['c', 'd']);
    expect(limit.retryAfterSeconds('e', 21_000)).toBe(null);
    expect([...windows.keys()]).toEqual([]);
  });

  it('forgets the oldest keys when a flood of new ones comes', () => {
    const limit = createFailureLimit({ failures: 1, windowMs: 10_000 });
    for (let key = 0; key <= 20_000; key += 1) {
      limit.fail(`${key}`, 0);
    }
    expect([
      limit.retryAfterSeconds('0', 0),
      limit.retryAfterSeconds('1', 0),
      limit.retryAfterSeconds('20000', 0),
    ]).toEqual([null, 10, 10]);
  });
});

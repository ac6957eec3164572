import { describe, expect, it } from 'vitest';
import { createFailureLimit } from '../../../../hub/http/failure-limit.ts';

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

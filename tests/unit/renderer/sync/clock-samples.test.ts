import { describe, expect, it } from 'vitest';
import type { ClockSample } from '../../../../contract/protocol/events.ts';
import { clockSample, hubTimeAt, keepSample } from '../../../../renderer/sync/clock-samples.ts';

const sample = (
  bootId: string,
  uncertaintyMs: number,
  monotonicMs: number,
  { wallMs = monotonicMs, offsetMs = 0 } = {},
): ClockSample => ({ offsetMs, uncertaintyMs, at: { wallMs, monotonicMs, bootId } });

describe('clock samples', () => {
  it('take the middle of the round trip, by the monotonic clock', () => {
    const sent = { wallMs: 5_000, monotonicMs: 100, bootId: 'a' };
    // The wall clock was set back while the request was under way.
    const received = { wallMs: 1_000, monotonicMs: 140, bootId: 'a' };
    expect(clockSample(sent, received, 9_000)).toEqual({
      offsetMs: 8_020,
      uncertaintyMs: 20,
      at: received,
    });
  });

  it('keep the most certain of a boot', () => {
    const precise = sample('a', 5, 1_000);
    const kept = keepSample([precise], sample('a', 50, 2_000));
    expect(kept).toEqual([precise]);
    expect(keepSample(kept, sample('a', 4, 3_000))).toEqual([sample('a', 4, 3_000)]);
  });

  it('let a fresh one win once drift outweighs the difference', () => {
    const precise = sample('a', 5, 0);
    const fresh = (monotonicMs: number) => sample('a', 50, monotonicMs);
    // 45 ms at 100 ppm are 450 s.
    expect(keepSample([precise], fresh(449_000))).toEqual([precise]);
    expect(keepSample([precise], fresh(451_000))).toEqual([fresh(451_000)]);
  });

  it('let a fresh one win that contradicts the old: the hub’s clock was set, or ours stood still', () => {
    const precise = sample('a', 5, 1_000);
    const contradicting = sample('a', 50, 2_000, { offsetMs: 60_000 });
    expect(keepSample([precise], contradicting)).toEqual([contradicting]);
  });

  it('are not contradicted by setting our own wall clock', () => {
    const precise = sample('a', 5, 1_000);
    const afterSetting = sample('a', 50, 2_000, { wallMs: 3_602_000, offsetMs: -3_600_000 });
    expect(keepSample([precise], afterSetting)).toEqual([precise]);
  });

  it('stay for the boots before, the newest 16 of them', () => {
    let samples: readonly ClockSample[] = [];
    for (let boot = 1; boot <= 20; boot += 1) {
      samples = keepSample(samples, sample(`boot-${boot}`, 5, 1_000));
    }
    expect(samples.map(({ at }) => at.bootId)).toEqual(
      Array.from({ length: 16 }, (_, index) => `boot-${index + 5}`),
    );
  });
});

describe('the hub’s time', () => {
  it('goes by the monotonic clock, wherever the wall clock is set', () => {
    const samples = [sample('a', 5, 1_000, { wallMs: 0, offsetMs: 1_790_000_000_000 })];
    const at = (wallMs: number) => ({ wallMs, monotonicMs: 61_000, bootId: 'a' });
    expect(hubTimeAt(samples, at(60_000))).toBe(1_790_000_060_000);
    expect(hubTimeAt(samples, at(9_999_999_999_999))).toBe(1_790_000_060_000);
    expect(hubTimeAt(samples, at(0))).toBe(1_790_000_060_000);
  });

  it('is the wall clock’s before the hub answered in this boot', () => {
    const samples = [sample('a', 5, 1_000, { wallMs: 0, offsetMs: 1_790_000_000_000 })];
    expect(hubTimeAt(samples, { wallMs: 1_234, monotonicMs: 0, bootId: 'b' })).toBe(1_234);
  });
});

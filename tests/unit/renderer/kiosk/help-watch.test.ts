import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ASK_EVERY_MS, watchHelp } from '../../../../renderer/kiosk/help-watch.ts';
import { startTimer } from '../../../../renderer/timers.ts';

describe('looking for help', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  function watch(...answers: readonly (boolean | null)[]) {
    const askedAtMs: number[] = [];
    const begunAtMs = Date.now();
    let comings = 0;
    const stop = watchHelp({
      ask: async () => answers[askedAtMs.push(Date.now() - begunAtMs) - 1] ?? null,
      startTimer,
      onComing: () => {
        comings += 1;
      },
    });
    return { askedAtMs, stop, comings: () => comings };
  }

  it('asks again and again, and no more once somebody is coming', async () => {
    const { askedAtMs, comings } = watch(false, false, true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([askedAtMs, comings()]).toEqual([[2_000, 4_000, 6_000], 1]);
  });

  it('asks as rarely as it is told to, where nobody looks at the page for it', async () => {
    const askedAtMs: number[] = [];
    const stop = watchHelp({
      ask: async () => askedAtMs.push(Date.now()) > 99,
      startTimer,
      onComing: () => undefined,
      everyMs: 8_000,
    });
    const begunAtMs = Date.now();
    await vi.advanceTimersByTimeAsync(17_000);
    stop();
    expect(askedAtMs.map((atMs) => atMs - begunAtMs)).toEqual([8_000, 16_000]);
  });

  it('asks less often while the hub does not answer', async () => {
    const { askedAtMs, stop } = watch(null, null, null, null, null, false);
    await vi.advanceTimersByTimeAsync(70_000);
    expect(askedAtMs).toEqual([2_000, 6_000, 14_000, 30_000, 46_000, 62_000, 64_000, 68_000]);
    stop();
  });

  it('says nothing any more when it is stopped, not even what was asked before', async () => {
    const { stop, comings, askedAtMs } = watch(true, true);
    vi.advanceTimersByTime(ASK_EVERY_MS);
    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([askedAtMs, comings()]).toEqual([[ASK_EVERY_MS], 0]);
  });
});

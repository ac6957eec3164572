import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { repeat } from '../../../hub/repeat.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Work whose rounds end when the test says so. */
function makeWork() {
  const rounds: (PromiseWithResolvers<void> & { readonly stopping: AbortSignal })[] = [];
  return {
    rounds,
    work: async (stopping: AbortSignal): Promise<void> => {
      const round = { ...Promise.withResolvers<void>(), stopping };
      rounds.push(round);
      await round.promise;
    },
  };
}

const never = (error: unknown): never => {
  throw error;
};

describe('repeat', () => {
  it('begins a round the given while after the one before has ended, and never two at once', async () => {
    const { rounds, work } = makeWork();
    const stop = repeat(work, { everyMs: 1_000, failed: never });
    await vi.advanceTimersByTimeAsync(999);
    expect(rounds).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(rounds).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(rounds).toHaveLength(1);
    rounds[0]?.resolve();
    await vi.advanceTimersByTimeAsync(999);
    expect(rounds).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(rounds).toHaveLength(2);
    rounds[1]?.resolve();
    await stop();
  });

  it('tells of a round that failed, and goes on', async () => {
    const { rounds, work } = makeWork();
    const failures: unknown[] = [];
    const stop = repeat(work, { everyMs: 1_000, failed: (error) => failures.push(error) });
    await vi.advanceTimersByTimeAsync(1_000);
    const error = new Error('The database is away.');
    rounds[0]?.reject(error);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(failures).toEqual([error]);
    expect(rounds).toHaveLength(2);
    rounds[1]?.resolve();
    await stop();
  });

  it('begins its first round when it is told to', async () => {
    const { rounds, work } = makeWork();
    const stop = repeat(work, { everyMs: 86_400_000, firstAfterMs: 60_000, failed: never });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(rounds).toHaveLength(1);
    rounds[0]?.resolve();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(rounds).toHaveLength(1);
    await stop();
  });

  it('begins nothing once it is stopped, between two rounds', async () => {
    const { rounds, work } = makeWork();
    const stop = repeat(work, { everyMs: 1_000, failed: never });
    await stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(rounds).toHaveLength(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('lets the round that runs know that it is to end, and waits for it', async () => {
    const { rounds, work } = makeWork();
    const stop = repeat(work, { everyMs: 1_000, failed: never });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(rounds[0]?.stopping.aborted).toBe(false);
    let stopped = false;
    const end = async (): Promise<void> => {
      await stop();
      stopped = true;
    };
    const ending = end();
    expect(rounds[0]?.stopping.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(stopped).toBe(false);
    rounds[0]?.resolve();
    await ending;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(rounds).toHaveLength(1);
  });
});

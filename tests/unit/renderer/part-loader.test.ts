import { describe, expect, it, vi } from 'vitest';
import { createPartLoader } from '../../../renderer/part-loader.ts';
import type { PageMemory } from '../../../renderer/recording/outbox-trust.ts';
import { pageMemory } from '../../support/page-memory.ts';

/** A page of one browser tab, and what its loader did. */
function page({
  reachable = true,
  memory = pageMemory(),
  hangsAfter = Infinity,
}: {
  readonly reachable?: boolean;
  readonly memory?: PageMemory;
  /** Waits that end; the next one does not. */
  readonly hangsAfter?: number;
} = {}) {
  const waits: number[] = [];
  const lines: string[] = [];
  const reloadWhenIdle = vi.fn<() => void>();
  const loader = createPartLoader({
    memory,
    canComeBack: async () => reachable,
    reloadWhenIdle,
    wait: (forMs) => {
      waits.push(forMs);
      return waits.length > hangsAfter ? hanging() : Promise.resolve();
    },
    onTrouble: (line) => lines.push(line),
  });
  return { loader, waits, lines, reloadWhenIdle };
}

/** Fails so often, and then gives "it". */
function failing(times: number): () => Promise<string> {
  let failed = 0;
  return async () => {
    failed += 1;
    if (failed <= times) {
      throw new Error('Failed to fetch');
    }
    return 'it';
  };
}

/** A line that never answers. */
function hanging(): Promise<never> {
  return new Promise(() => undefined);
}

describe('A part that is needed for good', () => {
  it('is tried again, less and less often, until it is there', async () => {
    const { loader, waits, reloadWhenIdle } = page({ reachable: false });
    expect(await loader.load('flow', failing(3))).toBe('it');
    expect(waits).toEqual([30_000, 60_000, 120_000]);
    expect(reloadWhenIdle).not.toHaveBeenCalled();
  });

  it('has the page loaded anew, since a browser may remember that it failed', async () => {
    const { loader, lines, reloadWhenIdle } = page();
    await loader.load('flow', failing(1));
    expect(lines).toEqual(['The part "flow" could not be loaded: Failed to fetch']);
    expect(reloadWhenIdle).toHaveBeenCalledTimes(1);
  });

  it('does so less and less often also from page to page', async () => {
    const memory = pageMemory();
    const first = page({ memory, hangsAfter: 1 });
    void first.loader.load('flow', failing(Infinity));
    await vi.waitFor(() => expect(first.waits).toEqual([30_000, 60_000]));
    const next = page({ memory });
    await next.loader.load('flow', failing(1));
    await next.loader.load('flow', failing(1));
    expect(next.waits).toEqual([120_000, 30_000]);
  });
});

describe('A part that somebody waits for', () => {
  it('comes', async () => {
    const { loader, reloadWhenIdle } = page();
    expect(await loader.loadNow('staff', failing(0), hanging)).toBe('it');
    expect(reloadWhenIdle).not.toHaveBeenCalled();
  });

  it('is given up when it fails, and the page is loaded anew', async () => {
    const { loader, reloadWhenIdle } = page();
    expect(await loader.loadNow('staff', failing(1), hanging)).toBe(null);
    expect(reloadWhenIdle).toHaveBeenCalledTimes(1);
  });

  it('is given up when it hangs', async () => {
    const { loader, lines } = page({ reachable: false });
    expect(await loader.loadNow('staff', hanging, async () => undefined)).toBe(null);
    expect(lines).toEqual(['The part "staff" could not be loaded: it did not come in time']);
  });
});

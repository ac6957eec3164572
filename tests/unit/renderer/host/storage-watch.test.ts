import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Quota, watchStorage } from '../../../../renderer/host/storage-watch.ts';
import { MemoryOutbox } from '../../../../renderer/outbox/memory-outbox.ts';
import { pressedBody } from '../../../support/event-maker.ts';

const LEDGER = '019a0000-0000-7000-8000-00000000000a';
const HOUR_MS = 60 * 60_000;

describe('the storage watch', () => {
  let outbox: MemoryOutbox;
  let told: (Quota | null)[];
  let usage: number | undefined;

  beforeEach(async () => {
    vi.useFakeTimers();
    outbox = new MemoryOutbox();
    told = [];
    usage = 100;
    const numbers = Array.from({ length: 1_500 }, (_, index) => index + 1);
    await outbox.add(numbers.map((number) => pressedBody({ ledgerId: LEDGER, number })));
    await outbox.settle(
      LEDGER,
      numbers.slice(0, 800).map((number) => ({ number, outcome: 'stored' as const })),
    );
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  async function watch() {
    const started = watchStorage({
      storage: {
        estimate: async () => (usage === undefined ? {} : { usage, quota: 1_000 }),
        persisted: async () => true,
      },
      outbox,
      onQuota: (quota) => told.push(quota),
      onTrouble: (detail) => expect.fail(detail),
    });
    await vi.advanceTimersByTimeAsync(0);
    return started;
  }

  const held = async () =>
    (await outbox.newest(LEDGER, { from: 1, through: Infinity }, 9_999)).length;

  it('says what the browser allows, at once and every hour, and removes nothing', async () => {
    await watch();
    usage = 200;
    await vi.advanceTimersByTimeAsync(HOUR_MS);
    expect(told).toEqual([
      { usedBytes: 100, limitBytes: 1_000, persisted: true },
      { usedBytes: 200, limitBytes: 1_000, persisted: true },
    ]);
    expect(await held()).toBe(1_500);
  });

  it('says nothing where the browser says nothing', async () => {
    usage = undefined;
    await watch();
    expect(told).toEqual([null]);
  });

  it('makes room by the oldest answered events when little is left, never by unsent ones', async () => {
    usage = 800;
    await watch();
    expect(await held()).toBe(1_000);
    expect((await outbox.books())[0]).toMatchObject({ made: 1_500, mark: 800, queued: 700 });
  });

  it('makes room at once when a write found none', async () => {
    const watching = await watch();
    watching.full();
    await vi.advanceTimersByTimeAsync(0);
    expect(await held()).toBe(1_000);
  });
});

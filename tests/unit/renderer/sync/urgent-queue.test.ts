import { beforeEach, describe, expect, it } from 'vitest';
import { readBody } from '../../../../renderer/outbox/entry.ts';
import { MemoryOutbox } from '../../../../renderer/outbox/memory-outbox.ts';
import { createUrgentQueue, type UrgentQueue } from '../../../../renderer/sync/urgent-queue.ts';
import { pressedBody } from '../../../support/event-maker.ts';

const BOOT = 'boot-1';
const LEDGER = '019a0000-0000-7000-8000-00000000000a';

describe('the urgent queue', () => {
  let outbox: MemoryOutbox;
  let queue: UrgentQueue;
  let looks: number;
  let fails: boolean;
  let nowMs: number;

  beforeEach(() => {
    outbox = new MemoryOutbox();
    looks = 0;
    fails = false;
    nowMs = 10_000;
    queue = createUrgentQueue(
      {
        async urgentQueued(limit, isFresh) {
          looks += 1;
          if (fails) {
            throw new Error('The disk is gone.');
          }
          return outbox.urgentQueued(limit, isFresh);
        },
      },
      () => ({ wallMs: 1_790_000_000_000, monotonicMs: nowMs, bootId: BOOT }),
      () => false,
    );
  });

  const red = (number: number) =>
    readBody(
      pressedBody({
        ledgerId: LEDGER,
        number,
        rating: 'negative',
        at: { wallMs: 1_790_000_000_000, monotonicMs: nowMs, bootId: BOOT },
      }),
    );
  const next = async (maxEvents = 500) =>
    (await queue.next(maxEvents))?.entries.map(({ number }) => number) ?? null;

  it('hands out what it was told without asking the outbox, newest first and once', async () => {
    expect(await next()).toBeNull();
    expect(looks).toBe(1);
    const [first, second] = [red(1), red(2)];
    await outbox.add([first, second]);
    queue.tell([first.entry]);
    queue.tell([second.entry]);
    expect([await next(), await next(), looks]).toEqual([[2, 1], null, 1]);
  });

  it('asks the outbox at the start, and again until it has none', async () => {
    await outbox.add([red(1)]);
    expect([await next(), await next()]).toEqual([[1], [1]]);
    await outbox.settle(LEDGER, [{ number: 1, outcome: 'stored' }]);
    expect([await next(), await next(), looks]).toEqual([null, null, 3]);
  });

  it('asks the outbox for what was sent in vain, and for what did not go into a batch', async () => {
    await next();
    await outbox.add([red(1), red(2), red(3)]);
    queue.tell((await outbox.queuedAfter(null, 3)).slice(0, 2));
    expect(await next(1)).toEqual([2]);
    expect(await next()).toEqual([3, 2, 1]);
    await outbox.settle(
      LEDGER,
      [1, 2, 3].map((number) => ({ number, outcome: 'stored' as const })),
    );
    expect([await next(), await next(), looks]).toEqual([null, null, 3]);
    queue.lookInOutbox();
    expect([await next(), looks]).toEqual([null, 4]);
  });

  it('asks again after an outbox that failed', async () => {
    await outbox.add([red(1)]);
    fails = true;
    await expect(queue.next(500)).rejects.toThrow('The disk is gone.');
    fails = false;
    expect(await next()).toEqual([1]);
  });

  it('leaves to the ordinary queue what has become late', async () => {
    await next();
    queue.tell([red(1).entry]);
    nowMs += 120_001;
    expect([await next(), looks]).toEqual([null, 1]);
  });
});

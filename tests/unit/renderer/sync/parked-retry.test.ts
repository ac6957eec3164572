import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryOutbox } from '../../../../renderer/outbox/memory-outbox.ts';
import { createParkedRetry } from '../../../../renderer/sync/parked-retry.ts';
import { pressedBody } from '../../../support/event-maker.ts';
import { pageMemory } from '../../../support/page-memory.ts';

const LEDGER = '019a0000-0000-7000-8000-00000000000a';
const REQUEST = '5a0f6f0e-7d0a-4a8e-8f57-1d5a0e6b7c21';
const LATER_REQUEST = '5a0f6f0e-7d0a-4a8e-8f57-1d5a0e6b7c22';

describe('the retry of parked events', () => {
  let outbox: MemoryOutbox;
  let queued: number;
  const memory = pageMemory();

  beforeEach(() => {
    outbox = new MemoryOutbox();
    queued = 0;
  });

  const start = (kept = memory) =>
    createParkedRetry({ outbox, memory: kept, onQueued: () => (queued += 1) });

  async function park(...numbers: number[]): Promise<void> {
    await outbox.add(numbers.map((number) => pressedBody({ ledgerId: LEDGER, number })));
    await outbox.settle(
      LEDGER,
      numbers.map((number) => ({ number, outcome: 'parked', reason: 'invalid', detail: 'why' })),
    );
  }

  const waiting = async () => (await outbox.queuedAfter(null, 9)).map(({ number }) => number);

  it('queues everything parked once per request, however often and to whichever page it is told', async () => {
    await park(1, 2);
    const retry = start();
    await retry(null);
    expect(await waiting()).toEqual([]);
    await retry(REQUEST);
    expect(await waiting()).toEqual([1, 2]);
    await park(1, 2);
    await retry(REQUEST);
    await start()(REQUEST);
    expect(await waiting()).toEqual([]);
    await retry(LATER_REQUEST);
    expect(await waiting()).toEqual([1, 2]);
    expect(queued).toBe(2);
  });

  it('does not bother the queue when nothing is parked', async () => {
    await start(pageMemory())(REQUEST);
    expect(queued).toBe(0);
  });

  it('is carried out with a later heartbeat when the outbox fails', async () => {
    await park(1);
    let broken = true;
    const retry = createParkedRetry({
      outbox: {
        parked: async () => outbox.parked(),
        retryParked: async (ledgerId, numbers) => {
          if (broken) {
            throw new Error('The disk is gone.');
          }
          await outbox.retryParked(ledgerId, numbers);
        },
      },
      memory: pageMemory(),
      onQueued: () => undefined,
    });
    await expect(retry(REQUEST)).rejects.toThrow('The disk is gone.');
    broken = false;
    await retry(REQUEST);
    expect(await waiting()).toEqual([1]);
  });
});

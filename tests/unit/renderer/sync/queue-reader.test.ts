import { describe, expect, it } from 'vitest';
import { MemoryOutbox } from '../../../../renderer/outbox/memory-outbox.ts';
import type { LedgerPlace } from '../../../../renderer/outbox/outbox.ts';
import { readQueue } from '../../../../renderer/sync/queue-reader.ts';
import { pressedBody } from '../../../support/event-maker.ts';

const LEDGER = '019a0000-0000-7000-8000-00000000000a';
const nothing = () => false;

async function setUp(count: number) {
  const outbox = new MemoryOutbox();
  await outbox.add(
    Array.from({ length: count }, (_, index) =>
      pressedBody({ ledgerId: LEDGER, number: index + 1 }),
    ),
  );
  const readings: (LedgerPlace | null)[] = [];
  const counted = {
    queuedAfter: (place: LedgerPlace | null, limit: number) => {
      readings.push(place);
      return outbox.queuedAfter(place, limit);
    },
  };
  return { outbox, counted, readings };
}

describe('the queue reader', () => {
  it('hands out each event once, in order, however many are asked for, and reads each once', async () => {
    const { counted, readings } = await setUp(2_500);
    const queue = readQueue(counted, nothing);
    const numbers: number[] = [];
    for (let asked = 1; ; asked = (asked * 2) % 499) {
      const batch = await queue.next(asked);
      if (batch === null) {
        break;
      }
      expect(batch.entries.length).toBeLessThanOrEqual(asked);
      numbers.push(...batch.entries.map(({ number }) => number));
    }
    expect(numbers).toEqual(Array.from({ length: 2_500 }, (_, index) => index + 1));
    expect(readings.map((place) => place?.number)).toEqual([undefined, 1_000, 2_000]);
  });

  it('stays at the end once it was there: what came later is for the next reader', async () => {
    const { outbox, counted } = await setUp(1);
    const queue = readQueue(counted, nothing);
    expect((await queue.next(500))?.entries).toHaveLength(1);
    await outbox.add([pressedBody({ ledgerId: LEDGER, number: 2 })]);
    expect(await queue.next(500)).toBeNull();
    expect((await readQueue(counted, nothing).next(500))?.entries).toHaveLength(2);
  });

  it('goes on behind a whole page that is not to be sent now', async () => {
    const { outbox, counted } = await setUp(1_200);
    const first = new Set((await outbox.queuedAfter(null, 1_100)).map(({ id }) => id));
    const batch = await readQueue(counted, (id) => first.has(id)).next(3);
    expect(batch?.entries.map(({ number }) => number)).toEqual([1_101, 1_102, 1_103]);
  });
});

import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { MAX_BATCH_BYTES } from '../../../../contract/protocol/events.ts';
import type { LedgerBooks } from '../../../../renderer/outbox/outbox.ts';
import { MemoryOutbox } from '../../../../renderer/outbox/memory-outbox.ts';
import { createEventUpload } from '../../../../renderer/sync/event-upload.ts';
import { pressedBody } from '../../../support/event-maker.ts';
import { MemoryHub } from '../../../support/memory-hub.ts';

const LEDGER = '019a0000-0000-7000-8000-00000000000a';
const BOOT = 'boot-1';

function setUp(startMs = 10_000) {
  let nowMs = startMs;
  const outbox = new MemoryOutbox();
  const hub = new MemoryHub();
  const storedThrough: [string, number][] = [];
  const parked: number[] = [];
  const forked: string[] = [];
  const gzipped: string[] = [];
  const looked: (readonly LedgerBooks[])[] = [];
  const upload = createEventUpload({
    outbox,
    session: hub,
    now: () => ({ wallMs: 1_790_000_000_000, monotonicMs: nowMs, bootId: BOOT }),
    gzip: async (text) => {
      gzipped.push(text);
      return new Uint8Array(gzipSync(text));
    },
    clockSamples: () => [],
    gaps: {
      look(books) {
        looked.push(books);
        return books.some(({ gap }) => gap !== null);
      },
    },
    onForked: (ledgerId) => forked.push(ledgerId),
    onStoredThrough: (ledgerId, number) => storedThrough.push([ledgerId, number]),
    onParked: (count) => parked.push(count),
  });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { outbox, hub, upload, storedThrough, parked, forked, looked, gzipped, pass };
}

const NOTHING = { kind: 'nothing-to-send', gapStands: false };
const EMPTY = { kind: 'sent', events: 0, rewound: false, gapStands: false };

const press = (number: number, rating: 'positive' | 'negative' = 'positive', monotonicMs = 9_000) =>
  pressedBody({
    ledgerId: LEDGER,
    number,
    rating,
    at: { wallMs: 1_790_000_000_000, monotonicMs, bootId: BOOT },
  });

const sentNumbers = (hub: MemoryHub, request: number) =>
  hub.requests[request]?.events.map(({ body }) => (JSON.parse(body) as { number: number }).number);

describe('the event upload', () => {
  it('sends frozen bytes as they are, with the books, and takes the answers in', async () => {
    const { outbox, hub, upload, storedThrough } = setUp();
    const bodies = [press(1), press(2)];
    await outbox.add(bodies);
    expect(await upload.sendBatch(500, false)).toEqual({
      kind: 'sent',
      events: 2,
      rewound: false,
      gapStands: false,
    });
    expect([...hub.bodies.values()]).toEqual(bodies);
    expect(hub.requests[0]?.ledgers).toEqual([
      { ledgerId: LEDGER, made: 2, queued: 2, oldestQueued: 1, parked: [] },
    ]);
    expect(await upload.sendBatch(500, false)).toEqual(NOTHING);
    expect(storedThrough, 'told a turn later').toEqual([[LEDGER, 2]]);
    await upload.sendBatch(500, false);
    expect(storedThrough, 'and once').toHaveLength(1);
    expect(await outbox.nextBatch({ maxEvents: 9, maxBytes: 9_999 })).toEqual([]);
  });

  it('does not bother the hub when there is nothing to send, unless the books are due', async () => {
    const { hub, upload } = setUp();
    expect(await upload.sendBatch(500, false)).toEqual(NOTHING);
    expect(hub.requests).toEqual([]);
    expect(await upload.sendBatch(500, true)).toEqual(EMPTY);
    expect(hub.requests).toHaveLength(1);
  });

  it('sends fresh negative presses before everything else', async () => {
    const { outbox, hub, upload } = setUp();
    await outbox.add([press(1), press(2, 'negative'), press(3), press(4, 'negative')]);
    await upload.sendBatch(500, false);
    await upload.sendBatch(500, false);
    expect(sentNumbers(hub, 0)).toEqual([4, 2]);
    expect(sentNumbers(hub, 1)).toEqual([1, 3]);
  });

  it('lets a late negative press, which pages nobody, wait its turn', async () => {
    const { outbox, hub, upload } = setUp(200_000);
    await outbox.add([press(1), press(2, 'negative')]);
    await upload.sendBatch(500, false);
    expect(sentNumbers(hub, 0)).toEqual([1, 2]);
  });

  it('parks what the hub rejects and goes on with the rest', async () => {
    const { outbox, hub, upload, parked } = setUp();
    await outbox.add([press(1), press(2), press(3)]);
    const [, second] = await outbox.nextBatch({ maxEvents: 3, maxBytes: 99_999 });
    hub.rejectIds.add(second?.id ?? '');
    await upload.sendBatch(500, false);
    expect(parked).toEqual([1]);
    expect(hub.numbers(LEDGER)).toEqual([1, 3]);
    expect((await outbox.parked()).map(({ number }) => number)).toEqual([2]);
    expect(await upload.sendBatch(500, false)).toEqual(NOTHING);
  });

  it('sends again what a hub restored from a backup lacks', async () => {
    const { outbox, hub, upload, storedThrough } = setUp();
    await outbox.add([press(1), press(2), press(3)]);
    await upload.sendBatch(500, false);
    hub.forget([...hub.bodies.keys()].slice(1));
    expect(await upload.sendBatch(500, true)).toEqual({ ...EMPTY, rewound: true });
    await upload.sendBatch(500, false);
    expect(storedThrough.at(-1)).toEqual([LEDGER, 1]);
    expect(hub.numbers(LEDGER)).toEqual([1, 2, 3]);
  });

  it('does not take its own parked numbers for a loss at the hub', async () => {
    const { outbox, hub, upload } = setUp();
    await outbox.add([press(1), press(2), press(3)]);
    const [, second] = await outbox.nextBatch({ maxEvents: 3, maxBytes: 99_999 });
    hub.rejectIds.add(second?.id ?? '');
    // A hub that does not believe this terminal's statement stops before the number it never took.
    hub.believesParked = false;
    await upload.sendBatch(500, false);
    await outbox.add([press(4)]);
    // What lies behind that number may be lost at such a hub: it is sent again, once.
    expect(await upload.sendBatch(500, false)).toEqual({ ...EMPTY, events: 1, rewound: true });
    expect(await upload.sendBatch(500, false)).toEqual({ ...EMPTY, events: 2 });
    expect(await upload.sendBatch(500, true)).toEqual(EMPTY);
    expect([...hub.timesStored.values()]).toEqual([1, 1, 1]);
  });

  it('finds what such a hub lost behind a parked number', async () => {
    const { outbox, hub, upload } = setUp();
    await outbox.add([press(1), press(2), press(3)]);
    const [, second] = await outbox.nextBatch({ maxEvents: 3, maxBytes: 99_999 });
    hub.rejectIds.add(second?.id ?? '');
    hub.believesParked = false;
    await upload.sendBatch(500, false);
    hub.forget([...hub.bodies.keys()].slice(1));
    await upload.sendBatch(500, true);
    await upload.sendBatch(500, false);
    expect(hub.numbers(LEDGER)).toEqual([1, 3]);
  });

  it('moves its mark over no number that is missing, and says that one is', async () => {
    const { outbox, hub, upload, storedThrough, looked } = setUp();
    await outbox.add([press(1), press(3), press(4)]);
    await upload.sendBatch(500, false);
    expect(await upload.sendBatch(500, false)).toEqual({ ...NOTHING, gapStands: true });
    expect(await upload.sendBatch(500, true)).toEqual({ ...EMPTY, gapStands: true });
    expect(looked.at(-1)).toEqual([
      {
        ledgerId: LEDGER,
        made: 4,
        mark: 1,
        queued: 1,
        oldestQueued: 2,
        parked: [],
        gap: { from: 2, through: 2 },
      },
    ]);
    await outbox.add([press(2)]);
    await upload.sendBatch(500, false);
    await upload.sendBatch(500, false);
    expect(storedThrough).toEqual([
      [LEDGER, 1],
      [LEDGER, 1],
      [LEDGER, 4],
    ]);
    expect(hub.numbers(LEDGER)).toEqual([1, 2, 3, 4]);
  });

  it('says once that a ledger is forked', async () => {
    const { outbox, hub, upload, forked } = setUp();
    const twin = press(1);
    hub.store((JSON.parse(twin) as { id: string }).id, twin);
    await outbox.add([press(1)]);
    await upload.sendBatch(500, false);
    await upload.sendBatch(500, true);
    expect(forked).toEqual([LEDGER]);
    expect(hub.numbers(LEDGER)).toEqual([1, 1]);
  });

  it('sets an event aside that is refused even alone, and tries it again after a while', async () => {
    const { outbox, hub, upload, pass } = setUp();
    await outbox.add([press(1), press(2), press(3)]);
    const [first] = await outbox.nextBatch({ maxEvents: 1, maxBytes: 99_999 });
    hub.indigestibleIds.add(first?.id ?? '');
    expect(await upload.sendBatch(500, false)).toMatchObject({ kind: 'failed', events: 3 });
    expect(await upload.sendBatch(1, false)).toMatchObject({ kind: 'failed', events: 1 });
    expect(await upload.sendBatch(1, false)).toMatchObject({ kind: 'sent', events: 1 });
    expect(await upload.sendBatch(500, false)).toMatchObject({ kind: 'sent', events: 1 });
    expect(await upload.sendBatch(500, false)).toEqual(NOTHING);
    expect(await outbox.books()).toMatchObject([{ queued: 1, oldestQueued: 1 }]);
    hub.indigestibleIds.clear();
    expect(await upload.sendBatch(500, true)).toMatchObject({ kind: 'sent', events: 0 });
    pass(5 * 60_000);
    expect(await upload.sendBatch(500, false)).toMatchObject({ kind: 'sent', events: 1 });
    expect(hub.numbers(LEDGER)).toEqual([1, 2, 3]);
  });

  it('sends urgent events on their own beside a batch, and both answers fit', async () => {
    const { outbox, hub, upload } = setUp();
    await outbox.add([press(1), press(2)]);
    const batch = upload.sendBatch(500, false);
    await outbox.add([press(3, 'negative')]);
    expect(await upload.sendUrgent()).toEqual({ ...EMPTY, events: 1 });
    expect(await batch).toMatchObject({ kind: 'sent' });
    expect(await upload.sendBatch(500, false)).toEqual(NOTHING);
    expect(await outbox.books()).toMatchObject([{ mark: 3, queued: 0 }]);
    expect([...hub.timesStored.values()]).toEqual([1, 1, 1]);
    expect(await upload.sendUrgent()).toEqual(NOTHING);
  });

  it.each(['answers-reversed', 'answer-missing', 'answer-strange'] as const)(
    'pairs answers by id, whatever the reply looks like: %s',
    async (mishap) => {
      const { outbox, hub, upload } = setUp();
      await outbox.add([press(1), press(2), press(3)]);
      const [, second] = await outbox.nextBatch({ maxEvents: 3, maxBytes: 99_999 });
      hub.rejectIds.add(second?.id ?? '');
      hub.mishap = () => mishap;
      await upload.sendBatch(500, false);
      hub.mishap = () => 'none';
      await upload.sendBatch(500, false);
      expect(hub.numbers(LEDGER)).toEqual([1, 3]);
      expect([...hub.timesStored.values()]).toEqual([1, 1]);
      expect(await outbox.books()).toMatchObject([{ mark: 3, queued: 0, parked: [2] }]);
    },
  );

  it('does not lower the mark it told the journal because the outbox lost its own', async () => {
    const { outbox, hub, upload, storedThrough } = setUp();
    await outbox.add([press(1), press(2)]);
    await upload.sendBatch(500, false);
    await upload.sendBatch(500, false);
    await outbox.reconcile(LEDGER, 0);
    await upload.sendBatch(500, true);
    await upload.sendBatch(500, false);
    expect(storedThrough).toEqual([
      [LEDGER, 2],
      [LEDGER, 2],
    ]);
    expect(hub.numbers(LEDGER)).toEqual([1, 2]);
  });

  it('takes a hub that answers nothing for one that is not there', async () => {
    const { outbox, hub, upload } = setUp();
    await outbox.add([press(1)]);
    hub.answersNothing = true;
    expect(await upload.sendBatch(500, false)).toMatchObject({
      kind: 'failed',
      result: { kind: 'offline' },
    });
  });

  it('leaves everything queued when the reply is lost, and the hub counts nothing twice', async () => {
    const { outbox, hub, upload } = setUp();
    await outbox.add([press(1), press(2)]);
    hub.mishap = () => 'reply-lost';
    expect(await upload.sendBatch(500, false)).toMatchObject({ kind: 'failed', events: 2 });
    hub.mishap = () => 'none';
    await upload.sendBatch(500, false);
    expect([...hub.timesStored.values()]).toEqual([1, 1]);
    expect(await outbox.books()).toMatchObject([{ queued: 0, mark: 2 }]);
  });

  it('compresses what is worth it, and sends one press as it is', async () => {
    const { outbox, upload, gzipped } = setUp();
    await outbox.add([press(1)]);
    await upload.sendBatch(500, false);
    expect(gzipped).toEqual([]);
    await outbox.add([press(2), press(3), press(4), press(5)]);
    await upload.sendBatch(500, false);
    expect(gzipped).toHaveLength(1);
  });

  it('keeps a full batch within what the hub takes', async () => {
    const { outbox, hub, upload } = setUp();
    await outbox.add(Array.from({ length: 600 }, (_, index) => press(index + 1)));
    await upload.sendBatch(500, false);
    const sizeBytes = Buffer.byteLength(JSON.stringify(hub.requests[0]));
    expect(sizeBytes).toBeLessThanOrEqual(MAX_BATCH_BYTES);
    expect(sizeBytes).toBeGreaterThan(MAX_BATCH_BYTES / 2);
  });
});

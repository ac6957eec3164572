import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { MAX_BATCH_BYTES } from '../../../../contract/protocol/events.ts';
import type { LedgerBooks } from '../../../../renderer/outbox/outbox.ts';
import { readBody } from '../../../../renderer/outbox/entry.ts';
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
  const taken: (readonly string[])[] = [];
  const forked: string[] = [];
  const gzipped: string[] = [];
  const looked: (readonly LedgerBooks[])[] = [];
  /** Requests the hub has not been given yet; null lets them through. */
  const held: { requests: (() => void)[] | null } = { requests: null };
  const upload = createEventUpload({
    outbox,
    session: {
      async ask(request) {
        if (held.requests !== null) {
          await new Promise<void>((resolve) => held.requests?.push(resolve));
        }
        return hub.ask(request);
      },
    },
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
    onTaken: (ids) => taken.push(ids),
    onParked: (count) => parked.push(count),
  });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { outbox, hub, upload, storedThrough, taken, parked, forked, looked, gzipped, held, pass };
}

const NOTHING = { kind: 'nothing-to-send', gapStands: false };
const EMPTY = { kind: 'sent', events: 0, stated: true, rewound: false, gapStands: false };

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
      stated: true,
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
    expect(await outbox.queuedAfter(null, 9)).toEqual([]);
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
    const [, second] = await outbox.queuedAfter(null, 3);
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

  it('tells the journal of a hub that lost everything', async () => {
    const { outbox, hub, upload, storedThrough } = setUp();
    await outbox.add([press(1), press(2)]);
    await upload.sendBatch(500, false);
    hub.forget([...hub.bodies.keys()]);
    await upload.sendBatch(500, true);
    hub.mishap = () => 'request-lost';
    await upload.sendBatch(500, true);
    expect(storedThrough.at(-1)).toEqual([LEDGER, 0]);
  });

  it('does not take its own parked numbers for a loss at the hub', async () => {
    const { outbox, hub, upload } = setUp();
    await outbox.add([press(1), press(2), press(3)]);
    const [, second] = await outbox.queuedAfter(null, 3);
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
    const [, second] = await outbox.queuedAfter(null, 3);
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
    const [first] = await outbox.queuedAfter(null, 1);
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
    const red = readBody(press(3, 'negative'));
    await outbox.add([red]);
    upload.tellUrgent([red.entry]);
    expect(await upload.sendUrgent()).toEqual({ ...EMPTY, events: 1, stated: false });
    expect(await batch).toMatchObject({ kind: 'sent' });
    expect(await upload.sendBatch(500, false)).toEqual(NOTHING);
    expect(await outbox.books()).toMatchObject([{ mark: 3, queued: 0 }]);
    expect([...hub.timesStored.values()]).toEqual([1, 1, 1]);
    expect(await upload.sendUrgent()).toEqual(NOTHING);
  });

  it('tells once that the hub has what jumps the queue, whichever way took it there, and of nothing else', async () => {
    const { outbox, hub, upload, taken } = setUp();
    const [left, rejected, told] = [2, 3, 4].map((number) => readBody(press(number, 'negative')));
    if (left === undefined || rejected === undefined || told === undefined) {
      throw new Error('Three presses were made.');
    }
    hub.rejectIds.add(rejected.entry.id);
    // The page before this one left them.
    await outbox.add([press(1), left, rejected]);
    await upload.sendUrgent();
    expect(taken).toEqual([[left.entry.id]]);
    await outbox.add([told]);
    upload.tellUrgent([told.entry]);
    hub.mishap = () => 'reply-lost';
    await upload.sendUrgent();
    expect(taken).toHaveLength(1);
    hub.mishap = () => 'none';
    await upload.sendBatch(500, false);
    await upload.sendBatch(500, false);
    await upload.sendUrgent();
    expect(taken).toEqual([[left.entry.id], [told.entry.id]]);
  });

  it.each(['answers-reversed', 'answer-missing', 'answer-strange'] as const)(
    'pairs answers by id, whatever the reply looks like: %s',
    async (mishap) => {
      const { outbox, hub, upload } = setUp();
      await outbox.add([press(1), press(2), press(3)]);
      const [, second] = await outbox.queuedAfter(null, 3);
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

  describe('with a long queue', () => {
    const COUNT = 1_500;
    const turns = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

    /** The first batch has shown that the link is quick; the next ones stay with the link. */
    async function begun(tookMs = 100) {
      const all = setUp();
      const { outbox, upload, held, pass } = all;
      await outbox.add(Array.from({ length: COUNT }, (_, index) => press(index + 1)));
      held.requests = [];
      const first = upload.sendBatch(500, false);
      await turns();
      pass(tookMs);
      held.requests.shift()?.();
      await first;
      return { ...all, requests: held.requests };
    }

    const spans = (hub: MemoryHub) =>
      hub.requests.map((_, request) => {
        const numbers = sentNumbers(hub, request) ?? [];
        return [numbers[0], numbers.at(-1)];
      });

    it('sends a batch while the one before it is under way, and each event once', async () => {
      const { hub, upload, requests, held } = await begun();
      const second = upload.sendBatch(500, false);
      await turns();
      expect(requests).toHaveLength(2);
      // The hub may answer the later one first.
      requests.pop()?.();
      requests.pop()?.();
      expect(await second).toMatchObject({ kind: 'sent' });
      held.requests = null;
      let outcome = await upload.sendBatch(500, false);
      while (outcome.kind === 'sent') {
        outcome = await upload.sendBatch(500, false);
      }
      expect(outcome).toEqual(NOTHING);
      expect([...hub.timesStored.values()]).toEqual(Array.from({ length: COUNT }, () => 1));
      expect(hub.requests.flatMap(({ events }) => events)).toHaveLength(COUNT);
    });

    it('states its books with the first batch and then once a second', async () => {
      const { hub, upload, held, pass } = await begun();
      held.requests = null;
      pass(1_000);
      while ((await upload.sendBatch(500, false)).kind === 'sent') {
        // Until all is sent.
      }
      const stated = hub.requests.map(({ ledgers }) => ledgers.length);
      expect(stated).toEqual([1, 1, ...stated.slice(2).map(() => 0)]);
      expect(stated.length).toBeGreaterThan(3);
    });

    it('waits for both when one fails, and begins at the mark', async () => {
      const { hub, upload, requests, held } = await begun();
      const mishaps = ['reply-lost', 'none'] as const;
      let asked = 0;
      hub.mishap = () => mishaps[asked++] ?? 'none';
      const came: string[] = [];
      const second = upload.sendBatch(500, false).then(({ kind }) => came.push(kind));
      await turns();
      requests.shift()?.();
      await turns();
      expect(came).toEqual([]);
      requests.shift()?.();
      await second;
      expect(came).toEqual(['failed']);
      held.requests = null;
      await upload.sendBatch(500, false);
      const [first, lost, ahead, again] = spans(hub);
      expect([lost?.[0], ahead?.[0]]).toEqual([(first?.[1] ?? 0) + 1, (lost?.[1] ?? 0) + 1]);
      expect(again?.[0]).toBe(lost?.[0]);
    });

    it('begins at the mark when an answer is missing', async () => {
      const { hub, upload, requests, held } = await begun();
      const mishaps = ['answer-missing', 'none'] as const;
      let asked = 0;
      hub.mishap = () => mishaps[asked++] ?? 'none';
      const second = upload.sendBatch(500, false);
      await turns();
      held.requests = null;
      requests.splice(0).forEach((release) => release());
      expect(await second).toMatchObject({ kind: 'sent', stated: false });
      await upload.sendBatch(500, false);
      const [, lacking, , again] = spans(hub);
      expect(again?.[0]).toBe(lacking?.[0]);
    });

    it.each([
      ['a slow link', 2_001, 500],
      ['batches that had to become smaller', 100, 250],
    ])('sends one batch at a time on %s', async (_, tookMs, maxEvents) => {
      const { upload, requests, held } = await begun(tookMs);
      const second = upload.sendBatch(maxEvents, false);
      await turns();
      expect(requests).toHaveLength(1);
      held.requests = null;
      requests.shift()?.();
      await second;
    });

    it('leaves a batch behind that was given up, and waits at the end for what it sent ahead', async () => {
      const { outbox, hub, upload, requests, held } = await begun();
      const stuck = upload.sendBatch(500, false);
      await turns();
      expect(requests).toHaveLength(2);
      const late = requests.splice(0);
      held.requests = null;
      expect(await upload.sendBatch(500, false)).toMatchObject({ kind: 'sent' });
      expect(spans(hub)[1]?.[0]).toBe((spans(hub)[0]?.[1] ?? 0) + 1);
      late.forEach((release) => release());
      await stuck;
      await upload.settled();
      while ((await upload.sendBatch(500, false)).kind === 'sent') {
        // Until all is sent.
      }
      expect([...hub.timesStored.values()]).toEqual(Array.from({ length: COUNT }, () => 1));
      expect(await outbox.books()).toMatchObject([{ queued: 0, mark: COUNT }]);
    });
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freezeEvent, thawEvent } from '../../contract/event-body.ts';
import { ASK_STAFF_STEP } from '../../contract/flow-steps.ts';
import { MAX_SEALED_LENGTH } from '../../contract/sealing.ts';
import type { LedgerBooks, LedgerPlace, Outbox, ReadEvent } from '../../renderer/outbox/outbox.ts';
import { MAX_GAP_FILL } from '../../contract/ipc-limits.ts';
import { recordedEntry } from '../support/recorded-entry.ts';
import { eventId, pressedBody, pressedEvent } from '../support/event-maker.ts';

const LEDGER = '019a0000-0000-7000-8000-00000000000a';
const LATER_LEDGER = '019b0000-0000-7000-8000-00000000000b';
const ALL = { from: 1, through: Infinity };
const always = () => true;

/** What every outbox owes its callers; run over each implementation. */
export function describeOutbox(name: string, open: () => Promise<Outbox>): void {
  describe(name, () => {
    let outbox: Outbox;

    beforeEach(async () => {
      outbox = await open();
    });

    afterEach(() => {
      outbox.close();
    });

    async function fill(count: number, ledgerId = LEDGER, negatives: readonly number[] = []) {
      const bodies = Array.from({ length: count }, (_, index) =>
        pressedBody({
          ledgerId,
          number: index + 1,
          rating: negatives.includes(index + 1) ? 'negative' : 'positive',
        }),
      );
      await outbox.add(bodies);
      return bodies;
    }

    const queuedNumbers = async (limit = 500, place: LedgerPlace | null = null) =>
      (await outbox.queuedAfter(place, limit)).map(({ number }) => number);

    /** Books without gaps, of the ledger that most tests use. */
    const books = (made: number, more: Partial<LedgerBooks>): LedgerBooks => ({
      ledgerId: LEDGER,
      made,
      mark: 0,
      queued: 0,
      oldestQueued: null,
      parked: [],
      gap: null,
      ...more,
    });

    const stored = (...numbers: number[]) =>
      numbers.map((number) => ({ number, outcome: 'stored' as const }));

    const parked = (number: number) => ({
      number,
      outcome: 'parked' as const,
      reason: 'invalid' as const,
      detail: 'rating: unknown',
    });

    it('hands out events in order with the very bytes it was given', async () => {
      const bodies = await fill(3);
      expect((await outbox.queuedAfter(null, 500)).map(({ body }) => body)).toEqual(bodies);
    });

    it('takes a replayed event without adding it again', async () => {
      const [body] = await fill(1);
      expect(await outbox.add(body === undefined ? [] : [body])).toEqual(['present']);
      expect(await queuedNumbers()).toEqual([1]);
    });

    it('never overwrites a number that another event holds', async () => {
      const [first] = await fill(1);
      expect(await outbox.add([pressedBody({ ledgerId: LEDGER, number: 1 })])).toEqual([
        'conflict',
      ]);
      expect((await outbox.queuedAfter(null, 500)).map(({ body }) => body)).toEqual([first]);
    });

    it('numbers recorded events without gaps and opens the given ledger when it has none', async () => {
      const first = await recordedEntry(outbox, LEDGER);
      const second = await recordedEntry(outbox, LATER_LEDGER);
      expect([first, second].map(({ ledgerId, number }) => [ledgerId, number])).toEqual([
        [LEDGER, 1],
        [LEDGER, 2],
      ]);
    });

    it('gives concurrent recordings a number each', async () => {
      const entries = await Promise.all(
        Array.from({ length: 20 }, () => recordedEntry(outbox, LEDGER)),
      );
      expect(entries.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 20 }, (_, index) => index + 1),
      );
    });

    it('does not use up a number when making the event fails', async () => {
      await recordedEntry(outbox, LEDGER);
      const failing = () => {
        throw new Error('no clock');
      };
      await expect(outbox.record(LEDGER, [pressedBody, failing])).rejects.toThrow('no clock');
      expect((await recordedEntry(outbox, LEDGER)).number).toBe(2);
    });

    it('gives events that are recorded together the next numbers, with nothing between them', async () => {
      const both = () => outbox.record(LEDGER, [pressedBody, pressedBody]);
      const recorded = await Promise.all([both(), recordedEntry(outbox, LEDGER), both()]);
      const numbersOf = (events: readonly ReadEvent[]) => events.map(({ entry }) => entry.number);
      expect([numbersOf(recorded[0]), recorded[1].number, numbersOf(recorded[2])]).toEqual([
        [1, 2],
        3,
        [4, 5],
      ]);
    });

    it('keeps an event queued until it is answered, and the mark closes over gaps', async () => {
      await fill(5);
      await outbox.settle(LEDGER, stored(1, 2, 4));
      expect(await queuedNumbers()).toEqual([3, 5]);
      expect(await outbox.books()).toEqual([books(5, { mark: 2, queued: 2, oldestQueued: 3 })]);
      await outbox.settle(LEDGER, stored(3));
      expect(await outbox.books()).toEqual([books(5, { mark: 4, queued: 1, oldestQueued: 5 })]);
    });

    it('keeps answered events', async () => {
      await fill(3);
      await outbox.settle(LEDGER, stored(1, 2, 3));
      expect(await outbox.newest(LEDGER, ALL, 9)).toHaveLength(3);
      expect(await queuedNumbers()).toEqual([]);
    });

    it('hands out as many as are asked for, and goes on after any place', async () => {
      await fill(4, LATER_LEDGER);
      await fill(6);
      await outbox.settle(LEDGER, stored(1, 2, 3, 5));
      await outbox.reconcile(LEDGER, 2);
      await outbox.settle(LEDGER, stored(3, 4));
      await outbox.add([pressedBody({ ledgerId: LEDGER, number: 9 })]);
      expect(await queuedNumbers(3)).toEqual([5, 6, 9]);
      expect(await queuedNumbers(3, { ledgerId: LEDGER, number: 5 })).toEqual([6, 9, 1]);
      expect(await queuedNumbers(3, { ledgerId: LEDGER, number: 9 })).toEqual([1, 2, 3]);
      expect(await queuedNumbers(3, { ledgerId: LATER_LEDGER, number: 2 })).toEqual([3, 4]);
      expect(await queuedNumbers(3, { ledgerId: LATER_LEDGER, number: 4 })).toEqual([]);
    });

    it('goes on among events that are queued again behind the mark', async () => {
      await fill(8);
      await outbox.settle(LEDGER, [...stored(1), parked(2), ...stored(3), parked(4), ...stored(5)]);
      await outbox.retryParked(LEDGER, [2, 4]);
      expect(await queuedNumbers(2)).toEqual([2, 4]);
      expect(await queuedNumbers(3, { ledgerId: LEDGER, number: 2 })).toEqual([4, 6, 7]);
      expect(await queuedNumbers(3, { ledgerId: LEDGER, number: 7 })).toEqual([8]);
    });

    it('reaches unanswered events behind a long answered stretch', async () => {
      await fill(12);
      await outbox.settle(LEDGER, stored(2, 3, 4, 5, 6, 7, 8, 9, 10));
      expect(await queuedNumbers(3)).toEqual([1, 11, 12]);
    });

    it('sends the oldest ledger first', async () => {
      await fill(1, LATER_LEDGER);
      await fill(1, LEDGER);
      expect((await outbox.queuedAfter(null, 500)).map(({ ledgerId }) => ledgerId)).toEqual([
        LEDGER,
        LATER_LEDGER,
      ]);
    });

    it('hands out fresh negative presses first, newest first, each until it is answered', async () => {
      await fill(9, LEDGER, [2, 5, 8]);
      const urgent = async (isFresh: (body: string) => boolean = always) =>
        (await outbox.urgentQueued(500, isFresh)).map(({ number }) => number);
      expect(await urgent()).toEqual([8, 5, 2]);
      await outbox.settle(LEDGER, stored(8));
      expect(await urgent()).toEqual([5, 2]);
      const made = (body: string) => {
        const thawed = thawEvent(body);
        return thawed.ok ? thawed.event.number : 0;
      };
      expect(await urgent((body) => made(body) > 2)).toEqual([5]);
      expect(await urgent((body) => made(body) < 5)).toEqual([]);
    });

    it('does not let repeats and recovered presses jump the queue', async () => {
      const at = { wallMs: 1_790_000_000_000, monotonicMs: 1, bootId: 'boot-1' };
      await outbox.add([
        pressedBody({ ledgerId: LEDGER, number: 1, rating: 'negative', repeat: true }),
        pressedBody({
          ledgerId: LEDGER,
          number: 2,
          rating: 'negative',
          recovered: { from: at, until: at },
        }),
      ]);
      expect(await outbox.urgentQueued(500, always)).toEqual([]);
    });

    it('lets a visitor who asks for somebody jump the queue, and holds what is sealed as it came', async () => {
      const { v, at } = pressedEvent();
      const header = { v, at, ledgerId: LEDGER } as const;
      const pressId = eventId();
      const sealed = freezeEvent({
        ...header,
        id: eventId(),
        number: 1,
        type: 'sealed',
        sha256: 'a'.repeat(64),
        jwe: 'x'.repeat(MAX_SEALED_LENGTH),
      });
      const asked = freezeEvent({
        ...header,
        id: eventId(),
        number: 2,
        type: 'answered',
        pressId,
        step: ASK_STAFF_STEP,
        outcome: { kind: 'choice', values: ['now'] },
      });
      await outbox.add([sealed, asked]);
      const urgent = await outbox.urgentQueued(500, always);
      expect(urgent.map(({ body }) => body)).toEqual([asked]);
      const queued = await outbox.queuedAfter(null, 500);
      expect(queued.map(({ body }) => body)).toEqual([sealed, asked]);
    });

    it('parks a rejected event: kept with its reason, not sent, sent again on demand', async () => {
      const bodies = await fill(3);
      await outbox.settle(LEDGER, [...stored(1), parked(2), ...stored(3)]);
      expect(await queuedNumbers()).toEqual([]);
      expect(
        (await outbox.parked()).map(({ number, body, reason }) => [number, body, reason]),
      ).toEqual([[2, bodies[1], 'invalid']]);
      expect(await outbox.books()).toEqual([
        books(3, { mark: 3, queued: 0, oldestQueued: null, parked: [2] }),
      ]);

      await outbox.retryParked(LEDGER, [2]);
      expect(await queuedNumbers()).toEqual([2]);
      expect(await outbox.books()).toEqual([books(3, { mark: 3, queued: 1, oldestQueued: 2 })]);
      await outbox.settle(LEDGER, stored(2));
      expect(await queuedNumbers()).toEqual([]);
      expect(await outbox.parked()).toEqual([]);
    });

    it('queues again what a restored hub no longer holds, but not what is parked', async () => {
      await fill(6);
      await outbox.settle(LEDGER, [...stored(1, 2, 3, 5), parked(4)]);
      expect(await outbox.reconcile(LEDGER, 2)).toBe(true);
      expect(await queuedNumbers()).toEqual([3, 5, 6]);
      expect((await outbox.parked()).map(({ number }) => number)).toEqual([4]);
    });

    it('does not take the word of a hub that claims more than it answered', async () => {
      await fill(3);
      await outbox.settle(LEDGER, stored(1));
      expect(await outbox.reconcile(LEDGER, 3)).toBe(false);
      expect(await queuedNumbers()).toEqual([2, 3]);
    });

    it('starts a lost ledger where the hub had confirmed it', async () => {
      await outbox.confirm(LEDGER, 40);
      await outbox.add([41, 42, 44].map((number) => pressedBody({ ledgerId: LEDGER, number })));
      expect(await queuedNumbers()).toEqual([41, 42, 44]);
      await outbox.settle(LEDGER, stored(41, 42));
      await outbox.confirm(LEDGER, 10);
      expect(await outbox.books()).toEqual([
        books(44, { mark: 42, queued: 2, oldestQueued: 43, gap: { from: 43, through: 43 } }),
      ]);
      await outbox.confirm(LEDGER, 60);
      expect((await recordedEntry(outbox, LATER_LEDGER)).number).toBe(61);
    });

    it('shows the numbers that hold up the mark because nobody has them', async () => {
      const gap = async () => (await outbox.books())[0]?.gap;
      await outbox.add([3, 4, 8].map((number) => pressedBody({ ledgerId: LEDGER, number })));
      expect(await gap()).toEqual({ from: 1, through: 2 });
      await outbox.settle(LEDGER, stored(2, 3, 4, 8));
      expect(await gap()).toEqual({ from: 1, through: 1 });
      await outbox.add([pressedBody({ ledgerId: LEDGER, number: 1 })]);
      expect(await gap()).toBeNull();
      await outbox.settle(LEDGER, stored(1));
      expect(await gap()).toEqual({ from: 5, through: 7 });
      await outbox.add([5, 6, 7].map((number) => pressedBody({ ledgerId: LEDGER, number })));
      await outbox.settle(LEDGER, stored(5, 6, 7));
      expect(await outbox.books()).toEqual([books(8, { mark: 8 })]);
    });

    it('shows no more of a gap than is filled at once', async () => {
      await outbox.add([pressedBody({ ledgerId: LEDGER, number: 900 })]);
      expect((await outbox.books())[0]?.gap).toEqual({ from: 1, through: MAX_GAP_FILL });
    });

    it('looks for missing numbers only beyond where it was found complete', async () => {
      expect(await outbox.lacksFrom(LEDGER, 2)).toBe(1);
      await fill(4);
      expect(await outbox.lacksFrom(LEDGER, 4)).toBeNull();
      await outbox.add([6, 7].map((number) => pressedBody({ ledgerId: LEDGER, number })));
      expect(await outbox.lacksFrom(LEDGER, 7)).toBe(5);
      await outbox.declareComplete(LEDGER, 7);
      expect(await outbox.lacksFrom(LEDGER, 7)).toBeNull();
      expect(await outbox.lacksFrom(LEDGER, 8)).toBe(8);
      await outbox.confirm(LEDGER, 20);
      expect(await outbox.lacksFrom(LEDGER, 20)).toBeNull();
    });

    it('gives out no more numbers of a ledger that has ended, and sends what it holds', async () => {
      await recordedEntry(outbox, LATER_LEDGER);
      await outbox.endLedger(LATER_LEDGER);
      // The clock went back, so the newer ledger sorts first.
      await recordedEntry(outbox, LEDGER);
      await recordedEntry(outbox, LEDGER);
      expect(
        (await outbox.queuedAfter(null, 500)).map(({ ledgerId, number }) => [ledgerId, number]),
      ).toEqual([
        [LEDGER, 1],
        [LEDGER, 2],
        [LATER_LEDGER, 1],
      ]);
    });

    it('queues an event that turns up behind the mark', async () => {
      await outbox.confirm(LEDGER, 3);
      await outbox.add([4, 2].map((number) => pressedBody({ ledgerId: LEDGER, number })));
      expect(await queuedNumbers()).toEqual([2, 4]);
      expect(await outbox.books()).toMatchObject([{ queued: 2, oldestQueued: 2 }]);
      await outbox.settle(LEDGER, stored(2));
      expect(await queuedNumbers()).toEqual([4]);
    });

    it('shows the newest events of a range of numbers', async () => {
      const bodies = await fill(5);
      expect(await outbox.newest(LEDGER, { from: 2, through: 5 }, 3)).toEqual(bodies.slice(2));
      expect(await outbox.newest(LEDGER, { from: 4, through: 9 }, 9)).toEqual(bodies.slice(3));
      expect(await outbox.newest(LEDGER, { from: 6, through: 9 }, 9)).toEqual([]);
    });

    it('prunes answered events only: never a queued or a parked one', async () => {
      const id = (ageMs: number) => eventId(1_790_000_000_000 - ageMs);
      await outbox.add(
        [1, 2, 3, 4, 5].map((number) =>
          pressedBody({ ledgerId: LEDGER, number, id: id((6 - number) * 1_000) }),
        ),
      );
      await outbox.settle(LEDGER, [...stored(1), parked(2), ...stored(3)]);
      expect(await outbox.prune({ newest: 100, madeAfterMs: 1_790_000_000_000 - 500 })).toBe(2);
      expect(await outbox.newest(LEDGER, ALL, 9)).toHaveLength(3);
      expect(await queuedNumbers()).toEqual([4, 5]);
      expect(await outbox.books()).toEqual([
        books(5, { mark: 3, queued: 2, oldestQueued: 4, parked: [2] }),
      ]);
    });

    it('prunes by count and still knows the highest number ever made', async () => {
      await fill(5);
      await outbox.settle(LEDGER, stored(1, 2, 3, 4, 5));
      expect(await outbox.prune({ newest: 0, madeAfterMs: 0 })).toBe(5);
      expect((await recordedEntry(outbox, LATER_LEDGER)).number).toBe(6);
    });
  });
}

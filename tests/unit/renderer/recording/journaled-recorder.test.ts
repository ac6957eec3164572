import { beforeEach, describe, expect, it } from 'vitest';
import { type EventBody, freezeEvent } from '../../../../contract/event-body.ts';
import type { FlowContent } from '../../../../contract/flow-record.ts';
import { ASK_STAFF_STEP } from '../../../../contract/flow-steps.ts';
import type { IpcBridge } from '../../../../contract/ipc-bridge.ts';
import type { JournalHolding, JournalSummary } from '../../../../contract/ipc.ts';
import { MemoryOutbox } from '../../../../renderer/outbox/memory-outbox.ts';
import type { Outbox } from '../../../../renderer/outbox/outbox.ts';
import {
  type AvailableOutbox,
  createJournaledRecorder,
} from '../../../../renderer/recording/journaled-recorder.ts';
import type { RecordedPress } from '../../../../renderer/recording/press-recorder.ts';
import { eventId, pressedBody, pressedEvent } from '../../../support/event-maker.ts';
import { smiley } from '../../../support/smiley.ts';

const LEDGER = '019a0000-0000-7000-8000-00000000000a';

/** A main process as the preload script shows it, for those few requests that a recorder makes. */
class FakeMain {
  readonly notices: { name: string; payload: unknown }[] = [];
  readonly requests: { name: string; payload: unknown }[] = [];
  readonly #listeners = new Map<string, (payload: unknown) => void>();
  journal: readonly { readonly number: number; readonly body: EventBody }[] = [];
  summary: readonly JournalSummary[] = [];
  filled: readonly EventBody[] = [];
  recorded: unknown = { outcome: 'taken', ids: [] };

  async request(name: string, payload: unknown): Promise<unknown> {
    this.requests.push({ name, payload });
    switch (name) {
      case 'attach':
        return { ledgerId: LEDGER, journal: this.summary };
      case 'fillGap':
        return { bodies: this.filled };
      case 'record':
        return this.recorded;
      case 'readJournal': {
        const { from, limit } = payload as { from: number; limit: number };
        const page = this.journal.filter(({ number }) => number >= from);
        return {
          bodies: page.slice(0, limit).map(({ body }) => body),
          next: page[limit]?.number ?? null,
        };
      }
      default:
        return { outcome: 'taken' };
    }
  }

  notify(name: string, payload: unknown): void {
    this.notices.push({ name, payload });
  }

  subscribe(name: string, listener: (payload: unknown) => void): () => void {
    this.#listeners.set(name, listener);
    return () => this.#listeners.delete(name);
  }

  push(name: string, payload: unknown): void {
    this.#listeners.get(name)?.(payload);
  }
}

/** A memory outbox whose disk can fail. */
class FailingOutbox extends MemoryOutbox {
  broken = false;

  override async add(offered: Parameters<Outbox['add']>[0]) {
    if (this.broken) {
      throw new Error('QuotaExceededError');
    }
    return super.add(offered);
  }
}

describe('the journaled recorder', () => {
  let main: FakeMain;
  let outbox: FailingOutbox;
  let presses: RecordedPress[];
  let troubles: string[];
  let urgencies: number[][];
  let outboxOutcomes: string[];

  beforeEach(() => {
    main = new FakeMain();
    outbox = new FailingOutbox();
    presses = [];
    troubles = [];
    urgencies = [];
    outboxOutcomes = [];
  });

  async function start(
    available: AvailableOutbox = { durable: true, outbox },
    journal: readonly JournalHolding[] = [],
  ) {
    const recorder = createJournaledRecorder(main as IpcBridge, available, journal, () => 7);
    await recorder.start({
      onPress: (press) => presses.push(press),
      onQueued: (urgent) => urgencies.push(urgent.map(({ number }) => number)),
      onOutbox: (outcome) => outboxOutcomes.push(outcome),
      onTrouble: (detail) => troubles.push(detail),
    });
    return recorder;
  }

  const body = (number: number, rating: 'positive' | 'negative' = 'positive') =>
    pressedBody({ ledgerId: LEDGER, number, rating });

  const idOf = (frozen: EventBody) => (JSON.parse(frozen) as { id: string }).id;

  const queued = async () => (await outbox.queuedAfter(null, 10_000)).map(({ number }) => number);

  it('asks main to take a touch and shows the press when main pushes it', async () => {
    const recorder = await start();
    recorder.press(smiley('negative'), 'touch');
    expect(main.requests.at(-1)).toEqual({
      name: 'press',
      payload: { choice: smiley('negative'), source: 'touch', configurationVersion: 7 },
    });
    main.push('pressed', { body: body(1, 'negative'), ageMs: 3 });
    expect(presses).toMatchObject([{ choice: smiley('negative'), repeat: false, ageMs: 3 }]);
  });

  it('keeps a press in both stores before it says so, and tells main how the outbox fared', async () => {
    await start();
    const press = body(1, 'negative');
    main.push('pressed', { body: press, ageMs: 0 });
    main.push('journalSettled', { id: idOf(press), kept: true });
    expect(await presses[0]?.kept).toBe('both');
    expect(main.notices).toEqual([
      { name: 'outboxSettled', payload: { id: idOf(press), kept: true } },
    ]);
    expect(urgencies).toEqual([[1]]);
  });

  it('is content with the journal when IndexedDB fails, and says that the outbox has to be seen to', async () => {
    await start();
    outbox.broken = true;
    const press = body(1);
    main.push('pressed', { body: press, ageMs: 0 });
    main.push('journalSettled', { id: idOf(press), kept: true });
    expect(await presses[0]?.kept).toBe('journal-only');
    expect(main.notices.at(-1)?.payload).toEqual({ id: idOf(press), kept: false });
    expect(troubles).toEqual([expect.stringContaining('QuotaExceededError')]);
    expect(outboxOutcomes).toEqual(['failed']);
  });

  it('says nothing is kept when both stores failed, and does not queue such a press', async () => {
    await start();
    outbox.broken = true;
    const press = body(1);
    main.push('pressed', { body: press, ageMs: 0 });
    main.push('journalSettled', { id: idOf(press), kept: false });
    expect(await presses[0]?.kept).toBe('nothing');
    outbox.broken = false;
    expect(await queued()).toEqual([]);
  });

  it('never calls a press kept by an outbox that is only in memory', async () => {
    await start({ durable: false, outbox, detail: 'IndexedDB is off.' });
    expect(main.requests).toContainEqual({
      name: 'attach',
      payload: { state: 'unavailable', detail: 'IndexedDB is off.' },
    });
    const press = body(1);
    main.push('pressed', { body: press, ageMs: 0 });
    main.push('journalSettled', { id: idOf(press), kept: true });
    expect(await presses[0]?.kept).toBe('journal-only');
    // It can be sent all the same.
    await expect.poll(queued).toEqual([1]);
    expect(outboxOutcomes).toEqual([]);
  });

  it('does not send from memory what nothing keeps', async () => {
    await start({ durable: false, outbox, detail: 'IndexedDB is off.' });
    const press = body(1);
    main.push('pressed', { body: press, ageMs: 0 });
    main.push('journalSettled', { id: idOf(press), kept: false });
    expect(await presses[0]?.kept).toBe('nothing');
    expect(await queued()).toEqual([]);
  });

  const flowBody = (number: number, content: FlowContent) => {
    const { v, at } = pressedEvent();
    return freezeEvent({ v, id: eventId(), ledgerId: LEDGER, number, at, ...content });
  };

  it('has main record what follows a press, and keeps what main makes of it without showing a press', async () => {
    const recorder = await start();
    const flow = { type: 'abandoned', pressId: eventId(), step: 'reason' } as const;
    void recorder.record(flow);
    expect(main.requests.at(-1)).toEqual({ name: 'record', payload: flow });
    const abandoned = flowBody(1, flow);
    main.push('pressed', { body: abandoned, ageMs: 0 });
    await expect
      .poll(() => main.notices)
      .toEqual([{ name: 'outboxSettled', payload: { id: idOf(abandoned), kept: true } }]);
    expect(presses).toEqual([]);
    expect(await queued()).toEqual([1]);
    expect(urgencies).toEqual([[]]);
  });

  describe('of a sealed answer', () => {
    const outcome = { kind: 'sealed' as const, sha256: 'a'.repeat(64) };
    const answer = { type: 'answered', pressId: eventId(), step: 'words', outcome } as const;
    const flow = { ...answer, jwe: 'h..i.c.t' };
    const made = () => [
      flowBody(1, { type: 'sealed', sha256: outcome.sha256, jwe: flow.jwe }),
      flowBody(2, answer),
    ];
    const numbered = (bodies: readonly EventBody[]) => {
      for (const each of bodies) {
        main.push('pressed', { body: each, ageMs: 0 });
      }
    };
    const written = (bodies: readonly EventBody[], kept: boolean) => {
      for (const each of bodies) {
        main.push('journalSettled', { id: idOf(each), kept });
      }
    };

    it('says that it is kept when one of the stores has all of it, whether main names it before or after', async () => {
      const recorder = await start();
      outbox.broken = true;
      const before = made();
      const after = made();
      main.recorded = { outcome: 'taken', ids: before.map(idOf) };
      numbered(before);
      written(before, true);
      const first = await recorder.record(flow);
      main.recorded = { outcome: 'taken', ids: after.map(idOf) };
      const second = recorder.record(flow);
      await expect.poll(() => main.requests.length).toBe(3);
      numbered(after);
      written(after, true);
      expect([first, await second]).toEqual([true, true]);
    });

    it('says that it is not kept when no store has a part of it', async () => {
      const recorder = await start();
      outbox.broken = true;
      const bodies = made();
      main.recorded = { outcome: 'taken', ids: bodies.map(idOf) };
      const recording = recorder.record(flow);
      numbered(bodies);
      written(bodies.slice(0, 1), true);
      written(bodies.slice(1), false);
      expect(await recording).toBe(false);
    });

    it('says that it is not kept when main does not take it', async () => {
      const recorder = await start();
      main.recorded = { outcome: 'not-enrolled' };
      const refused = await recorder.record(flow);
      main.request = async () => {
        throw new Error('The answer names another sealed part than the one it brings.');
      };
      expect([refused, await recorder.record(flow), troubles.length]).toEqual([false, false, 1]);
    });
  });

  it('lets a visitor who asks for somebody of the staff jump the queue', async () => {
    await start();
    const outcome = { kind: 'choice' as const, values: ['now'] };
    const pressId = eventId();
    const ask = flowBody(1, { type: 'answered', pressId, step: ASK_STAFF_STEP, outcome });
    main.push('pressed', { body: ask, ageMs: 0 });
    await expect.poll(() => urgencies).toEqual([[1]]);
  });

  it('refills the outbox with what follows a press, too, and hands it in', async () => {
    const jwe = `h..i.${'c'.repeat(4_900)}.t`;
    const sealed = flowBody(2, { type: 'sealed', sha256: 'a'.repeat(64), jwe });
    const outcome = { kind: 'sealed' as const, sha256: 'a'.repeat(64) };
    const answered = flowBody(3, { type: 'answered', pressId: eventId(), step: 'words', outcome });
    main.journal = [body(1), sealed, answered].map((each, index) => ({
      number: index + 1,
      body: each,
    }));
    main.summary = [{ ledgerId: LEDGER, confirmed: 0, last: 3 }];
    await start();
    await expect.poll(queued).toEqual([1, 2, 3]);
    await start({ durable: true, outbox }, [{ ledgerId: LEDGER, highest: 1, missing: [] }]);
    expect(main.requests.at(-1)?.payload).toMatchObject({ ahead: [sealed, answered] });
  });

  it('tells main the highest number it holds and hands in what the journal lacks', async () => {
    const bodies = [body(1), body(2), body(3)];
    await outbox.add(bodies);
    await start({ durable: true, outbox }, [{ ledgerId: LEDGER, highest: 1, missing: [] }]);
    expect(main.requests[0]).toEqual({
      name: 'attach',
      payload: {
        state: 'ready',
        ledgers: [{ ledgerId: LEDGER, highest: 3 }],
        ahead: bodies.slice(1),
      },
    });
  });

  it('refills a lost outbox from the journal, from where the hub had confirmed it', async () => {
    main.journal = Array.from({ length: 1_200 }, (_, index) => ({
      number: index + 11,
      body: body(index + 11),
    }));
    main.summary = [{ ledgerId: LEDGER, confirmed: 10, last: 1_210 }];
    await start();
    await expect
      .poll(async () => (await outbox.books())[0])
      .toEqual({
        ledgerId: LEDGER,
        made: 1_210,
        mark: 10,
        queued: 1_200,
        oldestQueued: 11,
        parked: [],
        gap: null,
      });
  });

  it('finds what the outbox lacks although both stores hold equally many', async () => {
    const bodies = [1, 2, 3].map((number) => ({ number, body: body(number) }));
    await outbox.add(bodies.slice(0, 2).map((each) => each.body));
    main.journal = bodies.filter(({ number }) => number !== 2);
    main.summary = [{ ledgerId: LEDGER, confirmed: 0, last: 3 }];
    await start();
    await expect.poll(queued).toEqual([1, 2, 3]);
  });

  it('refills around an event that this version cannot read', async () => {
    const unreadable = '{"v":2}' as EventBody;
    main.journal = [body(1), unreadable, body(3)].map((each, index) => ({
      number: index + 1,
      body: each,
    }));
    main.summary = [{ ledgerId: LEDGER, confirmed: 0, last: 3 }];
    await start();
    await expect.poll(queued).toEqual([1, 3]);
    expect(troubles).toEqual(['The journal holds 1 events that this version cannot read.']);
  });

  it('does not read the journal when the outbox lacks nothing', async () => {
    await outbox.add([body(1), body(2)]);
    main.summary = [{ ledgerId: LEDGER, confirmed: 0, last: 2 }];
    await start();
    expect(main.requests.map(({ name }) => name)).toEqual(['attach']);
  });

  it('hands in what is missing in the middle of the journal, after what lies beyond it', async () => {
    const bodies = [body(1), body(2), body(3), body(4), body(5)];
    await outbox.add(bodies);
    await start({ durable: true, outbox }, [
      { ledgerId: LEDGER, highest: 4, missing: [{ from: 2, through: 3 }] },
    ]);
    expect(main.requests[0]?.payload).toMatchObject({ ahead: [bodies[1], bodies[2], bodies[4]] });
  });

  it('reads no history again at the next start', async () => {
    main.journal = [1, 2, 3].map((number) => ({ number, body: body(number) }));
    // A number that neither store holds.
    main.journal = main.journal.filter(({ number }) => number !== 2);
    main.summary = [{ ledgerId: LEDGER, confirmed: 0, last: 3 }];
    await start();
    await expect.poll(queued).toEqual([1, 3]);
    await expect.poll(() => outbox.lacksFrom(LEDGER, 3)).toBeNull();
    main.requests.length = 0;
    await start();
    expect(main.requests.map(({ name }) => name)).toEqual(['attach']);
  });

  it('fills a gap with what main says of it', async () => {
    const recorder = await start();
    await outbox.add([body(3)]);
    main.filled = [body(1), body(2)];
    await recorder.fillGap(LEDGER, { from: 1, through: 2 });
    expect(main.requests.at(-1)).toEqual({
      name: 'fillGap',
      payload: { ledgerId: LEDGER, from: 1, through: 2 },
    });
    expect(await queued()).toEqual([1, 2, 3]);
  });

  it('makes nothing up for a stand-in in memory: it takes the next of what the journal holds', async () => {
    main.journal = [1, 2].map((number) => ({ number, body: body(number) }));
    const recorder = await start({ durable: false, outbox, detail: 'IndexedDB is off.' });
    await recorder.fillGap(LEDGER, { from: 1, through: 2 });
    expect(main.requests.map(({ name }) => name)).not.toContain('fillGap');
    expect(await queued()).toEqual([1, 2]);
  });

  it('has a new ledger begun when the hub, or the outbox, holds another event at a number', async () => {
    const recorder = await start();
    recorder.ledgerForked(LEDGER);
    await outbox.add([body(1)]);
    const press = body(1);
    main.push('pressed', { body: press, ageMs: 0 });
    main.push('journalSettled', { id: idOf(press), kept: true });
    expect(await presses[0]?.kept).toBe('journal-only');
    const forked = { name: 'ledgerForked', payload: { ledgerId: LEDGER } };
    expect(main.notices.filter(({ name }) => name === 'ledgerForked')).toEqual([forked, forked]);
  });

  it('begins no new ledger where a void event finds its place taken', async () => {
    await start();
    const press = body(1);
    await outbox.add([press]);
    const { v, at } = pressedEvent();
    const id = eventId();
    main.push('pressed', {
      body: freezeEvent({
        v,
        type: 'void',
        id,
        ledgerId: LEDGER,
        number: 1,
        at,
        reason: 'not-saved',
      }),
      ageMs: 0,
    });
    await expect
      .poll(() => main.notices)
      .toEqual([{ name: 'outboxSettled', payload: { id, kept: true } }]);
    expect((await outbox.queuedAfter(null, 9)).map((each) => each.body)).toEqual([press]);
  });

  it('takes only the beginning of a long journal into memory, and the rest as it is asked for', async () => {
    main.journal = Array.from({ length: 6_000 }, (_, index) => ({
      number: index + 1,
      body: body(index + 1),
    }));
    main.summary = [{ ledgerId: LEDGER, confirmed: 0, last: 6_000 }];
    const recorder = await start({ durable: false, outbox, detail: 'IndexedDB is off.' });
    await expect.poll(async () => (await outbox.books())[0]?.made, { timeout: 5_000 }).toBe(5_000);
    await recorder.fillGap(LEDGER, { from: 5_001, through: 5_002 });
    expect((await outbox.books())[0]).toMatchObject({ made: 5_500, queued: 5_500 });
  });

  it('hands in no answered history of an older ledger that the journal has let go', async () => {
    const older = '01990000-0000-7000-8000-00000000000a';
    const old = [1, 2, 3].map((number) => pressedBody({ ledgerId: older, number }));
    await outbox.add([...old, body(1)]);
    await outbox.settle(older, [
      { number: 1, outcome: 'stored' },
      { number: 2, outcome: 'stored' },
    ]);
    await outbox.settle(LEDGER, [{ number: 1, outcome: 'stored' }]);
    await start();
    expect(main.requests[0]?.payload).toMatchObject({
      ahead: [old[2], (await outbox.newest(LEDGER, { from: 1, through: 1 }, 1))[0]],
    });
  });

  it('adds a replayed press once', async () => {
    await start();
    const press = body(1);
    main.push('pressed', { body: press, ageMs: 0 });
    main.push('pressed', { body: press, ageMs: 9_000 });
    await expect.poll(() => main.notices.length).toBe(2);
    expect(await queued()).toEqual([1]);
    expect(main.notices.map(({ payload }) => payload)).toEqual([
      { id: idOf(press), kept: true },
      { id: idOf(press), kept: true },
    ]);
  });
});

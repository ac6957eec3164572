import { beforeEach, describe, expect, it } from 'vitest';
import { thawEvent } from '../../../../contract/event-body.ts';
import type { EventContext } from '../../../../contract/feedback-event.ts';
import { ASK_STAFF_STEP } from '../../../../contract/flow-steps.ts';
import { MemoryOutbox } from '../../../../renderer/outbox/memory-outbox.ts';
import type { Outbox } from '../../../../renderer/outbox/outbox.ts';
import { createOutboxRecorder } from '../../../../renderer/recording/outbox-recorder.ts';
import { sha256 } from '../../../../renderer/recording/sha256.ts';
import type { RecordedPress } from '../../../../renderer/recording/press-recorder.ts';
import {
  eventId,
  pressedBody,
  pressedEvent,
  TERMINAL_ID,
  TOUCHPOINT_ID,
} from '../../../support/event-maker.ts';
import { smiley } from '../../../support/smiley.ts';

const CONTEXT: EventContext = {
  terminalId: TERMINAL_ID,
  touchpointId: TOUCHPOINT_ID,
  questionnaire: null,
  configurationVersion: 3,
  language: 'nl',
};

async function heldBy(outbox: Outbox) {
  return (await outbox.queuedAfter(null, 100)).map(({ body }) => thawEvent(body));
}

describe('the outbox recorder', () => {
  let nowMs: number;
  let presses: RecordedPress[];
  let context: EventContext | null;
  let urgent: number[];
  let troubles: string[];
  let outcomes: string[];

  beforeEach(() => {
    urgent = [];
    troubles = [];
    outcomes = [];
    nowMs = 1_000;
    presses = [];
    context = CONTEXT;
  });

  async function start(outbox: Outbox | null) {
    const recorder = createOutboxRecorder({
      outbox,
      now: () => ({ wallMs: 1_790_000_000_000 + nowMs, monotonicMs: nowMs, bootId: 'page-1' }),
      makeId: (wallMs) => eventId(wallMs),
      context: () => context,
    });
    await recorder.start({
      onPress: (press) => presses.push(press),
      onQueued: (entries) => urgent.push(...entries.map(({ number }) => number)),
      onOutbox: (outcome) => outcomes.push(outcome),
      onTrouble: (detail) => troubles.push(detail),
    });
    return recorder;
  }

  it('numbers presses in the outbox and freezes what was in force', async () => {
    const outbox = new MemoryOutbox();
    const recorder = await start(outbox);
    recorder.press(smiley('positive'), 'touch');
    nowMs += 3_000;
    recorder.press(smiley('negative'), 'keyboard');
    expect(await Promise.all(presses.map(({ kept }) => kept))).toEqual([
      'outbox-only',
      'outbox-only',
    ]);
    const held = await outbox.queuedAfter(null, 10);
    expect(held.map(({ body }) => thawEvent(body))).toMatchObject([
      {
        event: { number: 1, rating: 'positive', source: { kind: 'touch' }, sincePreviousMs: null },
      },
      {
        event: {
          number: 2,
          rating: 'negative',
          source: { kind: 'keyboard' },
          sincePreviousMs: 3_000,
          context: CONTEXT,
        },
      },
    ]);
  });

  it('freezes the score of a press that has one', async () => {
    const outbox = new MemoryOutbox();
    const recorder = await start(outbox);
    const score = { scale: 'ces', value: 6 } as const;
    recorder.press({ rating: 'positive', score }, 'touch');
    await presses[0]?.kept;
    expect(await heldBy(outbox)).toMatchObject([{ event: { rating: 'positive', score } }]);
  });

  it('records what follows a press in its order, what is sealed right before what names it', async () => {
    const outbox = new MemoryOutbox();
    const recorder = await start(outbox);
    recorder.press(smiley('negative'), 'touch');
    await presses[0]?.kept;
    const pressId = presses[0]?.id ?? '';
    const jwe = 'h..i.c.t';
    const outcome = { kind: 'sealed', sha256: await sha256(jwe) } as const;
    const kept = [
      recorder.record({ type: 'answered', pressId, step: 'words', outcome, jwe }),
      recorder.record({ type: 'abandoned', pressId, step: 'contact' }),
    ];
    recorder.press(smiley('positive'), 'touch');
    expect(await Promise.all(kept)).toEqual([true, true]);
    await expect.poll(async () => (await heldBy(outbox)).length).toBe(5);
    const held = (await heldBy(outbox)).map((thawed) => (thawed.ok ? thawed.event : null));
    expect(held.map((event) => event?.number)).toEqual([1, 2, 3, 4, 5]);
    expect(held.filter((event) => event?.type !== 'pressed')).toMatchObject([
      { type: 'sealed', sha256: outcome.sha256, jwe },
      { type: 'answered', pressId, step: 'words', outcome },
      { type: 'abandoned', pressId, step: 'contact' },
    ]);
    const sealed = held.find((event) => event?.type === 'sealed');
    const answered = held.find((event) => event?.type === 'answered');
    expect(answered?.number).toBe((sealed?.number ?? 0) + 1);
    expect(troubles).toEqual([]);
  });

  it('lets a visitor who asks for somebody of the staff jump the queue', async () => {
    const outbox = new MemoryOutbox();
    const recorder = await start(outbox);
    const outcome = { kind: 'choice', values: ['now'] } as const;
    void recorder.record({
      type: 'answered',
      pressId: eventId(),
      step: ASK_STAFF_STEP,
      outcome: { ...outcome, values: ['now'] },
      jwe: null,
    });
    await expect.poll(() => urgent).toEqual([1]);
  });

  it('records no answer that names another sealed part than it brings, and says so', async () => {
    const outbox = new MemoryOutbox();
    const recorder = await start(outbox);
    const outcome = { kind: 'sealed', sha256: await sha256('other') } as const;
    const step = { type: 'answered', pressId: eventId(), step: 'words' } as const;
    const kept = [
      await recorder.record({ ...step, outcome, jwe: 'h..i.c.t' }),
      await recorder.record({ ...step, outcome, jwe: null }),
    ];
    expect([kept, troubles.length]).toEqual([[false, false], 2]);
    expect(troubles[0]).toContain('another sealed part');
    expect(await outbox.books()).toEqual([]);
    // The outbox itself has nothing to do with that.
    expect(outcomes).toEqual([]);
  });

  it('says so when the outbox cannot keep what follows a press', async () => {
    class FullOutbox extends MemoryOutbox {
      override async record(): Promise<never> {
        throw new DOMException('no room', 'QuotaExceededError');
      }
    }
    const recorder = await start(new FullOutbox());
    const kept = await recorder.record({ type: 'abandoned', pressId: eventId(), step: 'reason' });
    expect([kept, outcomes]).toEqual([false, ['full']]);
    expect(troubles).toEqual(['The outbox could not keep an event: no room']);
  });

  it('marks the same rating within 1.5 s as a repeat, and another rating not', async () => {
    const recorder = await start(new MemoryOutbox());
    recorder.press(smiley('positive'), 'touch');
    nowMs += 1_499;
    recorder.press(smiley('positive'), 'touch');
    nowMs += 100;
    recorder.press(smiley('negative'), 'touch');
    nowMs += 1_500;
    recorder.press(smiley('negative'), 'touch');
    expect(presses.map(({ repeat }) => repeat)).toEqual([false, true, false, false]);
  });

  it('puts a lost event in each place of a gap that nobody holds, and keeps what somebody does', async () => {
    const outbox = new MemoryOutbox();
    const recorder = await start(outbox);
    const held = pressedBody({ number: 2 });
    await outbox.add([held, pressedBody({ number: 4 })]);
    await recorder.fillGap(pressedEvent().ledgerId, { from: 1, through: 3 });
    const queued = await outbox.queuedAfter(null, 10);
    expect(queued.map(({ body }) => thawEvent(body))).toMatchObject([
      { event: { number: 1, type: 'void', reason: 'lost' } },
      { event: { number: 2, type: 'pressed' } },
      { event: { number: 3, type: 'void', reason: 'lost' } },
      { event: { number: 4, type: 'pressed' } },
    ]);
    expect(queued[1]?.body).toBe(held);
  });

  it('opens a new ledger with the press after a fork', async () => {
    const outbox = new MemoryOutbox();
    const recorder = await start(outbox);
    recorder.press(smiley('positive'), 'touch');
    const [first] = await outbox.books();
    nowMs += 3_000;
    recorder.ledgerForked(first?.ledgerId ?? '');
    recorder.press(smiley('neutral'), 'touch');
    expect(await outbox.books()).toMatchObject([
      { ledgerId: presses[0]?.id, made: 1 },
      { ledgerId: presses[1]?.id, made: 1 },
    ]);
  });

  it('records nothing while the terminal is not enrolled', async () => {
    const recorder = await start(new MemoryOutbox());
    context = null;
    recorder.press(smiley('positive'), 'touch');
    expect(presses).toEqual([]);
    const abandoned = { type: 'abandoned', pressId: eventId(), step: 'reason' } as const;
    expect(await recorder.record(abandoned)).toBe(false);
  });

  it('says that nothing is kept where the browser gives no storage', async () => {
    const recorder = await start(null);
    recorder.press(smiley('positive'), 'touch');
    expect(await presses[0]?.kept).toBe('nothing');
    const abandoned = { type: 'abandoned', pressId: eventId(), step: 'reason' } as const;
    expect(await recorder.record(abandoned)).toBe(false);
  });
});

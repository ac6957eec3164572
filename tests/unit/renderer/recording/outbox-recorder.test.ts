import { beforeEach, describe, expect, it } from 'vitest';
import { thawEvent } from '../../../../contract/event-body.ts';
import type { EventContext } from '../../../../contract/feedback-event.ts';
import { MemoryOutbox } from '../../../../renderer/outbox/memory-outbox.ts';
import type { Outbox } from '../../../../renderer/outbox/outbox.ts';
import { createOutboxRecorder } from '../../../../renderer/recording/outbox-recorder.ts';
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

describe('the outbox recorder', () => {
  let nowMs: number;
  let presses: RecordedPress[];
  let context: EventContext | null;

  beforeEach(() => {
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
      onQueued: () => undefined,
      onOutbox: () => undefined,
      onTrouble: () => undefined,
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
  });

  it('says that nothing is kept where the browser gives no storage', async () => {
    const recorder = await start(null);
    recorder.press(smiley('positive'), 'touch');
    expect(await presses[0]?.kept).toBe('nothing');
  });
});

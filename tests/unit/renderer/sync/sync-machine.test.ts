import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import {
  SECOND_LOOK_AFTER_MS,
  SEND_AFTER_MS,
  STATEMENT_EVERY_MS,
  SYNC_START,
  type SyncEvent,
  type SyncState,
  transition,
} from '../../../../renderer/sync/sync-machine.ts';

const SENDING: SyncState = {
  kind: 'sending',
  maxEvents: 500,
  failures: 0,
  queuedMeanwhile: false,
};

const sent = (more: boolean, lookAgain = false): SyncEvent => ({ type: 'sent', more, lookAgain });
const failed = (jitter: number, retryAfterMs: number | null = null): SyncEvent => ({
  type: 'failed',
  retryAfterMs,
  jitter,
});

describe('the sync machine', () => {
  it('sends what is urgent at once, and anything else when its visitor has been thanked', () => {
    expect(transition(SYNC_START, { type: 'queued', urgent: true }, 0)).toEqual({
      state: SENDING,
      effects: [{ type: 'send', maxEvents: 500 }],
    });
    const soon = transition(SYNC_START, { type: 'queued', urgent: false }, 7);
    expect(soon).toEqual({
      state: { kind: 'idle', soon: true },
      effects: [{ type: 'wake', atMs: 7 + SEND_AFTER_MS }],
    });
    expect(
      transition(soon.state, { type: 'queued', urgent: false }, 9),
      'one press after the other does not put it off',
    ).toEqual({ state: soon.state, effects: [] });
    expect(transition(soon.state, { type: 'queued', urgent: true }, 9).state).toEqual(SENDING);
    expect(transition(soon.state, { type: 'due' }, 57).state).toEqual(SENDING);
  });

  it('goes on while there is more, then rests until the next statement is due', () => {
    expect(transition(SENDING, sent(true), 0).effects).toEqual([{ type: 'send', maxEvents: 500 }]);
    expect(transition(SENDING, sent(false), 7)).toEqual({
      state: SYNC_START,
      effects: [{ type: 'wake', atMs: 7 + STATEMENT_EVERY_MS }],
    });
  });

  it('rests shorter when the books want a second look', () => {
    expect(transition(SENDING, sent(false, true), 7)).toEqual({
      state: SYNC_START,
      effects: [{ type: 'wake', atMs: 7 + SECOND_LOOK_AFTER_MS }],
    });
  });

  it('sends a negative press beside the batch under way, and looks for more afterwards', () => {
    const { state, effects } = transition(SENDING, { type: 'queued', urgent: true }, 0);
    expect(effects).toEqual([{ type: 'send-urgent' }]);
    expect(transition(state, sent(false), 0).effects).toEqual([{ type: 'send', maxEvents: 500 }]);
  });

  it('sends again when something was queued while a batch was under way', () => {
    const { state } = transition(SENDING, { type: 'queued', urgent: false }, 0);
    expect(transition(state, sent(false), 0).effects).toEqual([{ type: 'send', maxEvents: 500 }]);
  });

  it('backs off exponentially with full jitter, up to a minute, for ever', () => {
    const delays = [0.5, 0.5, 0.5, 0.5].reduce<{ state: SyncState; delaysMs: number[] }>(
      ({ state, delaysMs }, jitter) => {
        const step = transition(state, failed(jitter), 0);
        const wake = step.effects[0];
        const again = transition(step.state, { type: 'due' }, 0);
        return {
          state: again.state,
          delaysMs: [...delaysMs, wake?.type === 'wake' ? wake.atMs : Number.NaN],
        };
      },
      { state: SENDING, delaysMs: [] },
    );
    expect(delays.delaysMs).toEqual([500, 1_000, 2_000, 4_000]);

    const worn: SyncState = { ...SENDING, failures: 10_000 };
    expect(transition(worn, failed(1), 0).effects).toEqual([{ type: 'wake', atMs: 60_000 }]);
  });

  it('starts over with short delays after a success', () => {
    const worn: SyncState = { ...SENDING, failures: 9 };
    const { state } = transition(worn, sent(true), 0);
    expect(transition(state, failed(1), 0).effects).toEqual([{ type: 'wake', atMs: 1_000 }]);
  });

  it('lets a negative press and a returning network end the wait, and an ordinary press not', () => {
    const { state } = transition(SENDING, failed(1), 0);
    expect(transition(state, { type: 'queued', urgent: false }, 0)).toEqual({ state, effects: [] });
    expect(transition(state, { type: 'queued', urgent: true }, 0).state.kind).toBe('sending');
    expect(transition(state, { type: 'online' }, 0).state.kind).toBe('sending');
  });

  it('honours the moment the hub named, whatever is pressed meanwhile', () => {
    const { state, effects } = transition(SENDING, failed(0, 30_000), 1_000);
    expect(effects).toEqual([{ type: 'wake', atMs: 31_000 }]);
    expect(transition(state, { type: 'queued', urgent: true }, 0)).toEqual({ state, effects: [] });
    expect(transition(state, { type: 'online' }, 0)).toEqual({ state, effects: [] });
    expect(transition(state, { type: 'due' }, 31_000).state.kind).toBe('sending');
  });

  it('halves a batch the hub refuses as a whole, down to one event, then waits', () => {
    const step = transition(SENDING, { type: 'refused-whole', events: 9 }, 0);
    expect(step.effects).toEqual([{ type: 'send', maxEvents: 4 }]);
    expect(transition(step.state, { type: 'refused-whole', events: 1 }, 0)).toEqual({
      state: { kind: 'waiting', maxEvents: 1, failures: 1, obliged: false },
      effects: [{ type: 'wake', atMs: 1_000 }],
    });
  });

  it('waits and sends less at once when the link was too slow', () => {
    const step = transition(SENDING, { type: 'too-slow', events: 9, jitter: 0.5 }, 0);
    expect(step).toEqual({
      state: { kind: 'waiting', maxEvents: 4, failures: 1, obliged: false },
      effects: [{ type: 'wake', atMs: 500 }],
    });
    expect(transition(step.state, { type: 'due' }, 500).effects).toEqual([
      { type: 'send', maxEvents: 4 },
    ]);
    const alone = transition(SENDING, { type: 'too-slow', events: 1, jitter: 0.5 }, 0);
    expect(alone.state).toMatchObject({ maxEvents: 1 });
  });

  it('grows batches again after every success, by so little that a slow link fails rarely', () => {
    let state: SyncState = { ...SENDING, maxEvents: 1 };
    const sizes: number[] = [];
    for (let batch = 0; batch < 8; batch += 1) {
      ({ state } = transition(state, sent(true), 0));
      sizes.push(state.kind === 'sending' ? state.maxEvents : Number.NaN);
    }
    expect(sizes).toEqual([2, 3, 4, 5, 7, 9, 12, 15]);
  });

  const event: fc.Arbitrary<SyncEvent> = fc.oneof(
    fc.record({ type: fc.constant('queued' as const), urgent: fc.boolean() }),
    fc.record({ type: fc.constant('online' as const) }),
    fc.record({ type: fc.constant('due' as const) }),
    fc.record({
      type: fc.constant('sent' as const),
      more: fc.boolean(),
      lookAgain: fc.boolean(),
    }),
    fc.record({
      type: fc.constant('refused-whole' as const),
      events: fc.integer({ min: 0, max: 500 }),
    }),
    fc.record({
      type: fc.constant('too-slow' as const),
      events: fc.integer({ min: 0, max: 500 }),
      jitter: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    }),
    fc.record({
      type: fc.constant('failed' as const),
      retryAfterMs: fc.option(fc.integer({ min: 0, max: 1e12 })),
      jitter: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    }),
  );
  const OUTCOMES = new Set(['sent', 'refused-whole', 'too-slow', 'failed']);

  it('has one batch under way or one wake-up set, after any events in any order', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60, size: 'max' }), (events) => {
        let state: SyncState = SYNC_START;
        let sending = false;
        for (const next of events) {
          // Outcomes only come from a batch that was sent.
          if (!sending && OUTCOMES.has(next.type)) {
            continue;
          }
          const step = transition(state, next, 0);
          const sends = step.effects.filter(({ type }) => type === 'send').length;
          const settled = OUTCOMES.has(next.type);
          const stillSending: boolean = sending && !settled;
          expect(sends).toBeLessThanOrEqual(stillSending ? 0 : 1);
          sending = stillSending || sends === 1;
          ({ state } = step);
          expect(state.kind === 'sending').toBe(sending);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('never loses its way back to sending: after anything, its own wake-up within an hour sends', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(event, fc.integer({ min: 0, max: 100_000 })), {
          maxLength: 60,
          size: 'max',
        }),
        (timeline) => {
          let step = transition(SYNC_START, { type: 'due' }, 0);
          let wakeAtMs: number | null = null;
          let nowMs = 0;
          for (const [next, laterMs] of timeline) {
            nowMs += laterMs;
            if (step.state.kind !== 'sending' && OUTCOMES.has(next.type)) {
              continue;
            }
            step = transition(step.state, next, nowMs);
            const sizes = step.effects.flatMap((effect) =>
              effect.type === 'send' ? [effect.maxEvents] : [],
            );
            const wakes = step.effects.flatMap((effect) =>
              effect.type === 'wake' ? [effect.atMs] : [],
            );
            expect(sizes.filter((size) => size < 1 || size > 500)).toEqual([]);
            expect(wakes.filter((atMs) => atMs - nowMs > 60 * 60_000)).toEqual([]);
            wakeAtMs = step.state.kind === 'sending' ? null : (wakes.at(-1) ?? wakeAtMs);
          }
          expect(step.state.kind === 'sending').toBe(wakeAtMs === null);
          const woken =
            wakeAtMs === null ? step : transition(step.state, { type: 'due' }, wakeAtMs);
          expect(woken.state.kind).toBe('sending');
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

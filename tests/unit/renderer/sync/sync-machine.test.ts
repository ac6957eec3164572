import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import {
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

const failed = (jitter: number, retryAfterMs: number | null = null): SyncEvent => ({
  type: 'failed',
  retryAfterMs,
  jitter,
});

describe('the sync machine', () => {
  it('sends as soon as something is queued', () => {
    expect(transition(SYNC_START, { type: 'queued', urgent: false }, 0)).toEqual({
      state: SENDING,
      effects: [{ type: 'send', maxEvents: 500 }],
    });
  });

  it('goes on while there is more, then rests until the next statement is due', () => {
    expect(transition(SENDING, { type: 'sent', more: true }, 0).effects).toEqual([
      { type: 'send', maxEvents: 500 },
    ]);
    expect(transition(SENDING, { type: 'sent', more: false }, 7)).toEqual({
      state: { kind: 'idle' },
      effects: [{ type: 'wake', atMs: 7 + STATEMENT_EVERY_MS }],
    });
  });

  it('sends again when something was queued while a batch was under way', () => {
    const { state } = transition(SENDING, { type: 'queued', urgent: false }, 0);
    expect(transition(state, { type: 'sent', more: false }, 0).effects).toEqual([
      { type: 'send', maxEvents: 500 },
    ]);
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
    const { state } = transition(worn, { type: 'sent', more: true }, 0);
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

  it('halves a batch the hub found too large, down to one event, then waits', () => {
    const step = transition(SENDING, { type: 'too-large', events: 9 }, 0);
    expect(step.effects).toEqual([{ type: 'send', maxEvents: 4 }]);
    expect(transition(step.state, { type: 'too-large', events: 1 }, 0).state.kind).toBe('waiting');
  });

  it('grows batches again after a success', () => {
    const small: SyncState = { ...SENDING, maxEvents: 4 };
    expect(transition(small, { type: 'sent', more: true }, 0).effects).toEqual([
      { type: 'send', maxEvents: 8 },
    ]);
  });

  it('has one batch under way or one wake-up set, after any events in any order', () => {
    const event = fc.oneof(
      fc.record({ type: fc.constant('queued' as const), urgent: fc.boolean() }),
      fc.record({ type: fc.constant('online' as const) }),
      fc.record({ type: fc.constant('due' as const) }),
      fc.record({ type: fc.constant('sent' as const), more: fc.boolean() }),
      fc.record({
        type: fc.constant('too-large' as const),
        events: fc.integer({ min: 1, max: 500 }),
      }),
      fc.record({
        type: fc.constant('failed' as const),
        retryAfterMs: fc.option(fc.integer({ min: 0, max: 100_000 })),
        jitter: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60, size: 'max' }), (events) => {
        let state: SyncState = SYNC_START;
        let sending = false;
        for (const next of events) {
          // Outcomes only come from a batch that was sent.
          if (!sending && ['sent', 'too-large', 'failed'].includes(next.type)) {
            continue;
          }
          const step = transition(state, next, 0);
          const sends = step.effects.filter(({ type }) => type === 'send').length;
          const settled = ['sent', 'too-large', 'failed'].includes(next.type);
          const stillSending: boolean = sending && !settled;
          expect(sends).toBeLessThanOrEqual(stillSending ? 0 : 1);
          sending = stillSending || sends === 1;
          ({ state } = step);
          expect(state.kind === 'sending').toBe(sending);
        }
      }),
    );
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxStatusOf } from '../../../../hardware/connection/connection-status.ts';
import {
  type ConnectionEffect,
  type ConnectionEvent,
  type ConnectionState,
  IDLE,
  transition,
  wakeAtMs,
} from '../../../../hardware/connection/connection.ts';
import { GLIMLACH_PATIENCE } from '../../../../hardware/drivers/glimlach-session.ts';
import type { ConnectedBox } from '../../../../hardware/drivers/session.ts';

const PATH = '/dev/ttyACM0';
const BOX: ConnectedBox = {
  boxId: 'GB-1',
  driver: 'glimlach',
  firmware: '1.0',
  buttonCount: 3,
  outputs: { lamps: true, buzzer: true, beacon: true },
};

function step(
  state: ConnectionState,
  event: ConnectionEvent,
  nowMs: number,
  patience = GLIMLACH_PATIENCE,
): ReturnType<typeof transition> {
  return transition(state, event, nowMs, patience);
}

/** Runs events, each at its time, and gives the last state and the effects of the last event. */
function after(...events: readonly (readonly [nowMs: number, event: ConnectionEvent])[]): {
  state: ConnectionState;
  effects: readonly ConnectionEffect[];
} {
  let last: ReturnType<typeof transition> = { state: IDLE, effects: [] };
  for (const [nowMs, event] of events) {
    last = step(last.state, event, nowMs);
  }
  return last;
}

const START = [0, { type: 'start' }] as const;
const OPENED = [0, { type: 'opened' }] as const;
const PRESENT = { type: 'present', box: BOX } as const;
const LIVE = [START, OPENED, [0, PRESENT]] as const;

describe('connection', () => {
  it('opens its port at the start and has the driver ask who is there', () => {
    expect(after(START)).toEqual({
      state: { at: 'opening', detail: 'Opening the port.', failures: 0 },
      effects: [{ type: 'open' }],
    });
    expect(after(START, OPENED)).toEqual({
      state: { at: 'verifying', failures: 0, giveUpAtMs: 5_000, lookAtMs: null },
      effects: [{ type: 'verify' }],
    });
  });

  it('tries a port that cannot be opened again, less and less often', () => {
    let { state } = after(START);
    let nowMs = 0;
    const delaysMs: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      ({ state } = step(state, { type: 'open-failed', detail: 'Not there.' }, nowMs));
      expect(boxStatusOf(state, PATH)).toEqual({
        state: 'searching',
        detail: '/dev/ttyACM0: Not there.',
      });
      const dueAtMs = wakeAtMs(state) ?? 0;
      delaysMs.push(dueAtMs - nowMs);
      nowMs = dueAtMs;
      const retry = step(state, { type: 'wake' }, nowMs);
      expect(retry.effects).toEqual([{ type: 'open' }]);
      ({ state } = retry);
    }
    expect(delaysMs).toEqual([250, 500, 1_000, 2_000, 5_000, 5_000, 5_000]);
  });

  it('lets go of the port when nobody answers', () => {
    expect(after(START, OPENED, [5_000, { type: 'wake' }])).toEqual({
      state: {
        at: 'searching',
        detail: 'The port is open, but no box has answered yet.',
        failures: 1,
        retryAtMs: 5_250,
      },
      effects: [{ type: 'close' }],
    });
  });

  it('is live once the driver knows who is there', () => {
    const { state } = after(START, OPENED, [10, PRESENT]);
    expect(state).toEqual({ at: 'live', box: BOX, staleAtMs: 3_010, lookAtMs: null, troubles: [] });
    expect(boxStatusOf(state, PATH)).toEqual({
      state: 'live',
      boxId: 'GB-1',
      driver: 'glimlach',
      firmware: '1.0',
      path: PATH,
      troubles: [],
    });
  });

  it('lets go of a box that cannot be used, says why and is in no hurry to come back', () => {
    const { state, effects } = after(START, OPENED, [10, { type: 'refused', detail: 'Too old.' }]);
    expect(effects).toEqual([{ type: 'close' }]);
    expect(boxStatusOf(state, PATH)).toEqual({
      state: 'searching',
      detail: '/dev/ttyACM0: Too old.',
    });
    expect(wakeAtMs(state)).toBe(5_010);
  });

  it('comes back soon, and then less and less often, to a box that is counted elsewhere', () => {
    let { state } = after(START);
    const delaysMs: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      ({ state } = step(state, { type: 'opened' }, 0));
      const taken = step(state, { type: 'taken', detail: 'Counted elsewhere.' }, 0);
      expect(taken.effects).toEqual([{ type: 'close' }]);
      delaysMs.push(wakeAtMs(taken.state) ?? 0);
      ({ state } = step(taken.state, { type: 'wake' }, delaysMs.at(-1) ?? 0));
    }
    expect(delaysMs).toEqual([250, 500, 1_000, 2_000]);
  });

  it('stays live for as long as the box gives signs of life', () => {
    const { state } = after(...LIVE, [2_999, { type: 'alive' }], [5_998, { type: 'alive' }]);
    expect(state).toEqual({ at: 'live', box: BOX, staleAtMs: 8_998, lookAtMs: null, troubles: [] });
  });

  it('stays live with a box that need not give any', () => {
    const patient = { ...GLIMLACH_PATIENCE, staleAfterMs: null };
    const { state } = step(after(START, OPENED).state, PRESENT, 0, patient);
    expect(wakeAtMs(state)).toBeNull();
    expect(step(state, { type: 'wake' }, 1e9, patient).state).toBe(state);
  });

  it('asks anew when the host was held up, where the box cannot tell how old its words are', () => {
    const plain = { ...GLIMLACH_PATIENCE, staleAfterMs: null, heldUpAfterMs: 3_000 };
    const found = step(after(START, OPENED).state, PRESENT, 0, plain);
    const looked = step(found.state, { type: 'wake' }, 1_200, plain);
    expect(looked).toMatchObject({ state: { at: 'live', lookAtMs: 2_200 }, effects: [] });
    const inTime = step(looked.state, { type: 'wake' }, 5_199, plain);
    expect(inTime.state.at).toBe('live');
    const heldUp = step(looked.state, { type: 'wake' }, 5_200, plain);
    expect(heldUp).toMatchObject({ state: { at: 'stale' }, effects: [{ type: 'verify' }] });
    const verifying = step(after(START).state, { type: 'opened' }, 0, plain);
    for (const { state } of [verifying, heldUp]) {
      const lookAtMs = wakeAtMs(state) ?? 0;
      expect(step(state, { type: 'wake' }, lookAtMs, plain).effects).toEqual([]);
      const late = step(state, { type: 'wake' }, lookAtMs + 3_000, plain);
      expect(late).toMatchObject({ state: { at: state.at }, effects: [{ type: 'verify' }] });
    }
  });

  it('forgets the troubles of one box when another is there', () => {
    const troubles = [{ button: 2, kind: 'stuck' }] as const;
    const { state } = after(...LIVE, [5, { type: 'troubles', troubles }]);
    expect(step(state, PRESENT, 6).state).toMatchObject({ troubles });
    const other = { type: 'present', box: { ...BOX, boxId: 'GB-2' } } as const;
    expect(step(state, other, 6).state).toMatchObject({ troubles: [] });
  });

  it('shows what is wrong with the buttons until that is over', () => {
    const troubles = [{ button: 2, kind: 'stuck' }] as const;
    const { state } = after(...LIVE, [5, { type: 'troubles', troubles }], [6, { type: 'alive' }]);
    expect(boxStatusOf(state, PATH)).toMatchObject({ state: 'live', troubles });
    const over = step(state, { type: 'troubles', troubles: [] }, 7);
    expect(boxStatusOf(over.state, PATH)).toMatchObject({ state: 'live', troubles: [] });
  });

  it('is stale after three missed heartbeats and has the driver ask', () => {
    const { state, effects } = after(...LIVE, [3_000, { type: 'wake' }]);
    expect(state).toEqual({ at: 'stale', box: BOX, reopenAtMs: 8_000, lookAtMs: null });
    expect(effects).toEqual([{ type: 'verify' }]);
    expect(boxStatusOf(state, PATH)).toEqual({ state: 'stale', boxId: 'GB-1', path: PATH });
  });

  it('is live again when the stale box answers', () => {
    const { state } = after(...LIVE, [3_000, { type: 'wake' }], [3_100, PRESENT]);
    expect(state).toEqual({ at: 'live', box: BOX, staleAtMs: 6_100, lookAtMs: null, troubles: [] });
  });

  it('takes a sign of life that waited while the process was held up for the past', () => {
    const { state, effects } = after(...LIVE, [60_000, { type: 'alive' }]);
    expect(state.at).toBe('stale');
    expect(effects).toEqual([{ type: 'verify' }]);
  });

  it('opens the port again when the box stays silent', () => {
    expect(after(...LIVE, [3_000, { type: 'wake' }], [8_000, { type: 'wake' }])).toEqual({
      state: {
        at: 'searching',
        detail: 'The box went silent; opening the port again.',
        failures: 0,
        retryAtMs: 8_250,
      },
      effects: [{ type: 'close' }],
    });
  });

  it('reports a lost port and looks for it at once', () => {
    expect(after(...LIVE, [500, { type: 'lost', detail: 'Unplugged.' }])).toEqual({
      state: {
        at: 'searching',
        detail: 'The port was lost: Unplugged.',
        failures: 0,
        retryAtMs: 750,
      },
      effects: [
        { type: 'close' },
        {
          type: 'report',
          report: { kind: 'port-error', detail: 'The port was lost: Unplugged.' },
        },
      ],
    });
  });

  it('lets go of the port when stopped, and does nothing any more', () => {
    expect(after(...LIVE, [1, { type: 'stop' }])).toEqual({
      state: { at: 'stopped' },
      effects: [{ type: 'close' }],
    });
    expect(boxStatusOf({ at: 'stopped' }, PATH)).toBeNull();
  });

  it('keeps a shown path and detail within what a status may hold', () => {
    const long = `/dev/${'x'.repeat(400)}`;
    expect(boxStatusOf(after(START).state, long)).toEqual({
      state: 'searching',
      detail: long.slice(0, 300),
    });
  });

  it('opens and closes in turn, asks only between, and ends for good, whatever happens', () => {
    const event: fc.Arbitrary<ConnectionEvent> = fc.oneof(
      {
        weight: 12,
        arbitrary: fc.constantFrom<ConnectionEvent>(
          { type: 'opened' },
          { type: 'wake' },
          PRESENT,
          { type: 'alive' },
          { type: 'refused', detail: 'Too old.' },
          { type: 'taken', detail: 'Counted elsewhere.' },
          { type: 'troubles', troubles: [{ button: 1, kind: 'chatter' }] },
          { type: 'open-failed', detail: 'No.' },
          { type: 'lost', detail: 'Gone.' },
        ),
      },
      { weight: 1, arbitrary: fc.constant<ConnectionEvent>({ type: 'stop' }) },
    );
    const events = fc.array(fc.tuple(fc.integer({ min: 0, max: 6_000 }), event));
    fc.assert(
      fc.property(events, (happening) => {
        let { state } = after(START);
        let nowMs = 0;
        let held = true;
        const broken: string[] = [];
        const demand = (holds: boolean, rule: string): void => {
          if (!holds) {
            broken.push(rule);
          }
        };
        for (const [waitMs, one] of happening) {
          nowMs += waitMs;
          const before = state.at;
          // Only a port that is being opened answers that it is, or is not, open.
          if ((one.type === 'opened' || one.type === 'open-failed') && before !== 'opening') {
            continue;
          }
          const taken = step(state, one, nowMs);
          ({ state } = taken);
          demand(before !== 'stopped' || taken.effects.length === 0, 'nothing after the end');
          // A port that could not be opened is not held.
          held &&= !(before === 'opening' && one.type === 'open-failed');
          for (const { type } of taken.effects) {
            demand(type !== 'open' || !held, 'opens only what is not held');
            demand(type === 'open' || type === 'report' || held, `has a port to ${type}`);
            held = type === 'open' || (held && type !== 'close');
          }
          demand(held !== (state.at === 'searching' || state.at === 'stopped'), 'holds a port');
          const dueAtMs = wakeAtMs(state);
          demand(dueAtMs === null || dueAtMs > nowMs, 'wakes later');
        }
        expect(broken).toEqual([]);
      }),
    );
  });
});

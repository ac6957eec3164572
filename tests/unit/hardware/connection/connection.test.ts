import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boxStatusOf,
  type ConnectionEffect,
  type ConnectionEvent,
  type ConnectionState,
  IDLE,
  transition,
  wakeAtMs,
} from '../../../../hardware/connection/connection.ts';
import type { HelloMessage, StatusMessage } from '../../../../hardware/protocol/messages.ts';

const PATH = '/dev/ttyACM0';
const STATUS: StatusMessage = { kind: 'status', boot: 4, cause: null, counts: [1, 2, 3] };
const BOX = { boxId: 'GB-1', firmware: '1.0', buttonCount: 3 };

function hello(token: number, box = BOX): HelloMessage {
  return { kind: 'hello', version: 1, token, ...box };
}

function heard(
  message: Extract<ConnectionEvent, { type: 'heard' }>['message'],
  sequence = 0,
): ConnectionEvent {
  return { type: 'heard', sequence, message };
}

/** Runs events, each at its time, and gives the last state and the effects of the last event. */
function after(...events: readonly (readonly [nowMs: number, event: ConnectionEvent])[]): {
  state: ConnectionState;
  effects: readonly ConnectionEffect[];
} {
  let step: { state: ConnectionState; effects: readonly ConnectionEffect[] } = {
    state: IDLE,
    effects: [],
  };
  for (const [nowMs, event] of events) {
    step = transition(step.state, event, nowMs);
  }
  return step;
}

const START = [0, { type: 'start' }] as const;
const OPENED = [0, { type: 'opened' }] as const;
const LIVE = [START, OPENED, [0, heard(hello(1), 9)]] as const;
const ask = (token: number): ConnectionEffect => ({
  type: 'send',
  message: { kind: 'hello-request', version: 1, token },
});

describe('connection', () => {
  it('opens its port at the start and asks who is there', () => {
    expect(after(START)).toEqual({
      state: { at: 'opening', detail: 'Opening the port.', failures: 0 },
      effects: [{ type: 'open' }],
    });
    expect(after(START, OPENED)).toEqual({
      state: { at: 'verifying', failures: 0, token: 1, askAgainAtMs: 1_000, giveUpAtMs: 5_000 },
      effects: [ask(1)],
    });
  });

  it('tries a port that cannot be opened again, less and less often', () => {
    let { state } = after(START);
    let nowMs = 0;
    const delaysMs: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      ({ state } = transition(state, { type: 'open-failed', detail: 'Not there.' }, nowMs));
      expect(boxStatusOf(state, PATH)).toEqual({
        state: 'searching',
        detail: '/dev/ttyACM0: Not there.',
      });
      const dueAtMs = wakeAtMs(state) ?? 0;
      delaysMs.push(dueAtMs - nowMs);
      nowMs = dueAtMs;
      const retry = transition(state, { type: 'wake' }, nowMs);
      expect(retry.effects).toEqual([{ type: 'open' }]);
      ({ state } = retry);
    }
    expect(delaysMs).toEqual([250, 500, 1_000, 2_000, 5_000, 5_000, 5_000]);
  });

  it('asks again every second and lets go of the port when nobody answers', () => {
    let { state } = after(START, OPENED);
    for (const [nowMs, token] of [
      [1_000, 2],
      [2_000, 3],
      [3_000, 4],
      [4_000, 5],
    ] as const) {
      const asked = transition(state, { type: 'wake' }, nowMs);
      expect(asked.effects).toEqual([ask(token)]);
      ({ state } = asked);
    }
    expect(transition(state, { type: 'wake' }, 5_000)).toEqual({
      state: {
        at: 'searching',
        detail: 'The port is open, but no Glimlach box has answered yet.',
        failures: 1,
        retryAtMs: 5_250,
      },
      effects: [{ type: 'close' }],
    });
  });

  it('is live once the box answers this very request', () => {
    expect(after(START, OPENED, [10, heard(hello(200))]).state.at).toBe('verifying');
    const { state } = after(START, OPENED, [10, heard(hello(1), 9)]);
    expect(state).toEqual({ at: 'live', box: BOX, sequence: 9, staleAtMs: 3_510 });
    expect(boxStatusOf(state, PATH)).toEqual({
      state: 'live',
      boxId: 'GB-1',
      firmware: '1.0',
      path: PATH,
    });
  });

  it('asks a box that has just started at once', () => {
    expect(after(START, OPENED, [10, heard(hello(0))]).effects).toEqual([ask(2)]);
  });

  it('counts nothing before it knows whose counters they are', () => {
    expect(after(START, OPENED, [10, heard(STATUS)]).effects).toEqual([]);
  });

  it('lets go of a box of another protocol version and says so', () => {
    const { state, effects } = after(START, OPENED, [
      10,
      heard({ kind: 'foreign-hello', version: 2 }),
    ]);
    expect(effects).toEqual([{ type: 'close' }]);
    expect(boxStatusOf(state, PATH)).toEqual({
      state: 'searching',
      detail:
        '/dev/ttyACM0: The box speaks protocol version 2, this terminal version 1; update the older one.',
    });
    expect(wakeAtMs(state)).toBe(5_010);
  });

  it('hands every status of the live box on to be counted', () => {
    expect(after(...LIVE, [500, heard(STATUS, 10)])).toEqual({
      state: { at: 'live', box: BOX, sequence: 10, staleAtMs: 4_000 },
      effects: [{ type: 'count', boxId: 'GB-1', status: STATUS }],
    });
  });

  it('reports frames that the sequence shows as lost, over its wrap too', () => {
    const { effects } = after(...LIVE, [500, heard(STATUS, 255)], [900, heard(STATUS, 2)]);
    expect(effects).toEqual([
      {
        type: 'report',
        report: {
          kind: 'frames-lost',
          detail: 'Frames of box GB-1 were lost: 2 before number 2.',
        },
      },
      { type: 'count', boxId: 'GB-1', status: STATUS },
    ]);
  });

  it('does not use a status with another number of buttons, not even as a sign of life', () => {
    const odd = { ...STATUS, counts: [1, 2] };
    const { state, effects } = after(...LIVE, [500, heard(odd, 10)]);
    expect(effects).toEqual([
      {
        type: 'report',
        report: {
          kind: 'bad-frame',
          detail: 'A status counts 2 buttons, but box GB-1 has 3.',
        },
      },
    ]);
    expect(wakeAtMs(state)).toBe(3_500);
  });

  it('stays live when its box restarts, and asks when another box introduces itself', () => {
    expect(after(...LIVE, [500, heard(hello(0), 0)])).toEqual({
      state: { at: 'live', box: BOX, sequence: 0, staleAtMs: 3_500 },
      effects: [],
    });
    const other = after(...LIVE, [500, heard(hello(0, { ...BOX, boxId: 'GB-2' }), 0)]);
    expect(other.state.at).toBe('verifying');
    expect(other.effects).toEqual([ask(246)]);
  });

  it('is stale after three missed heartbeats and asks', () => {
    const { state, effects } = after(...LIVE, [3_500, { type: 'wake' }]);
    expect(state).toEqual({ at: 'stale', token: 186, reopenAtMs: 8_500 });
    expect(effects).toEqual([ask(186)]);
    expect(boxStatusOf(state, PATH)).toEqual({ state: 'stale', path: PATH });
  });

  it('is live again when the stale box answers', () => {
    const { state } = after(...LIVE, [3_500, { type: 'wake' }], [3_600, heard(hello(186), 4)]);
    expect(state).toEqual({ at: 'live', box: BOX, sequence: 4, staleAtMs: 7_100 });
  });

  it('asks a stale box that speaks again who it is before it counts', () => {
    const { state, effects } = after(...LIVE, [3_500, { type: 'wake' }], [3_600, heard(STATUS)]);
    expect(state.at).toBe('verifying');
    expect(effects).toEqual([ask(187)]);
  });

  it('opens the port again when the box stays silent', () => {
    expect(after(...LIVE, [3_500, { type: 'wake' }], [8_500, { type: 'wake' }])).toEqual({
      state: {
        at: 'searching',
        detail: 'The box went silent; opening the port again.',
        failures: 0,
        retryAtMs: 8_750,
      },
      effects: [{ type: 'close' }],
    });
  });

  it('takes nothing that waited while the process was held up for the present', () => {
    const held = after(...LIVE, [60_000, heard({ ...STATUS, cause: 2 }, 10)]);
    expect(held.state.at).toBe('verifying');
    expect(held.effects.map(({ type }) => type)).toEqual(['send', 'send']);
    const stillOld = transition(held.state, heard({ ...STATUS, cause: 2 }, 11), 60_000);
    expect(stillOld.effects).toEqual([]);
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

  it('sends signals to a live box only, and only to lamps it has', () => {
    const lamp = { kind: 'lamp', button: 2, durationMs: 800 } as const;
    const signal: ConnectionEvent = { type: 'signal', signal: lamp };
    expect(after(...LIVE, [1, signal]).effects).toEqual([{ type: 'send', message: lamp }]);
    expect(after(START, OPENED, [1, signal]).effects).toEqual([]);
    const beyond: ConnectionEvent = { type: 'signal', signal: { ...lamp, button: 3 } };
    expect(after(...LIVE, [1, beyond]).effects).toEqual([]);
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

  it('opens and closes in turn, counts only between, and ends for good, whatever happens', () => {
    const message = fc.oneof(
      fc.constant(STATUS),
      fc.constant({ kind: 'foreign-hello', version: 3 } as const),
      fc.integer({ min: 0, max: 6 }).map((token) => hello(token)),
      fc.constant(hello(0, { ...BOX, boxId: 'GB-2' })),
    );
    const event: fc.Arbitrary<ConnectionEvent> = fc.oneof(
      { weight: 6, arbitrary: message.map((one) => heard(one)) },
      {
        weight: 6,
        arbitrary: fc.constantFrom<ConnectionEvent>(
          { type: 'opened' },
          { type: 'wake' },
          { type: 'open-failed', detail: 'No.' },
          { type: 'lost', detail: 'Gone.' },
          { type: 'signal', signal: { kind: 'buzzer', durationMs: 5 } },
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
          const step = transition(state, one, nowMs);
          ({ state } = step);
          demand(before !== 'stopped' || step.effects.length === 0, 'nothing after the end');
          // A port that could not be opened is not held.
          held &&= !(before === 'opening' && one.type === 'open-failed');
          for (const { type } of step.effects) {
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

import { describe, expect, it } from 'vitest';
import {
  glimlachSession,
  type GlimlachSessionState,
} from '../../../../hardware/drivers/glimlach-session.ts';
import type {
  ConnectedBox,
  SessionEffect,
  SessionEvent,
} from '../../../../hardware/drivers/session.ts';
import { encodeFrame } from '../../../../hardware/protocol/frame.ts';
import {
  type BoxMessage,
  encodeBoxMessage,
  encodeHostMessage,
  type HelloMessage,
  type StatusMessage,
} from '../../../../hardware/protocol/messages.ts';

const OUTPUTS = { lamps: true, buzzer: true, beacon: false };
const STATUS: StatusMessage = { kind: 'status', boot: 4, cause: null, counts: [1, 2, 3] };
const BOX: ConnectedBox = {
  boxId: 'GB-1',
  driver: 'glimlach',
  firmware: '1.0',
  buttonCount: 3,
  outputs: OUTPUTS,
};

function hello(token: number, boxId = 'GB-1'): HelloMessage {
  return {
    kind: 'hello',
    version: 1,
    token,
    buttonCount: 3,
    boxId,
    firmware: '1.0',
    outputs: OUTPUTS,
  };
}

function heard(message: BoxMessage, sequence = 0): SessionEvent {
  return { type: 'bytes', bytes: encodeBoxMessage(message, sequence) };
}

const VERIFY: SessionEvent = { type: 'verify' };
const asked = (token: number, sequence: number): SessionEffect => ({
  type: 'send',
  bytes: encodeHostMessage({ kind: 'hello-request', version: 1, token }, sequence),
});

/** Runs events, each at its time, and gives the last state and the effects of the last event. */
function after(
  { probe }: { readonly probe: boolean },
  ...events: readonly (readonly [nowMs: number, event: SessionEvent])[]
): { state: GlimlachSessionState; effects: readonly SessionEffect[]; dueAtMs: number | null } {
  const session = glimlachSession(probe);
  let state = session.initial;
  let effects: readonly SessionEffect[] = [];
  for (const [nowMs, event] of events) {
    ({ state, effects } = session.step(state, event, nowMs));
  }
  return { state, effects, dueAtMs: session.dueAtMs(state) };
}

const PROBE = { probe: true };
const KNOWN = [
  [0, VERIFY],
  [0, heard(hello(1), 9)],
  [0, heard(STATUS, 10)],
] as const;

describe('a session with a Glimlach box', () => {
  it('asks who is there, every second anew', () => {
    expect(after(PROBE, [0, VERIFY])).toMatchObject({ effects: [asked(1, 0)], dueAtMs: 1_000 });
    expect(after(PROBE, [0, VERIFY], [1_000, { type: 'wake' }])).toMatchObject({
      effects: [asked(2, 1)],
      dueAtMs: 2_000,
    });
  });

  it('writes nothing to a port it was not told to probe, until a box was heard on it', () => {
    const QUIET = { probe: false };
    const noise: SessionEvent = { type: 'bytes', bytes: Uint8Array.of(0, 1, 2, 3, 0, 7) };
    expect(after(QUIET, [0, VERIFY]).effects).toEqual([]);
    const silent = after(QUIET, [0, VERIFY], [100, noise], [900, VERIFY], [950, { type: 'wake' }]);
    expect(silent).toMatchObject({ effects: [], dueAtMs: null });
    expect(after(QUIET, [0, VERIFY], [900, heard(STATUS)]).effects).toEqual([asked(136, 0)]);
    expect(after(QUIET, [0, VERIFY], [900, heard(hello(0))]).effects).toEqual([asked(136, 0)]);
    const [answered] = after(
      QUIET,
      [0, VERIFY],
      [900, heard(STATUS)],
      [905, heard(hello(136))],
    ).effects;
    expect(answered).toEqual({ type: 'present', box: BOX });
  });

  it('knows the box once it answers this very request', () => {
    expect(after(PROBE, [0, VERIFY], [10, heard(hello(200))]).effects).toEqual([]);
    expect(after(PROBE, [0, VERIFY], [10, heard(hello(1))]).effects).toEqual([
      { type: 'present', box: BOX },
    ]);
  });

  it('asks a box that has just started at once', () => {
    expect(after(PROBE, [0, VERIFY], [10, heard(hello(0))]).effects).toEqual([asked(2, 1)]);
  });

  it('counts nothing before it knows whose counters they are', () => {
    expect(after(PROBE, [0, VERIFY], [10, heard(STATUS)]).effects).toEqual([]);
  });

  it('refuses a box of another protocol version and says so', () => {
    const foreign = encodeFrame({ type: 0x01, sequence: 0, payload: Uint8Array.of(2, 0) });
    expect(after(PROBE, [0, VERIFY], [10, { type: 'bytes', bytes: foreign }]).effects).toEqual([
      {
        type: 'refused',
        detail: 'The box speaks protocol version 2, this terminal version 1; update the older one.',
      },
    ]);
  });

  it('hands every status of the known box on to be counted', () => {
    const { effects } = after(PROBE, ...KNOWN, [500, heard(STATUS, 11)], [600, heard(STATUS, 12)]);
    expect(effects).toEqual([{ type: 'counted', status: STATUS }]);
  });

  it('reports frames that the sequence shows as lost, over its wrap too', () => {
    const { effects } = after(PROBE, ...KNOWN, [500, heard(STATUS, 255)], [900, heard(STATUS, 2)]);
    expect(effects).toEqual([
      {
        type: 'report',
        report: {
          kind: 'frames-lost',
          detail: 'Frames of box GB-1 were lost: 2 before number 2.',
        },
      },
      { type: 'counted', status: STATUS },
      // What the box told of its buttons may be among them.
      asked(136, 2),
    ]);
  });

  it('does not use a status with another number of buttons, not even as a sign of life', () => {
    const odd = { ...STATUS, counts: [1, 2] };
    expect(after(PROBE, ...KNOWN, [500, heard(odd, 11)]).effects).toEqual([
      {
        type: 'report',
        report: {
          kind: 'bad-frame',
          detail: 'A status counts 2 buttons, but box GB-1 has 3.',
        },
      },
    ]);
  });

  it('counts on when its box says that it has restarted', () => {
    const restarted = { ...STATUS, boot: 5, cause: 0, counts: [1, 0, 0] };
    expect(
      after(PROBE, ...KNOWN, [500, heard(hello(0), 0)], [501, heard(restarted, 1)]).effects,
    ).toEqual([{ type: 'counted', status: restarted }]);
  });

  it('has another start number confirmed before it counts by it', () => {
    const strange = { ...STATUS, boot: 5, cause: 0, counts: [1, 0, 0] };
    const doubted = after(PROBE, ...KNOWN, [500, heard(strange, 11)]);
    expect(doubted.effects).toEqual([asked(246, 1)]);
    expect(after(PROBE, ...KNOWN, [500, heard(strange)], [501, heard(strange)]).effects).toEqual(
      [],
    );
    const confirmed = after(
      PROBE,
      ...KNOWN,
      [500, heard(strange, 11)],
      [505, heard(hello(246), 12)],
      [505, heard(strange, 13)],
    );
    expect(confirmed.effects).toEqual([{ type: 'counted', status: strange }]);
  });

  it('asks when another box introduces itself', () => {
    expect(after(PROBE, ...KNOWN, [500, heard(hello(0, 'GB-2'))]).effects).toEqual([asked(246, 1)]);
  });

  it('asks anew when what is heard cannot be trusted any more, and passes over what waited', () => {
    expect(after(PROBE, ...KNOWN, [3_500, VERIFY]).effects).toEqual([asked(186, 1)]);
    expect(after(PROBE, ...KNOWN, [3_500, VERIFY], [3_501, heard(STATUS, 11)]).effects).toEqual([]);
    expect(after(PROBE, ...KNOWN, [3_500, VERIFY], [3_600, heard(hello(186))]).effects).toEqual([
      { type: 'present', box: BOX },
    ]);
  });

  it('tells what the box says is wrong with its buttons, of those it has', () => {
    const trouble = { kind: 'trouble', stuck: [1, 31], chattering: [0] } as const;
    expect(after(PROBE, ...KNOWN, [5, heard(trouble, 11)]).effects).toEqual([
      {
        type: 'troubles',
        troubles: [
          { button: 1, kind: 'stuck' },
          { button: 0, kind: 'chatter' },
        ],
      },
    ]);
  });

  it('takes the troubles for over when the box says so, and asks it after a gap', () => {
    const none = { kind: 'trouble', stuck: [], chattering: [] } as const;
    expect(after(PROBE, ...KNOWN, [5, heard(none, 11)]).effects).toEqual([
      { type: 'troubles', troubles: [] },
    ]);
    const gap = after(PROBE, ...KNOWN, [5, heard(none, 12)]);
    expect(gap.effects).toMatchObject([
      { type: 'report', report: { kind: 'frames-lost' } },
      { type: 'troubles', troubles: [] },
      asked(6, 1),
    ]);
    const answered = after(
      PROBE,
      ...KNOWN,
      [5, heard(none, 12)],
      [6, heard(hello(6), 13)],
      [7, heard({ ...STATUS, cause: 0 }, 14)],
    );
    expect(answered.effects).toEqual([{ type: 'counted', status: { ...STATUS, cause: 0 } }]);
  });

  it('sends signals to a known box only, and only to outputs it has', () => {
    const lamp = { kind: 'lamp', button: 2, durationMs: 800 } as const;
    const signal: SessionEvent = { type: 'signal', signal: lamp };
    expect(after(PROBE, ...KNOWN, [1, signal]).effects).toEqual([
      { type: 'send', bytes: encodeHostMessage(lamp, 1) },
    ]);
    expect(after(PROBE, [0, VERIFY], [1, signal]).effects).toEqual([]);
    for (const missing of [
      { ...lamp, button: 3 },
      { kind: 'beacon', durationMs: 5 },
    ] as const) {
      expect(after(PROBE, ...KNOWN, [1, { type: 'signal', signal: missing }]).effects).toEqual([]);
    }
  });

  it('hears every frame of one chunk, and one that comes in pieces', () => {
    const both = Uint8Array.of(...encodeBoxMessage(hello(1), 0), ...encodeBoxMessage(STATUS, 1));
    expect(after(PROBE, [0, VERIFY], [5, { type: 'bytes', bytes: both }]).effects).toEqual([
      { type: 'present', box: BOX },
      { type: 'counted', status: STATUS },
    ]);
    const pieces = Array.from(
      both,
      (byte) => [5, { type: 'bytes', bytes: Uint8Array.of(byte) }] as const,
    );
    expect(after(PROBE, [0, VERIFY], ...pieces).effects).toEqual([
      { type: 'counted', status: STATUS },
    ]);
  });
});

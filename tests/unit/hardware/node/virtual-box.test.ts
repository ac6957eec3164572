import { describe, expect, it } from 'vitest';
import { decodeFrames, NOTHING_PENDING } from '../../../../hardware/protocol/frame-decoder.ts';
import { decodeBoxMessage } from '../../../../hardware/protocol/messages.ts';
import {
  newVirtualBox,
  stepVirtualBox,
  type VirtualBox,
  type VirtualBoxEvent,
} from '../../../../hardware/node/virtual-box/virtual-box.ts';

const BOX = newVirtualBox('GB-1', 7, 3);

/** What the box puts on the line, read as a terminal reads it. */
function said(box: VirtualBox, event: VirtualBoxEvent): unknown[] {
  return stepVirtualBox(box, event).effects.flatMap((effect): unknown[] =>
    effect.type === 'send'
      ? decodeFrames(NOTHING_PENDING, effect.bytes).frames.map((decoded) =>
          decoded.ok
            ? { sequence: decoded.frame.sequence, ...decodeBoxMessage(decoded.frame) }
            : decoded,
        )
      : [effect],
  );
}

const hello = {
  kind: 'hello',
  version: 1,
  token: 0,
  buttonCount: 3,
  boxId: 'GB-1',
  firmware: 'virtual 1.0',
  outputs: { lamps: true, buzzer: true, beacon: true },
};
const heartbeat = { kind: 'status', boot: 7, cause: null, counts: [0, 0, 0] };
const noTrouble = { kind: 'trouble', stuck: [], chattering: [] };

describe('virtual box', () => {
  it('introduces itself at its start', () => {
    expect(said(BOX, { type: 'started' })).toEqual([
      { sequence: 0, ...hello },
      { sequence: 1, ...heartbeat },
      { sequence: 2, ...noTrouble },
    ]);
  });

  it('answers a hello request with its token, a heartbeat and what is wrong', () => {
    const message = { kind: 'hello-request', version: 1, token: 9 } as const;
    expect(said(BOX, { type: 'heard', message })).toEqual([
      { sequence: 0, ...hello, token: 9 },
      { sequence: 1, ...heartbeat },
      { sequence: 2, ...noTrouble },
    ]);
  });

  it('sends a status at once on each press', () => {
    const { box } = stepVirtualBox(BOX, { type: 'pressed', button: 2 });
    expect(said(BOX, { type: 'pressed', button: 2 })).toEqual([
      { sequence: 0, ...heartbeat, cause: 2, counts: [0, 0, 1] },
    ]);
    expect(said(box, { type: 'heartbeat-due' })).toEqual([
      { sequence: 1, ...heartbeat, counts: [0, 0, 1] },
    ]);
  });

  it('counts from 0 after a restart, with the next start number', () => {
    const { box } = stepVirtualBox(BOX, { type: 'pressed', button: 2 });
    expect(said(box, { type: 'restarted' })).toEqual([
      { sequence: 0, ...hello },
      { sequence: 1, ...heartbeat, boot: 8 },
      { sequence: 2, ...noTrouble },
    ]);
  });

  it('counts and says nothing while silent', () => {
    const silent = stepVirtualBox(BOX, { type: 'silence-toggled' }).box;
    const pressed = stepVirtualBox(silent, { type: 'pressed', button: 0 });
    expect(pressed.effects).toEqual([]);
    const speaking = stepVirtualBox(pressed.box, { type: 'silence-toggled' }).box;
    expect(said(speaking, { type: 'heartbeat-due' })).toEqual([
      { sequence: 0, ...heartbeat, counts: [1, 0, 0] },
    ]);
  });

  it('tells what is wrong with its buttons when it changes, and whoever asks', () => {
    const event = { type: 'troubled', stuck: [2], chattering: [0, 1] } as const;
    const trouble = { kind: 'trouble', stuck: [2], chattering: [0, 1] };
    expect(said(BOX, event)).toEqual([{ sequence: 0, ...trouble }]);
    const troubled = stepVirtualBox(BOX, event).box;
    const message = { kind: 'hello-request', version: 1, token: 9 } as const;
    expect(said(troubled, { type: 'heard', message })).toEqual([
      { sequence: 1, ...hello, token: 9 },
      { sequence: 2, ...heartbeat },
      { sequence: 3, ...trouble },
    ]);
    expect(said(troubled, { type: 'restarted' }).at(-1)).toEqual({ sequence: 2, ...noTrouble });
  });

  it('can speak a version that nobody knows, also after a restart', () => {
    const foreign = stepVirtualBox(BOX, { type: 'version-toggled' }).box;
    const met = { kind: 'foreign-hello', version: 2 };
    expect(said(BOX, { type: 'version-toggled' })[0]).toEqual({ sequence: 0, ...met });
    expect(said(foreign, { type: 'restarted' })[0]).toEqual({ sequence: 0, ...met });
    expect(said(foreign, { type: 'version-toggled' })[0]).toEqual({ sequence: 3, ...hello });
  });

  it('lights its own lamps only, and buzzes', () => {
    const lamp = { kind: 'lamp', button: 1, durationMs: 800 } as const;
    const buzzer = { kind: 'buzzer', durationMs: 200 } as const;
    expect(said(BOX, { type: 'heard', message: lamp })).toEqual([
      { type: 'lamp', button: 1, durationMs: 800 },
    ]);
    expect(said(BOX, { type: 'heard', message: { ...lamp, button: 3 } })).toEqual([]);
    expect(said(BOX, { type: 'heard', message: buzzer })).toEqual([
      { type: 'buzzer', durationMs: 200 },
    ]);
  });

  it('ignores a press of a button it does not have', () => {
    expect(stepVirtualBox(BOX, { type: 'pressed', button: 3 })).toEqual({ box: BOX, effects: [] });
  });
});

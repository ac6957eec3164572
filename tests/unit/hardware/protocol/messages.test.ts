import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeFrame, type Frame } from '../../../../hardware/protocol/frame.ts';
import { decodeFrames, NOTHING_PENDING } from '../../../../hardware/protocol/frame-decoder.ts';
import {
  decodeBoxMessage,
  decodeHostMessage,
  encodeBoxMessage,
  encodeHostMessage,
} from '../../../../hardware/protocol/messages.ts';
import { anyBoxMessage, anyByte, anyHostMessage } from '../../../support/box-messages.ts';

function onlyFrame(bytes: Uint8Array): Frame {
  const { frames } = decodeFrames(NOTHING_PENDING, bytes);
  const [only] = frames;
  if (frames.length !== 1 || only?.ok !== true) {
    throw new Error('These bytes are not exactly one good frame.');
  }
  return only.frame;
}

describe('box messages', () => {
  it('read as they were written', () => {
    fc.assert(
      fc.property(anyBoxMessage, anyByte, (message, sequence) => {
        const frame = onlyFrame(encodeBoxMessage(message, sequence));
        expect(frame.sequence).toBe(sequence);
        expect(decodeBoxMessage(frame)).toEqual(message);
      }),
    );
  });

  it('are values whatever a frame holds', () => {
    fc.assert(
      fc.property(anyByte, fc.uint8Array({ maxLength: 246 }), (type, payload) => {
        const frame = { type, sequence: 0, payload };
        expect(decodeBoxMessage(frame)).toHaveProperty('kind');
        expect(decodeHostMessage(frame)).toHaveProperty('kind');
      }),
    );
  });

  it('name a version they cannot be read in', () => {
    expect(decodeBoxMessage({ type: 0x01, sequence: 0, payload: Uint8Array.of(2, 9, 9) })).toEqual({
      kind: 'foreign-hello',
      version: 2,
    });
  });

  it('may carry more after the fields of a hello', () => {
    const payload = Uint8Array.of(1, 5, 3, 2, 0x41, 0x42, 1, 0x39, 0x05, 0xff);
    expect(decodeBoxMessage({ type: 0x01, sequence: 0, payload })).toEqual({
      kind: 'hello',
      version: 1,
      token: 5,
      buttonCount: 3,
      boxId: 'AB',
      firmware: '9',
      outputs: { lamps: true, buzzer: false, beacon: true },
    });
  });

  it.each([
    ['a hello that ends early', 0x01, [1, 5, 3, 9, 0x41], 'A hello cannot be 5 bytes long.'],
    ['an empty hello', 0x01, [], 'A hello cannot be 0 bytes long.'],
    [
      'a hello without buttons',
      0x01,
      [1, 5, 0, 1, 0x41, 1, 0x41, 7],
      'A hello names 0 buttons; a box has 1 to 32.',
    ],
    [
      'a serial number that is no text',
      0x01,
      [1, 5, 3, 1, 0x07, 1, 0x41, 7],
      'The serial number or firmware version in a hello is not printable ASCII.',
    ],
    [
      'an empty serial number',
      0x01,
      [1, 5, 3, 0, 1, 0x41, 7],
      'The serial number or firmware version in a hello is not printable ASCII.',
    ],
    [
      'a status of half a counter',
      0x02,
      [1, 0, 0, 0, 0xff, 1, 2],
      'A status cannot be 7 bytes long.',
    ],
    ['a status without counters', 0x02, [1, 0, 0, 0, 0xff], 'A status cannot be 5 bytes long.'],
    [
      'a status caused by a button the box does not have',
      0x02,
      [1, 0, 0, 0, 3, 1, 0, 0, 0],
      'A status names button 3 of a box with 1.',
    ],
    ['half a trouble', 0x03, [1, 2, 3, 4], 'A trouble cannot be 4 bytes long.'],
    [
      'an echo of the host',
      0x82,
      [1, 2, 3],
      'A message of the terminal came back: the line echoes.',
    ],
    ['a type of the future', 0x0a, [], 'Message type 0x0a is not known.'],
  ])('cannot be %s', (_, type, payload, detail) => {
    expect(decodeBoxMessage({ type, sequence: 0, payload: Uint8Array.from(payload) })).toEqual({
      kind: 'unreadable',
      detail,
    });
  });
});

describe('host messages', () => {
  it('read as they were written', () => {
    fc.assert(
      fc.property(anyHostMessage, anyByte, (message, sequence) => {
        const frame = onlyFrame(encodeHostMessage(message, sequence));
        expect(frame.sequence).toBe(sequence);
        expect(decodeHostMessage(frame)).toEqual(message);
      }),
    );
  });

  it.each([
    [-5, 0],
    [12.6, 13],
    [100_000, 65_535],
  ])('hold a duration of %d ms at %d ms', (durationMs, held) => {
    const bytes = encodeHostMessage({ kind: 'buzzer', durationMs }, 0);
    expect(decodeHostMessage(onlyFrame(bytes))).toEqual({ kind: 'buzzer', durationMs: held });
  });

  it.each([0x81, 0x82, 0x83])('of type %d cannot have another length', (type) => {
    const frame = onlyFrame(encodeFrame({ type, sequence: 0, payload: new Uint8Array(9) }));
    expect(decodeHostMessage(frame).kind).toBe('unreadable');
  });
});

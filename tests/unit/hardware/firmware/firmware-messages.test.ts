import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { crc16 } from '../../../../hardware/protocol/crc16.ts';
import { encodeFrame, MAX_BODY_BYTES } from '../../../../hardware/protocol/frame.ts';
import { decodeFrames, NOTHING_PENDING } from '../../../../hardware/protocol/frame-decoder.ts';
import {
  type BoxMessage,
  decodeHostMessage,
  encodeBoxMessage,
  encodeHostMessage,
} from '../../../../hardware/protocol/messages.ts';
import { anyBoxMessage, anyByte, anyHostMessage } from '../../../support/box-messages.ts';
import {
  ascii,
  compileFirmwareCore,
  type FirmwareCore,
  fromHex,
  hex,
  randomBytes,
} from './firmware-core.ts';

/** What can stand on a line: noise, with and without delimiters, frames of any kind, whole, cut or spoiled. */
const onTheLine = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.uint8Array({ min: 1, minLength: 230, maxLength: 280 }),
  fc.constant(new Uint8Array(3)),
  anyHostMessage.map((message) => encodeHostMessage(message, 7)),
  fc
    .tuple(anyByte, anyByte, fc.uint8Array({ maxLength: 246, size: 'max' }))
    .map(([type, sequence, payload]) => encodeFrame({ type, sequence, payload })),
  fc
    .tuple(anyHostMessage, fc.nat(), anyByte)
    .map(([message, at, value]) =>
      encodeHostMessage(message, 7).map((byte, index, all) =>
        index === at % all.length ? value : byte,
      ),
    ),
  fc
    .tuple(anyHostMessage, fc.nat())
    .map(([message, at]) => encodeHostMessage(message, 7).subarray(at % 8)),
);

let core: FirmwareCore;
beforeAll(async () => {
  core = await compileFirmwareCore();
}, 120_000);

/** The core's command that writes a message. */
function writing(message: BoxMessage, sequence: number): string {
  const maskOf = (set: readonly number[]): number =>
    set.reduce((mask, button) => mask + 2 ** button, 0);
  switch (message.kind) {
    case 'hello': {
      const { token, buttonCount, boxId, firmware, outputs } = message;
      const bits = Number(outputs.lamps) + 2 * Number(outputs.buzzer) + 4 * Number(outputs.beacon);
      return `hello ${sequence} ${token} ${buttonCount} ${bits} ${ascii(boxId)} ${ascii(firmware)}`;
    }
    case 'status':
      return `status ${sequence} ${message.boot} ${message.cause ?? 255} ${message.counts.join(' ')}`;
    case 'trouble':
      return `trouble ${sequence} ${maskOf(message.stuck)} ${maskOf(message.chattering)}`;
  }
}

/** What the core prints for bytes of the line, by the TypeScript decoder. */
function expectedFor(bytes: Uint8Array): string[] {
  return decodeFrames(NOTHING_PENDING, bytes).frames.map((decoded) => {
    if (!decoded.ok) {
      return `bad ${decoded.reason}`;
    }
    const { type, sequence, payload } = decoded.frame;
    return `frame ${type} ${sequence} [${hex(payload)}] ${inWords(decodeHostMessage(decoded.frame))}`;
  });
}

function inWords(message: ReturnType<typeof decodeHostMessage>): string {
  switch (message.kind) {
    case 'hello-request':
      return `hello-request ${message.version} ${message.token}`;
    case 'lamp':
      return `lamp ${message.button} ${message.durationMs}`;
    case 'buzzer':
    case 'beacon':
      return `${message.kind} ${message.durationMs}`;
    case 'unreadable':
      return 'unreadable';
  }
}

describe('the firmware', () => {
  it('puts every message on the wire byte for byte as the TypeScript does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyBoxMessage, anyByte), { minLength: 1, maxLength: 50, size: 'max' }),
        (messages) => {
          expect(
            core.run(messages.map(([message, sequence]) => writing(message, sequence))),
          ).toEqual(
            messages.map(
              ([message, sequence]) => `wire ${hex(encodeBoxMessage(message, sequence))}`,
            ),
          );
        },
      ),
      { numRuns: 30 },
    );
  });

  it('puts the examples of the protocol page on the wire, and understands those of the host', () => {
    const page = readFileSync(
      new URL('../../../../docs/button-box-protocol.md', import.meta.url),
      'utf8',
    );
    const shown = new Map(
      [...page.matchAll(/^\| (.+) \| `(00 [0-9A-F ]+ 00)` \|$/gm)].map(
        ([, name = '', bytes = '']) =>
          [name.replace(/[,:].*$/, ''), bytes.replaceAll(' ', '').toLowerCase()] as const,
      ),
    );
    const box = `${ascii('GB-0042')} ${ascii('1.0.3')}`;
    expect(
      core.run([
        `hello 6 66 3 7 ${box}`,
        'status 7 17 255 1204 88 35',
        'status 8 17 2 1204 88 36',
        'trouble 9 2 1',
      ]),
    ).toEqual([
      `wire ${shown.get('hello')}`,
      `wire ${shown.get('heartbeat')}`,
      `wire ${shown.get('press of button 2')}`,
      `wire ${shown.get('trouble')}`,
    ]);
    const fromHost = [
      'hello request',
      'lamp of button 2 for 800 ms',
      'buzzer for 150 ms',
      'beacon for 60 s',
    ];
    expect(core.run(fromHost.map((name) => `decode ${shown.get(name)}`))).toEqual([
      'frame 129 0 [0142] hello-request 1 66',
      'frame 130 1 [022003] lamp 2 800',
      'frame 131 2 [9600] buzzer 150',
      'frame 132 3 [60ea] beacon 60000',
    ]);
  });

  it('writes the largest frame and refuses one byte more', () => {
    const payload = Uint8Array.from({ length: MAX_BODY_BYTES - 4 }, (_, index) => index % 7);
    expect(
      core.run([
        `frame 1 2 ${hex(payload)}`,
        `frame 1 2 ${hex(payload)}00`,
        `frame 9 9 ${hex(new Uint8Array(1_000))}`,
      ]),
    ).toEqual([
      `wire ${hex(encodeFrame({ type: 1, sequence: 2, payload }))}`,
      'too-long',
      'too-long',
    ]);
  });

  it('finds in any bytes, however cut, what the TypeScript finds', () => {
    fc.assert(
      fc.property(
        fc.array(onTheLine, { maxLength: 60, size: 'max' }),
        fc.array(fc.nat(), { maxLength: 40 }),
        (pieces, cuts) => {
          const line = Uint8Array.from([...pieces.flatMap((piece) => [...piece]), 0]);
          const bounds = [0, ...cuts.map((cut) => cut % line.length), line.length].toSorted(
            (a, b) => a - b,
          );
          const chunks = bounds.slice(1).map((end, index) => line.subarray(bounds[index], end));
          expect(core.run(chunks.map((chunk) => `decode ${hex(chunk)}`))).toEqual(
            expectedFor(line),
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  it('takes nothing for a message in a million random bytes, and is in step right after', () => {
    const noise = randomBytes(1_000_000);
    const message = { kind: 'hello-request', version: 1, token: 9 } as const;
    const request = encodeHostMessage(message, 0);
    const lines = core.run([`decode ${hex(noise)}`, `decode ${hex(request)}`]);
    expect(lines.length).toBeGreaterThan(3_000);
    expect(lines).toEqual(expectedFor(Uint8Array.from([...noise, ...request])));
    expect(lines.slice(0, -1).filter((line) => line.startsWith('frame'))).toEqual([]);
    expect(lines.at(-1)).toBe('frame 129 0 [0109] hello-request 1 9');
  });

  it('finds the check value of its CRC', () => {
    const digits = Buffer.from('123456789');
    const [line = ''] = core.run([`frame ${digits[0]} ${digits[1]} ${hex(digits.subarray(2))}`]);
    expect(crc16(digits)).toBe(0x29b1);
    expect([...fromHex(line.slice(5))].slice(-3)).toEqual([0xb1, 0x29, 0]);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { crc16 } from '../../../../hardware/protocol/crc16.ts';
import { encodeBoxMessage, encodeHostMessage } from '../../../../hardware/protocol/messages.ts';

const page = readFileSync(
  new URL('../../../../docs/button-box-protocol.md', import.meta.url),
  'utf8',
);

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
}

describe('docs/button-box-protocol.md', () => {
  it('shows the bytes that the code puts on the wire', () => {
    const shown = [...page.matchAll(/^\| (.+) \| `(00 [0-9A-F ]+ 00)` \|$/gm)].map(
      ([, message, bytes]) => [message, bytes],
    );
    expect(shown).toEqual([
      [
        'hello request, token 66, sequence 0',
        hex(encodeHostMessage({ kind: 'hello-request', version: 1, token: 66 }, 0)),
      ],
      [
        'hello, token 66, firmware 1.0.3, all outputs, sequence 6',
        hex(
          encodeBoxMessage(
            {
              kind: 'hello',
              version: 1,
              token: 66,
              buttonCount: 3,
              boxId: 'GB-0042',
              firmware: '1.0.3',
              outputs: { lamps: true, buzzer: true, beacon: true },
            },
            6,
          ),
        ),
      ],
      [
        'heartbeat, counts 1204, 88, 35, sequence 7',
        hex(encodeBoxMessage({ kind: 'status', boot: 17, cause: null, counts: [1204, 88, 35] }, 7)),
      ],
      [
        'press of button 2, counts 1204, 88, 36, sequence 8',
        hex(encodeBoxMessage({ kind: 'status', boot: 17, cause: 2, counts: [1204, 88, 36] }, 8)),
      ],
      [
        'trouble: button 1 stuck, button 0 chattering, sequence 9',
        hex(encodeBoxMessage({ kind: 'trouble', stuck: [1], chattering: [0] }, 9)),
      ],
      [
        'lamp of button 2 for 800 ms, sequence 1',
        hex(encodeHostMessage({ kind: 'lamp', button: 2, durationMs: 800 }, 1)),
      ],
      [
        'buzzer for 150 ms, sequence 2',
        hex(encodeHostMessage({ kind: 'buzzer', durationMs: 150 }, 2)),
      ],
      [
        'beacon for 60 s, sequence 3',
        hex(encodeHostMessage({ kind: 'beacon', durationMs: 60_000 }, 3)),
      ],
    ]);
  });

  it('names the check value and the CRC of its long example', () => {
    const named = [...page.matchAll(/0x([0-9A-F]{4})\b/g)].map(([, digits]) => digits);
    expect(named).toEqual([
      '1021',
      'FFFF',
      crc16(new TextEncoder().encode('123456789')).toString(16).toUpperCase(),
      crc16(Uint8Array.of(0x82, 1, 2, 0x20, 3))
        .toString(16)
        .toUpperCase(),
    ]);
  });
});

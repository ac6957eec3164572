import { describe, expect, it } from 'vitest';
import { byteSession } from '../../../../hardware/drivers/byte-session.ts';
import { glimlachSession } from '../../../../hardware/drivers/glimlach-session.ts';
import { lineSession } from '../../../../hardware/drivers/line-session.ts';
import type { PlainSessionState } from '../../../../hardware/drivers/plain-session.ts';
import { MAX_ENCODED_BYTES } from '../../../../hardware/protocol/frame.ts';
import { decodeFrames, NOTHING_PENDING } from '../../../../hardware/protocol/frame-decoder.ts';
import { decodeHostMessage, encodeBoxMessage } from '../../../../hardware/protocol/messages.ts';
import { configuredBox } from '../../../support/configured-box.ts';
import { alphabets, sendThroughNoise } from './noisy-arrivals.ts';
import { SessionRun } from './session-run.ts';

/** Ten million for each driver. */
const NOISE_BYTES = 2_000_000;
const SEED = 20_261_122;
const BUTTONS = 4;

function expectBounded({ contacts, outputs }: PlainSessionState<unknown>): void {
  expect(contacts.size).toBeLessThanOrEqual(BUTTONS);
  expect(outputs.size).toBe(0);
  for (const { pressesMs } of contacts.values()) {
    expect(pressesMs.length).toBeLessThanOrEqual(13);
  }
}

/** Says the words one after the other, and knows which were said. */
function inTurn(words: readonly Uint8Array[]): {
  readonly say: () => Uint8Array;
  readonly said: readonly number[];
} {
  const said: number[] = [];
  return {
    say: () => {
      const index = said.length % words.length;
      said.push(index);
      return words[index] ?? new Uint8Array(0);
    },
    said,
  };
}

const textBytes = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('a line box in noise', () => {
  const configuration = configuredBox('line', {
    port: '/dev/ttyUSB0',
    presses: { 'BTN:RED': 0, 'BTN:YELLOW': 1, 'KEY * DOWN': 2, '3 PRESSED': 3 },
  });
  const lines = ['BTN:RED', 'BTN:YELLOW', 'KEY 2 DOWN', '3 PRESSED'];
  const session = lineSession(configuration, 'till-7');

  it.each(Object.entries(alphabets([0x0a, 0x0d])))(
    'of %s has every press heard, none made up, and nothing piles up',
    (_, alphabet) => {
      const run = SessionRun.settled(session);
      const { say, said } = inTurn(lines.map((line) => textBytes(`\n${line}\r\n`)));
      const heard: number[] = [];
      let mostKept = 0;
      sendThroughNoise(
        { seed: SEED, alphabet, noiseBytes: NOISE_BYTES, fromMs: 1_000 },
        say,
        (bytes, nowMs) => {
          run.at(nowMs, { type: 'bytes', bytes });
          heard.push(...run.presses());
          mostKept = Math.max(mostKept, run.state.reading.text.length);
        },
      );
      expect(heard).toEqual(said);
      expect(heard.length).toBeGreaterThan(600);
      expect(mostKept).toBeLessThanOrEqual(256);
      expectBounded(run.state);
    },
  );
});

describe('a byte box in noise', () => {
  const words = [0x52, 0x59, 0x47, 0xf1];
  const configuration = configuredBox('byte', {
    port: '/dev/ttyUSB0',
    presses: { R: 0, Y: 1, G: 2, '0xf1': 3 },
  });
  const session = byteSession(configuration, 'till-7');
  const all = Object.entries(alphabets([0x0a, 0x00]));

  it.each(all)('of %s, none of them its own, has every press heard, and no other', (_, noise) => {
    const alphabet = noise.map((byte) => (words.includes(byte) ? 0xff : byte));
    const run = SessionRun.settled(session);
    const { say, said } = inTurn(words.map((word) => Uint8Array.of(word)));
    const heard: number[] = [];
    sendThroughNoise(
      { seed: SEED, alphabet, noiseBytes: NOISE_BYTES, fromMs: 1_000 },
      say,
      (bytes, nowMs) => {
        run.at(nowMs, { type: 'bytes', bytes });
        heard.push(...run.presses());
      },
    );
    expect(heard).toEqual(said);
    expectBounded(run.state);
  });

  it.each(all)(
    'of %s, whatever they are, has its buttons count again a second later',
    (_, noise) => {
      const run = SessionRun.settled(session);
      let endsMs = 0;
      sendThroughNoise(
        { seed: SEED, alphabet: noise, noiseBytes: NOISE_BYTES, fromMs: 1_000 },
        () => Uint8Array.of(...words),
        (bytes, nowMs) => {
          run.at(nowMs, { type: 'bytes', bytes });
          run.told();
          endsMs = nowMs;
        },
      );
      expectBounded(run.state);
      run.at(endsMs + 1_000, { type: 'bytes', bytes: Uint8Array.from(words) });
      expect(run.presses()).toEqual([0, 1, 2, 3]);
    },
  );
});

describe('a Glimlach box in noise', () => {
  const BOX_ID = 'GB-0042';
  const BOOT = 17;
  const all = Object.entries(alphabets([0]));

  /** A box that counts one press after the other, and says so on a line that tears frames. */
  function pressedBox() {
    const counts = Array.from({ length: BUTTONS }, () => 0);
    let sequence = 0;
    const status = (cause: number): Uint8Array =>
      encodeBoxMessage({ kind: 'status', boot: BOOT, cause, counts }, sequence);
    let presses = 0;
    const next = (): number => {
      sequence = (sequence + 1) & 0xff;
      return sequence;
    };
    return {
      /** The frame before with a byte of it changed, half of it, and the frame of a press. */
      press: (): Uint8Array => {
        const cause = presses % BUTTONS;
        const before = status(cause);
        const changedAt = 1 + (presses % (before.length - 2));
        const changed = before.with(changedAt, ((before[changedAt] ?? 0) ^ 0x10) | 1);
        presses += 1;
        counts[cause] = (counts[cause] ?? 0) + 1;
        next();
        return Uint8Array.of(...changed, ...before.subarray(9), ...status(cause));
      },
      hello: (token: number): Uint8Array =>
        encodeBoxMessage(
          {
            kind: 'hello',
            version: 1,
            token,
            buttonCount: BUTTONS,
            boxId: BOX_ID,
            firmware: '1.0',
            outputs: { lamps: true, buzzer: true, beacon: true },
          },
          next(),
        ),
      pressesMade: () => presses,
    };
  }

  /** @throws Error when it is anything but a hello request: a box that nobody signals to is sent nothing else. */
  function tokenAsked(sent: Uint8Array): number {
    const [decoded] = decodeFrames(NOTHING_PENDING, sent).frames;
    const message = decoded?.ok === true ? decodeHostMessage(decoded.frame) : null;
    if (message?.kind !== 'hello-request') {
      throw new Error(`The box was sent ${message?.kind ?? 'something unreadable'}.`);
    }
    return message.token;
  }

  it.each(all)(
    'of %s and torn frames is counted press for press, and for nothing else',
    (_, alphabet) => {
      const box = pressedBox();
      const run = new SessionRun(glimlachSession(true));
      const counted: number[] = [];
      const answer = (nowMs: number): void => {
        for (const effect of run.told()) {
          if (effect.type === 'counted') {
            counted.push(effect.status.counts.reduce((sum, count) => sum + count, 0));
          }
          if (effect.type === 'send') {
            run.at(nowMs, { type: 'bytes', bytes: box.hello(tokenAsked(effect.bytes)) });
          }
        }
      };
      let mostKept = 0;
      run.at(0, { type: 'verify' });
      answer(0);
      sendThroughNoise(
        { seed: SEED, alphabet, noiseBytes: NOISE_BYTES, fromMs: 0 },
        box.press,
        (bytes, nowMs) => {
          run.at(nowMs, { type: 'bytes', bytes });
          answer(nowMs);
          mostKept = Math.max(mostKept, run.state.pending.bytes.length);
        },
      );
      expect(counted).toEqual(Array.from({ length: box.pressesMade() }, (_each, made) => made + 1));
      expect(mostKept).toBeLessThanOrEqual(MAX_ENCODED_BYTES);
    },
  );
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCobs } from '../../../../hardware/protocol/cobs.ts';
import {
  encodeFrame,
  type Frame,
  MAX_BODY_BYTES,
  MAX_ENCODED_BYTES,
} from '../../../../hardware/protocol/frame.ts';
import {
  type DecodedFrame,
  decodeFrames,
  NOTHING_PENDING,
} from '../../../../hardware/protocol/frame-decoder.ts';

const byte = fc.integer({ min: 0, max: 255 });
const frame: fc.Arbitrary<Frame> = fc.record({
  type: byte,
  sequence: byte,
  payload: fc.uint8Array({ maxLength: MAX_BODY_BYTES - 4 }),
});
const noise = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc.uint8Array({ min: 1, maxLength: 400 }),
  fc.array(fc.constantFrom(0, 1, 2, 5), { maxLength: 60 }).map((all) => Uint8Array.from(all)),
);
/** A CRC of 16 bits lets one random frame in 65,536 pass, so these runs draw the same noise every time. */
const SEED = 20_260_102;

function decodeAll(chunks: readonly Uint8Array[]): readonly DecodedFrame[] {
  let pending = NOTHING_PENDING;
  return chunks.flatMap((chunk) => {
    const decoded = decodeFrames(pending, chunk);
    pending = decoded.pending;
    expect(pending.bytes.length).toBeLessThanOrEqual(MAX_ENCODED_BYTES);
    return decoded.frames;
  });
}

function good(frames: readonly DecodedFrame[]): readonly Frame[] {
  return frames.flatMap((decoded) => (decoded.ok ? [decoded.frame] : []));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

describe('frame decoder', () => {
  it('gives back what was encoded', () => {
    fc.assert(
      fc.property(fc.array(frame), (frames) => {
        expect(decodeAll([joined(frames.map(encodeFrame))])).toEqual(
          frames.map((one) => ({ ok: true, frame: one })),
        );
      }),
    );
  });

  it('decodes the same however the bytes are cut', () => {
    const parts = fc.array(fc.oneof(frame.map(encodeFrame), noise));
    fc.assert(
      fc.property(parts, fc.array(fc.nat()), (written, cuts) => {
        const bytes = joined(written);
        const bounds = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted(
          (a, b) => a - b,
        );
        const chunks = bounds.map((bound, index) => bytes.subarray(bounds[index - 1] ?? 0, bound));
        expect(decodeAll(chunks)).toEqual(decodeAll([bytes]));
      }),
    );
  });

  it('finds every frame between noise, and makes none of the noise', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(noise, frame)), noise, (pairs, rest) => {
        const bytes = joined([
          ...pairs.flatMap(([before, one]) => [before, encodeFrame(one)]),
          rest,
        ]);
        expect(good(decodeAll([bytes]))).toEqual(pairs.map(([, one]) => one));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('accepts no frame with bytes changed on the line, and the one after it', () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(frame, changes, frame, (one, changed, next) => {
        const bytes = encodeFrame(one);
        const broken = Uint8Array.from(bytes);
        for (const [at, mask] of changed) {
          const index = 1 + (at % (bytes.length - 2));
          broken[index] = (bytes[index] ?? 0) ^ mask;
        }
        expect(good(decodeAll([broken, encodeFrame(next)]))).toEqual([next]);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('finds a frame after the tail of one that lost its beginning', () => {
    fc.assert(
      fc.property(frame, fc.nat(), frame, (one, cut, next) => {
        const bytes = encodeFrame(one);
        const tail = bytes.subarray(2 + (cut % (bytes.length - 2)));
        expect(good(decodeAll([tail, encodeFrame(next)]))).toEqual([next]);
      }),
      { seed: SEED },
    );
  });

  it('says why bytes are not a frame', () => {
    const wrongCrc = encodeCobs(Uint8Array.of(2, 7, 1, 0, 0, 0, 0xff, 0xff));
    const tooShort = encodeCobs(Uint8Array.of(2, 7, 1));
    expect(
      decodeAll([
        joined([
          Uint8Array.of(0, ...wrongCrc, 0),
          Uint8Array.of(...tooShort, 0),
          Uint8Array.of(9, 1, 0),
          new Uint8Array(MAX_ENCODED_BYTES + 1).fill(1),
          Uint8Array.of(0),
        ]),
      ]),
    ).toEqual([
      { ok: false, reason: 'wrong-crc' },
      { ok: false, reason: 'too-short' },
      { ok: false, reason: 'broken-stuffing' },
      { ok: false, reason: 'oversized' },
    ]);
  });

  it('holds nothing of a line that never sends a delimiter, and reports it once', () => {
    const chunk = new Uint8Array(10_000).fill(0x55);
    let pending = NOTHING_PENDING;
    for (let round = 0; round < 100; round += 1) {
      const decoded = decodeFrames(pending, chunk);
      pending = decoded.pending;
      expect(decoded.frames).toEqual([]);
    }
    expect(pending).toEqual({ bytes: new Uint8Array(0), oversized: true });
    expect(decodeFrames(pending, Uint8Array.of(0)).frames).toEqual([
      { ok: false, reason: 'oversized' },
    ]);
  });

  it('does not keep the chunk it was given', () => {
    const bytes = encodeFrame({ type: 2, sequence: 1, payload: Uint8Array.of(9, 8, 7) });
    const chunk = bytes.slice(0, 5);
    const { pending } = decodeFrames(NOTHING_PENDING, chunk);
    chunk.fill(0x77);
    expect(good(decodeFrames(pending, bytes.subarray(5)).frames)).toEqual([
      { type: 2, sequence: 1, payload: Uint8Array.of(9, 8, 7) },
    ]);
  });
});

describe('encodeFrame', () => {
  it('refuses a payload that does not fit', () => {
    const payload = new Uint8Array(MAX_BODY_BYTES - 3);
    expect(() => encodeFrame({ type: 1, sequence: 0, payload })).toThrow(
      'A frame carries at most 246 bytes, not 247.',
    );
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  NO_LINE,
  type PendingLine,
  skipLine,
  type SplitLine,
  splitLines,
} from '../../../../hardware/drivers/line-splitter.ts';

const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Chunks that arrive one after the other, each at its time. */
function split(...chunks: readonly (readonly [atMs: number, text: string])[]): {
  readonly pending: PendingLine;
  readonly lines: readonly SplitLine[];
} {
  let pending = NO_LINE;
  const lines: SplitLine[] = [];
  for (const [atMs, text] of chunks) {
    const step = splitLines(pending, bytesOf(text), atMs);
    ({ pending } = step);
    lines.push(...step.lines);
  }
  return { pending, lines };
}

const whole = (text: string): SplitLine => ({ kind: 'whole', text });

describe('line splitter', () => {
  it('ends a line at CR, LF and both, and passes over empty ones', () => {
    expect(split([0, 'a\nb\rc\r\n\n\r\nd\n\re'])).toMatchObject({
      lines: [whole('a'), whole('b'), whole('c'), whole('d')],
      pending: { text: 'e' },
    });
  });

  it('gives the same lines however the bytes are cut', () => {
    const text = fc.array(fc.constantFrom('\n', '\r', 'a', 'b', '\xff', 'c'.repeat(200)), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, fc.array(fc.nat()), (parts, cuts) => {
        const all = parts.join('');
        const bounds = [0, ...cuts.map((cut) => cut % (all.length + 1)), all.length].toSorted(
          (a, b) => a - b,
        );
        const chunks = bounds.map(
          (bound, index) => [0, all.slice(bounds[index - 1] ?? 0, bound)] as const,
        );
        expect(split(...chunks)).toEqual(split([0, all]));
      }),
    );
  });

  it('holds a line of 256 bytes, and throws a longer one away up to its end', () => {
    const longest = 'x'.repeat(256);
    expect(split([0, longest], [0, '\n'], [0, longest], [0, 'y'], [0, 'RED\nRED\n'])).toEqual({
      lines: [whole(longest), { kind: 'oversized', text: '' }, whole('RED')],
      pending: { text: '', skipping: false, lastByteAtMs: 0 },
    });
  });

  it('keeps nothing of a line that never ends, and tells it once', () => {
    let pending = NO_LINE;
    let told = 0;
    for (let round = 0; round < 1_000; round += 1) {
      const step = splitLines(pending, bytesOf('x'.repeat(100)), round);
      ({ pending } = step);
      told += step.lines.length;
      expect(pending.text.length).toBeLessThanOrEqual(256);
    }
    expect(told).toBe(1);
  });

  it('gives up a line that stops half-way for half a second', () => {
    expect(split([0, 'x'], [499, 'y'], [999, 'RED\n'])).toMatchObject({
      lines: [{ kind: 'stalled', text: 'xy' }, whole('RED')],
    });
    expect(split([0, 'R'], [499, 'E'], [998, 'D\n']).lines).toEqual([whole('RED')]);
  });

  it('begins a line after half a second of silence, also where it was skipping', () => {
    const oversized = { kind: 'oversized', text: '' };
    expect(split([0, 'x'.repeat(300)], [500, 'RED\n']).lines).toEqual([oversized, whole('RED')]);
    expect(split([0, 'x'.repeat(300)], [499, 'RED\n']).lines).toEqual([oversized]);
  });

  it('passes over the rest of a line that has begun, and over nothing when none has', () => {
    expect(splitLines(skipLine(NO_LINE), bytesOf('RED\n'), 0).lines).toEqual([whole('RED')]);
    const { pending } = split([0, 'BTN:']);
    expect(splitLines(skipLine(pending), bytesOf('RED\nGREEN\n'), 10).lines).toEqual([
      whole('GREEN'),
    ]);
  });
});

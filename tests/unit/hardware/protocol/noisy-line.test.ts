import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BoxPress } from '../../../../hardware/button-source.ts';
import {
  type CounterBaseline,
  countStatus,
} from '../../../../hardware/connection/counter-tracker.ts';
import { decodeFrames, NOTHING_PENDING } from '../../../../hardware/protocol/frame-decoder.ts';
import { decodeBoxMessage, encodeBoxMessage } from '../../../../hardware/protocol/messages.ts';

const BUTTONS = 3;
/** A CRC of 16 bits lets one random frame in 65,536 pass, so these runs draw the same noise every time. */
const SEED = 20_261_122;

const noise = fc.oneof(
  fc.constant(new Uint8Array(0)),
  fc.uint8Array({ maxLength: 300 }),
  fc.uint8Array({ min: 1, maxLength: 300 }),
);
const step = fc.record({
  button: fc.integer({ min: 0, max: BUTTONS - 1 }),
  before: noise,
  fate: fc.oneof(
    { weight: 3, arbitrary: fc.constant('heard' as const) },
    { weight: 1, arbitrary: fc.constant('lost' as const) },
    { weight: 1, arbitrary: fc.constant('twice' as const) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 255 }) },
  ),
});

/** What arrives of one frame: as it is, not at all, twice, or with a byte changed. */
function arriving(frame: Uint8Array, fate: 'heard' | 'lost' | 'twice' | number): number[] {
  switch (fate) {
    case 'heard':
      return [...frame];
    case 'lost':
      return [];
    case 'twice':
      return [...frame, ...frame];
    default:
      return Array.from(frame.with(1 + (fate % (frame.length - 2)), (frame[1] ?? 0) ^ fate));
  }
}

describe('a box on a noisy line', () => {
  it('has every press counted once, whatever is lost, changed or doubled, and none made of noise', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40, size: 'max' }),
        fc.array(fc.nat(), { maxLength: 20 }),
        (steps, cuts) => {
          const counts = Array.from({ length: BUTTONS }, () => 0);
          const status = (cause: number | null, sequence: number) =>
            encodeBoxMessage({ kind: 'status', boot: 1, cause, counts }, sequence % 256);
          const line = [...status(null, 0)];
          for (const [index, { button, before, fate }] of steps.entries()) {
            counts[button] = (counts[button] ?? 0) + 1;
            line.push(...before, ...arriving(status(button, index + 1), fate));
          }
          line.push(...status(null, steps.length + 1));

          const bounds = [0, ...cuts.map((cut) => cut % line.length), line.length].toSorted(
            (a, b) => a - b,
          );
          let pending = NOTHING_PENDING;
          let baseline: CounterBaseline | null = null;
          const presses: BoxPress[] = [];
          let heardAtMs = 0;
          for (const [index, bound] of bounds.entries()) {
            const decoded = decodeFrames(
              pending,
              Uint8Array.from(line.slice(bounds[index - 1] ?? 0, bound)),
            );
            pending = decoded.pending;
            for (const each of decoded.frames) {
              const message = each.ok ? decodeBoxMessage(each.frame) : null;
              if (message?.kind === 'status') {
                heardAtMs += 10_000;
                const counted = countStatus('GB-1', baseline, message, heardAtMs);
                ({ baseline } = counted);
                presses.push(...counted.presses);
              }
            }
          }
          expect(
            Array.from({ length: BUTTONS }, (_, button) =>
              presses.filter((press) => press.button === button).map(({ count }) => count),
            ),
          ).toEqual(counts.map((made) => Array.from({ length: made }, (_, index) => index + 1)));
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
  });
});

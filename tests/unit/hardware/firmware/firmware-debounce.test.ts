import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  compileFirmwareCore,
  doings,
  type FirmwareCore,
  pressesIn,
  startBox,
} from './firmware-core.ts';

let core: FirmwareCore;
beforeAll(async () => {
  core = await compileFirmwareCore();
}, 120_000);

/** How long the contact stays as it is, in turns open and closed: bounces, presses, rests, and a contact gone bad. */
const trace = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 1, max: 30 }).map((ms) => [ms]) },
      { weight: 2, arbitrary: fc.integer({ min: 15, max: 120 }).map((ms) => [ms]) },
      { weight: 1, arbitrary: fc.integer({ min: 990, max: 1_010 }).map((ms) => [ms]) },
      {
        weight: 1,
        arbitrary: fc.array(fc.integer({ min: 1, max: 21 }), { minLength: 20, maxLength: 60 }),
      },
    ),
    { minLength: 1, maxLength: 100, size: 'max' },
  )
  .map((pieces) => pieces.flat());

/**
 * When presses are counted, by the words of docs/button-box-protocol.md alone: a press is a contact after 20 ms of open
 * without a break. It counts unless the button chatters, which begins with the 13th press within a second, or when the
 * contact has gone on opening and closing for 500 ms without 20 ms of quiet, and ends when it was quiet for a second.
 */
function countedByTheBook(durationsMs: readonly number[]): number[] {
  const pressesAtMs: number[] = [];
  const counted: number[] = [];
  let chatters = false;
  let restlessSinceMs = 0;
  let changedAtMs = Number.NEGATIVE_INFINITY;
  let atMs = 1;
  for (const [index, durationMs] of durationsMs.entries()) {
    if (index > 0) {
      const quietMs = atMs - changedAtMs;
      changedAtMs = atMs;
      restlessSinceMs = quietMs < 20 ? restlessSinceMs : atMs;
      chatters = (chatters && quietMs < 1_000) || atMs - restlessSinceMs >= 500;
      if (index % 2 === 1 && quietMs >= 20) {
        pressesAtMs.push(atMs);
        chatters ||= pressesAtMs.filter((each) => changedAtMs - each < 1_000).length > 12;
        if (!chatters) {
          counted.push(atMs);
        }
      }
    }
    atMs += durationMs;
  }
  return counted;
}

/** Up to eight bounces of an edge: how long the contact goes back, and how long it then stays. */
const bounces = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })), {
  maxLength: 8,
  size: 'max',
});
/** Presses by a finger, at most ten a second, on a contact however worn. */
const pressesByHand = fc.array(
  fc.record({
    closing: bounces,
    opening: bounces,
    heldMs: fc.integer({ min: 1, max: 300 }),
    openMs: fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 20, max: 60 }) },
      fc.integer({ min: 20, max: 1_500 }),
    ),
  }),
  { minLength: 1, maxLength: 60, size: 'max' },
);

const sum = (edges: readonly (readonly [number, number])[]): number =>
  edges.flat().reduce((all, each) => all + each, 0);

describe('a contact by the firmware', () => {
  it('makes the presses that the protocol says it makes, whatever it does', () => {
    fc.assert(
      fc.property(trace, (durationsMs) => {
        const lines = core.run([
          startBox(),
          ...durationsMs.map((durationMs, index) => `wait ${durationMs} ${(index % 2) * 4}`),
        ]);
        expect(
          pressesIn(doings(lines)).map(([atMs, button, counts]) => [atMs, button, counts[2]]),
        ).toEqual(countedByTheBook(durationsMs).map((atMs, index) => [atMs, 2, index + 1]));
      }),
      { numRuns: 200 },
    );
  });

  it('counts every press by a hand, up to ten a second with eight bounces at each edge', () => {
    fc.assert(
      fc.property(pressesByHand, (presses) => {
        const doing = doings(
          core.run([
            startBox(),
            'wait 50 0',
            ...presses.flatMap(({ closing, opening, heldMs, openMs }) => [
              'wait 1 4',
              ...closing.flatMap(([open, closed]) => [`wait ${open} 0`, `wait ${closed} 4`]),
              `wait ${heldMs} 4`,
              ...opening.flatMap(([open, closed]) => [`wait ${open} 0`, `wait ${closed} 4`]),
              `wait ${Math.max(openMs, 100 - 1 - sum(closing) - heldMs - sum(opening))} 0`,
            ]),
          ]),
        );
        expect(pressesIn(doing).map(([, , counts]) => counts[2])).toEqual(
          presses.map((_, index) => index + 1),
        );
        expect(
          doing.flatMap((each) =>
            'sends' in each && each.sends.kind === 'trouble' ? each.sends.chattering : [],
          ),
        ).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

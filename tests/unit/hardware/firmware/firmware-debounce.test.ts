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

/** How long the contact stays as it is, in turns open and closed: bounces, presses, rests. */
const trace = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 30 }) },
    { weight: 2, arbitrary: fc.integer({ min: 15, max: 120 }) },
    { weight: 1, arbitrary: fc.integer({ min: 990, max: 1_010 }) },
  ),
  { minLength: 1, maxLength: 150, size: 'max' },
);

/**
 * When presses are counted, by the words of docs/button-box-protocol.md alone: a contact counts when it comes after 20 ms
 * of open without a break, and not within chatter, which begins with the 13th contact within a second and ends when the
 * contact was quiet for a second.
 */
function countedByTheBook(durationsMs: readonly number[]): number[] {
  const contactsAtMs: number[] = [];
  const counted: number[] = [];
  let chatters = false;
  let changedAtMs = 0;
  let openedAtMs = Number.NEGATIVE_INFINITY;
  let atMs = 1;
  for (const [index, durationMs] of durationsMs.entries()) {
    chatters &&= atMs - changedAtMs < 1_000;
    if (index % 2 === 1) {
      contactsAtMs.push(atMs);
      chatters ||= contactsAtMs.filter((each) => atMs - each < 1_000).length > 12;
      if (atMs - openedAtMs >= 20 && !chatters) {
        counted.push(atMs);
      }
    } else if (index > 0) {
      openedAtMs = atMs;
    }
    if (index > 0) {
      changedAtMs = atMs;
    }
    atMs += durationMs;
  }
  return counted;
}

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
      { numRuns: 300 },
    );
  });
});

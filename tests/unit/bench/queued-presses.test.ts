import { describe, expect, it } from 'vitest';
import { thawEvent } from '../../../contract/event-body.ts';
import type { PressedEvent } from '../../../contract/feedback-event.ts';
import { queuedPresses, UNKNOWN_PLACE } from '../../bench/link/queued-presses.ts';

const UNTIL_MS = 1_790_000_000_000;

function make(count: number): PressedEvent[] {
  return queuedPresses({
    count,
    context: UNKNOWN_PLACE,
    untilMs: UNTIL_MS,
    randomBytes: (bytes) => new Uint8Array(bytes),
  }).map(({ id, body }) => {
    const thawed = thawEvent(body);
    if (!thawed.ok || thawed.event.type !== 'pressed') {
      throw new Error(`Not a press: ${body}`);
    }
    expect(thawed.event.id).toBe(id);
    return thawed.event;
  });
}

describe('presses queued for a bench', () => {
  it('are one unbroken ledger that ends at the moment given, three seconds apart', () => {
    const presses = make(4);

    expect(presses.map(({ number, at }) => [number, UNTIL_MS - at.wallMs])).toEqual([
      [1, 9_000],
      [2, 6_000],
      [3, 3_000],
      [4, 0],
    ]);
    expect(new Set(presses.map(({ ledgerId }) => ledgerId)).size).toBe(1);
    expect(presses.map(({ sincePreviousMs }) => sincePreviousMs)).toEqual([
      null,
      3_000,
      3_000,
      3_000,
    ]);
  });

  it('are negative one in twenty', () => {
    const presses = make(200);

    expect(presses.filter(({ rating }) => rating === 'negative')).toHaveLength(10);
  });

  it('have ids in the order of their numbers', () => {
    const ids = make(50).map(({ id }) => id);

    expect(ids.toSorted()).toEqual(ids);
  });
});

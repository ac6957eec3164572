import { describe, expect, it } from 'vitest';
import { areSettled, outcomeOf } from '../../../../console/settings/test-outcome.ts';
import type { Delivery } from '../../../../contract/protocol/channels.ts';

type Fares = Pick<Delivery, 'state' | 'attempts'>;

const sent: Fares = { state: 'sent', attempts: [] };
const queued: Fares = { state: 'queued', attempts: [] };
const again: Fares = {
  state: 'queued',
  attempts: [{ atMs: 1, error: 'It answered 500.', tookMs: 1 }],
};
const dropped: Fares = { state: 'dropped', attempts: [] };

describe('Test messages that were sent together', () => {
  it.each([
    ['sent', [sent, sent]],
    ['queued', [sent, queued]],
    ['again', [queued, again, sent]],
    ['failed', [sent, again, dropped]],
    [null, []],
  ] as [string | null, Fares[]][])(
    'fare as the one that fares worst: %s',
    (outcome, deliveries) => {
      expect(outcomeOf(deliveries)).toBe(outcome);
    },
  );

  it('are settled when nothing more becomes of any', () => {
    expect([areSettled([sent, dropped]), areSettled([sent, again])]).toEqual([true, false]);
  });
});

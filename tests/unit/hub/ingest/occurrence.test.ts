import { describe, expect, it } from 'vitest';
import type { ClockSample } from '../../../../contract/protocol/events.ts';
import { occurrenceOf } from '../../../../hub/ingest/occurrence.ts';

const RECEIVED_MS = 1_800_000_000_000;
const sentAt = { wallMs: 500_000, monotonicMs: 60_000, bootId: 'now' };

function sample(change: Partial<ClockSample>): ClockSample {
  return { offsetMs: 1_000, uncertaintyMs: 50, at: sentAt, ...change };
}

describe('occurrenceOf', () => {
  it('goes by monotonic age within one run of the clock, whatever the wall clock says', () => {
    const at = { wallMs: 0, monotonicMs: 20_000, bootId: 'now' };
    expect(
      occurrenceOf(at, { sentAt, clockSamples: [sample({})], receivedMs: RECEIVED_MS }),
    ).toEqual({ occurredMs: RECEIVED_MS - 40_000, uncertaintyMs: 50, ageMs: 40_000 });
  });

  it('never makes an event younger than its arrival', () => {
    const at = { wallMs: 0, monotonicMs: 70_000, bootId: 'now' };
    expect(occurrenceOf(at, { sentAt, clockSamples: [], receivedMs: RECEIVED_MS })).toEqual({
      occurredMs: RECEIVED_MS,
      uncertaintyMs: null,
      ageMs: 0,
    });
  });

  it('measures from a clock sample of the event’s own run after a reboot', () => {
    const at = { wallMs: 7, monotonicMs: 9_000, bootId: 'before' };
    const own = sample({
      offsetMs: RECEIVED_MS - 100_000,
      uncertaintyMs: 80,
      at: { wallMs: 10_000, monotonicMs: 4_000, bootId: 'before' },
    });
    expect(
      occurrenceOf(at, { sentAt, clockSamples: [sample({}), own], receivedMs: RECEIVED_MS }),
    ).toEqual({ occurredMs: RECEIVED_MS - 85_000, uncertaintyMs: 80, ageMs: 85_000 });
  });

  it('corrects the wall clock by the most certain offset otherwise', () => {
    const at = { wallMs: RECEIVED_MS - 300_000, monotonicMs: 9, bootId: 'before' };
    const samples = [sample({ offsetMs: 9_999, uncertaintyMs: 90 }), sample({ offsetMs: 1_000 })];
    expect(occurrenceOf(at, { sentAt, clockSamples: samples, receivedMs: RECEIVED_MS })).toEqual({
      occurredMs: RECEIVED_MS - 299_000,
      uncertaintyMs: 50,
      ageMs: 299_000,
    });
  });

  it('does not know how old an event is that a wrong clock puts into the future', () => {
    const wallMs = RECEIVED_MS + 30 * 24 * 3_600_000;
    const at = { wallMs, monotonicMs: 9, bootId: 'before' };
    const unknown = { occurredMs: RECEIVED_MS, uncertaintyMs: null, ageMs: null };
    const withoutSample = { sentAt, clockSamples: [], receivedMs: RECEIVED_MS };
    const boundless = sample({ offsetMs: 1e300, uncertaintyMs: 1e300 });
    expect([
      occurrenceOf(at, withoutSample),
      occurrenceOf(at, { ...withoutSample, clockSamples: [sample({})] }),
      occurrenceOf(at, { ...withoutSample, clockSamples: [boundless] }),
    ]).toEqual([unknown, unknown, unknown]);
  });

  it('takes an event that seems to be ahead by no more than its clock may err for one of this moment', () => {
    const clock = { sentAt, clockSamples: [sample({ offsetMs: 0 })], receivedMs: RECEIVED_MS };
    const at = (aheadMs: number) => ({
      wallMs: RECEIVED_MS + aheadMs,
      monotonicMs: 9,
      bootId: 'before',
    });
    expect([
      occurrenceOf(at(5_050), clock).ageMs,
      occurrenceOf(at(5_051), clock).ageMs,
      occurrenceOf(at(5_050), clock).occurredMs,
    ]).toEqual([0, null, RECEIVED_MS]);
  });

  it('stays within what a date can be', () => {
    const at = { wallMs: 1, monotonicMs: 9, bootId: 'before' };
    const below = occurrenceOf(at, {
      sentAt,
      clockSamples: [sample({ offsetMs: -5 })],
      receivedMs: RECEIVED_MS,
    });
    expect(below.occurredMs).toBe(0);
  });
});

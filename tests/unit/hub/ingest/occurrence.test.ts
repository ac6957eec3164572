import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../../contract/instant.ts';
import type { ClockSample } from '../../../../contract/protocol/events.ts';
import { occurrenceOf, type Occurrence } from '../../../../hub/ingest/occurrence.ts';

const RECEIVED_MS = 1_800_000_000_000;
const sentAt = { wallMs: 500_000, monotonicMs: 60_000, bootId: 'now' };

/** At 4 s of its run the wall clock showed 10 s; by the hub's clock it was 100 s before the batch arrived. */
function sample(bootId: string, change: Partial<ClockSample> = {}): ClockSample {
  return {
    offsetMs: RECEIVED_MS - 100_000 - 10_000,
    uncertaintyMs: 50,
    at: { wallMs: 10_000, monotonicMs: 4_000, bootId },
    ...change,
  };
}

function locate(at: Instant, clockSamples: readonly ClockSample[] = []): Occurrence {
  return occurrenceOf({ at }, { sentAt, clockSamples, receivedMs: RECEIVED_MS });
}

describe('occurrenceOf', () => {
  it('measures from a clock sample of the event’s own run, whatever the wall clock says', () => {
    expect(locate({ wallMs: 7, monotonicMs: 9_000, bootId: 'before' }, [sample('before')])).toEqual(
      { occurredMs: RECEIVED_MS - 95_000, uncertaintyMs: 52, ageMs: expect.closeTo(95_051.505, 3) },
    );
  });

  it('adds the drift of the distance to the sample', () => {
    const at = { wallMs: 7, monotonicMs: 0, bootId: 'before' };
    const far = sample('before', {
      at: { wallMs: 10_000, monotonicMs: 3_600_000, bootId: 'before' },
    });
    expect(locate(at, [far]).uncertaintyMs).toBe(50 + 1 + 360 + 1);
    const near = sample('before', { uncertaintyMs: 300, at: { ...far.at, monotonicMs: 1_000 } });
    expect(locate(at, [far, near]).uncertaintyMs).toBe(302);
  });

  it('allows for a slow clock, which shows less than passed', () => {
    const passedMs = 3_000_000_000;
    const started = sample('before', {
      offsetMs: RECEIVED_MS - 4_000_000_000,
      uncertaintyMs: 0,
      at: { wallMs: 0, monotonicMs: 0, bootId: 'before' },
    });
    const at = { wallMs: 7, monotonicMs: passedMs * (1 - 100e-6), bootId: 'before' };
    const { occurredMs, uncertaintyMs } = locate(at, [started]);
    const trueMs = RECEIVED_MS - 4_000_000_000 + passedMs;
    expect(Math.abs(occurredMs - trueMs)).toBeLessThanOrEqual(uncertaintyMs ?? 0);
  });

  it('goes by monotonic age within the run that sent it, though nothing was sampled', () => {
    expect(locate({ wallMs: 0, monotonicMs: 20_000, bootId: 'now' })).toEqual({
      occurredMs: RECEIVED_MS - 40_000,
      uncertaintyMs: null,
      ageMs: 40_000,
    });
  });

  it('never lets an event be younger than its run says, nor than its arrival', () => {
    const ahead = sample('now', { offsetMs: RECEIVED_MS + 1_000, at: sentAt });
    const at = { ...sentAt, monotonicMs: 50_000 };
    // By the sample it was made after it was sent; within what clocks differ by that is moved, and told.
    const moved = locate(at, [{ ...ahead, offsetMs: RECEIVED_MS + 1_000 - sentAt.wallMs }]);
    expect(moved).toEqual({
      occurredMs: RECEIVED_MS - 10_000 + 1,
      uncertaintyMs: expect.closeTo(1_053, -1),
      ageMs: 10_000,
    });
    expect(locate({ ...sentAt, monotonicMs: 70_000 })).toMatchObject({
      occurredMs: RECEIVED_MS,
      ageMs: 0,
    });
  });

  it('believes its own run about its age, even where a sample insists on the future', () => {
    const mad = sample('now', { offsetMs: 8e15 });
    expect(locate({ ...sentAt, monotonicMs: 50_000 }, [mad])).toEqual({
      occurredMs: RECEIVED_MS - 9_999,
      uncertaintyMs: null,
      ageMs: 10_000,
    });
  });

  it('is older than its run says when the request was held up on its way', () => {
    const early = sample('now', { offsetMs: RECEIVED_MS - 3_600_000 - sentAt.wallMs, at: sentAt });
    const { occurredMs, ageMs } = locate({ ...sentAt, monotonicMs: 59_000 }, [early]);
    expect([occurredMs, Math.round(ageMs ?? 0)]).toEqual([RECEIVED_MS - 3_601_000, 3_600_949]);
  });

  it('trusts a wall clock that the runs before and after agree about', () => {
    const earlier = sample('first', {
      offsetMs: 990,
      at: { wallMs: RECEIVED_MS - 7_200_000, monotonicMs: 1, bootId: 'first' },
    });
    const later = sample('now', {
      offsetMs: 1_010,
      at: { wallMs: RECEIVED_MS - 3_600_000, monotonicMs: 1, bootId: 'now' },
    });
    const at = { wallMs: RECEIVED_MS - 5_000_000, monotonicMs: 9, bootId: 'between' };
    const driftMs = 3_600_020 * 100e-6;
    expect(locate(at, [later, earlier])).toEqual({
      occurredMs: RECEIVED_MS - 4_999_000,
      uncertaintyMs: Math.ceil(10 + 2 * 51.005 + driftMs),
      ageMs: expect.closeTo(4_999_000 + 10 + 2 * 51.005 + driftMs, 3),
    });
  });

  it('corrects by the nearest offset otherwise, and knows neither how far it is off nor how old it is', () => {
    const first = sample('first', {
      offsetMs: 1_000,
      at: { wallMs: RECEIVED_MS - 7_200_000, monotonicMs: 1, bootId: 'first' },
    });
    // Set by a minute since: the two do not agree.
    const later = sample('now', {
      offsetMs: 61_000,
      at: { wallMs: RECEIVED_MS - 3_600_000, monotonicMs: 1, bootId: 'now' },
    });
    const at = { wallMs: RECEIVED_MS - 7_000_000, monotonicMs: 9, bootId: 'between' };
    const unknown = { uncertaintyMs: null, ageMs: null };
    expect(locate(at, [first, later])).toEqual({ occurredMs: RECEIVED_MS - 6_999_000, ...unknown });
    expect(locate({ ...at, wallMs: 12 }, [])).toEqual({ occurredMs: 12, ...unknown });
    expect(locate({ ...at, wallMs: RECEIVED_MS + 9e9 }, [])).toEqual({
      occurredMs: RECEIVED_MS,
      ...unknown,
    });
    expect(locate({ ...at, wallMs: RECEIVED_MS + 9e9 }, [first])).toEqual({
      occurredMs: RECEIVED_MS,
      ...unknown,
    });
    expect(locate({ ...at, wallMs: 3 }, [{ ...first, offsetMs: -9e9 }])).toEqual({
      occurredMs: 0,
      ...unknown,
    });
  });

  it('puts a recovered press in the middle of its interval, half the width less certain', () => {
    const at = { wallMs: 7, monotonicMs: 30_000, bootId: 'before' };
    const recovered = {
      from: { ...at, monotonicMs: 10_000 },
      until: { ...at, monotonicMs: 24_000 },
    };
    const clock = { sentAt, clockSamples: [sample('before')], receivedMs: RECEIVED_MS };
    expect(occurrenceOf({ at, recovered }, clock)).toEqual({
      occurredMs: RECEIVED_MS - 87_000,
      uncertaintyMs: 7_000 + 54 + 1,
      ageMs: expect.closeTo(94_051.6, 1),
    });
    expect(
      occurrenceOf({ at, recovered }, { ...clock, clockSamples: [] }).uncertaintyMs,
    ).toBeNull();
  });
});

/** A run of a terminal's monotonic clock, with a wall clock that shows what it likes. */
type Run = { readonly startMs: number; readonly rate: number };

const ppm = fc.double({ min: -100, max: 100, noNaN: true }).map((each) => 1 + each * 1e-6);
const anyWall = fc.oneof(
  fc.constant(0),
  fc.constant(8_640_000_000_000_000),
  fc.integer({ min: 0, max: 4_000_000_000_000 }),
);

describe('The time the hub gives an event', () => {
  const runs = fc.array(
    fc.record({ lengthMs: fc.integer({ min: 1, max: 40 * 86_400_000 }), rate: ppm }),
    {
      minLength: 1,
      maxLength: 6,
    },
  );
  const latency = fc.integer({ min: 0, max: 15_000 });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const events = fc.array(
    fc.record({ run: fc.nat(), share, until: share, wall: anyWall, recovered: fc.boolean() }),
    {
      minLength: 1,
      maxLength: 8,
    },
  );
  const samples = fc.array(
    fc.record({ run: fc.nat(), share, wall: anyWall, out: latency, back: latency }),
    { maxLength: 6 },
  );

  it('lies within its uncertainty of the true one, and in no future, for any drift, boots, jumps and delays', () => {
    fc.assert(
      fc.property(
        runs,
        events,
        samples,
        latency,
        anyWall,
        (lengths, made, sampled, transitMs, sentWall) => {
          let startMs = 1_700_000_000_000;
          const all = lengths.map(({ lengthMs, rate }, index) => {
            const run: Run & { lengthMs: number; bootId: string } = {
              startMs,
              rate,
              lengthMs,
              bootId: `boot ${index}`,
            };
            startMs += lengthMs + 20_000;
            return run;
          });
          const last = all.at(-1);
          if (last === undefined) {
            return;
          }
          const sentMs = last.startMs + last.lengthMs;
          const receivedMs = Math.floor(sentMs + transitMs);
          const instantAt = (
            run: (typeof all)[number],
            trueMs: number,
            wallMs: number,
          ): Instant => ({
            wallMs,
            monotonicMs: Math.max(0, (trueMs - run.startMs) * run.rate),
            bootId: run.bootId,
          });
          const pick = (index: number): (typeof all)[number] => all[index % all.length] ?? last;
          const clockSamples = sampled.flatMap(
            ({ run: index, share: part, wall, out, back }): ClockSample[] => {
              const run = pick(index);
              const askedMs = run.startMs + part * run.lengthMs;
              const heardMs = askedMs + out + back;
              if (heardMs > run.startMs + run.lengthMs) {
                return [];
              }
              const at = instantAt(run, heardMs, wall);
              const roundTripMs = at.monotonicMs - instantAt(run, askedMs, 0).monotonicMs;
              return [
                {
                  offsetMs: Math.floor(askedMs + out) + roundTripMs / 2 - wall,
                  uncertaintyMs: Math.max(0, roundTripMs / 2),
                  at,
                },
              ];
            },
          );
          for (const { run: index, share: part, until, wall, recovered } of made) {
            const run = pick(index);
            const trueMs = run.startMs + part * run.lengthMs;
            const foundMs = trueMs + until * (run.startMs + run.lengthMs - trueMs);
            const earliestMs = run.startMs + until * (trueMs - run.startMs);
            const at = instantAt(run, recovered ? foundMs : trueMs, wall);
            const event = recovered
              ? { at, recovered: { from: instantAt(run, earliestMs, wall), until: at } }
              : { at };
            const { occurredMs, uncertaintyMs, ageMs } = occurrenceOf(event, {
              sentAt: instantAt(last, sentMs, sentWall),
              clockSamples,
              receivedMs,
            });
            expect(Number.isSafeInteger(occurredMs) && occurredMs >= 0).toBe(true);
            expect(occurredMs).toBeLessThanOrEqual(receivedMs + 1);
            // What a run knows of itself is certain; only two sampled runs that agree by chance could mislead.
            const isSampled = clockSamples.some(({ at: { bootId } }) => bootId === run.bootId);
            const isKnown = isSampled || run === last;
            const errorMs = Math.abs(occurredMs - trueMs);
            expect(!isKnown || uncertaintyMs === null || errorMs <= uncertaintyMs + 1e-3).toBe(
              true,
            );
            // Whatever could page is no older than it looks, but for the time the request was under way.
            const oldMs = sentMs - (recovered ? foundMs : trueMs);
            expect(!isKnown || ageMs === null || ageMs >= oldMs * (1 - 1e-4) - 2).toBe(true);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('lies within its uncertainty by wall time too, as long as that clock only drifts', () => {
    const plan = fc.record({
      rate: ppm,
      spanMs: fc.integer({ min: 1_000, max: 40 * 86_400_000 }),
      share,
      offset: fc.integer({ min: -9e8, max: 9e8 }),
      out: latency,
      back: latency,
    });
    fc.assert(
      fc.property(plan, ({ rate, spanMs, share: part, offset, out, back }) => {
        const firstMs = 1_700_000_000_000;
        const wallAt = (trueMs: number): number =>
          Math.floor(firstMs + (trueMs - firstMs) * rate - offset);
        const sampleAt = (trueMs: number, bootId: string): ClockSample => ({
          offsetMs: Math.floor(trueMs - back) + (out + back) / 2 - wallAt(trueMs),
          uncertaintyMs: (out + back) / 2,
          at: { wallMs: wallAt(trueMs), monotonicMs: 1, bootId },
        });
        const trueMs = firstMs + part * spanMs;
        const receivedMs = firstMs + spanMs + 60_000;
        const { occurredMs, uncertaintyMs } = occurrenceOf(
          { at: { wallMs: wallAt(trueMs), monotonicMs: 3, bootId: 'between' } },
          {
            sentAt: { wallMs: 0, monotonicMs: 60_000, bootId: 'now' },
            clockSamples: [sampleAt(firstMs + spanMs, 'now'), sampleAt(firstMs, 'first')],
            receivedMs,
          },
        );
        expect(uncertaintyMs === null || Math.abs(occurredMs - trueMs) <= uncertaintyMs).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is always one that can be kept, whatever is sent', () => {
    const anyInstant = fc.record({
      wallMs: fc.integer({ min: 0, max: 8_640_000_000_000_000 }),
      monotonicMs: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
      bootId: fc.constantFrom('a', 'b', 'c'),
    });
    const anySample = fc.record({
      offsetMs: fc.double({ noNaN: true, noDefaultInfinity: true }),
      uncertaintyMs: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
      at: anyInstant,
    });
    fc.assert(
      fc.property(
        anyInstant,
        anyInstant,
        anyInstant,
        anyInstant,
        fc.array(anySample, { maxLength: 5 }),
        (at, from, until, sent, clockSamples) => {
          const clock = { sentAt: sent, clockSamples, receivedMs: RECEIVED_MS };
          for (const { occurredMs, uncertaintyMs, ageMs } of [
            occurrenceOf({ at }, clock),
            occurrenceOf({ at, recovered: { from, until } }, clock),
          ]) {
            expect(
              Number.isSafeInteger(occurredMs) && occurredMs >= 0 && occurredMs <= RECEIVED_MS,
            ).toBe(true);
            expect(
              uncertaintyMs === null || (Number.isFinite(uncertaintyMs) && uncertaintyMs >= 0),
            ).toBe(true);
            expect(ageMs === null || ageMs >= 0).toBe(true);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

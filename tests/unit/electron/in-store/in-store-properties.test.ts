import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rating } from '../../../../contract/rating.ts';
import { id } from '../sample-events.ts';
import { answered, storeInHand, storePress, type StoreInHand } from './store-in-hand.ts';

type Happening =
  | { readonly what: 'press'; readonly rating: Rating }
  | { readonly what: 'wish'; readonly ago: number }
  /** Of one of the last presses. */
  | { readonly what: 'taken'; readonly ago: number }
  | { readonly what: 'box'; readonly beacon: boolean; readonly buzzer: boolean }
  | { readonly what: 'hub-acknowledged' }
  | { readonly what: 'wait'; readonly ms: number };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({
    what: fc.constant('press' as const),
    rating: fc.constantFrom<Rating>('negative', 'negative', 'neutral', 'positive'),
  }),
  fc.record({ what: fc.constant('wish' as const), ago: fc.nat(2) }),
  fc.record({ what: fc.constant('taken' as const), ago: fc.nat(2) }),
  fc.record({ what: fc.constant('box' as const), beacon: fc.boolean(), buzzer: fc.boolean() }),
  fc.constant({ what: 'hub-acknowledged' as const }),
  fc.record({ what: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 30_000 }) }),
);

type Made = {
  readonly serial: number;
  readonly rating: Rating;
  readonly dueAtMs: number;
  takenAtMs: number | null;
  wished: boolean;
};

function happen(store: StoreInHand, made: Made[], each: Happening): void {
  const { alert, time } = store;
  const of = (ago: number) => made.at(-1 - ago);
  switch (each.what) {
    case 'press': {
      const serial = made.length + 1;
      alert.pressed(storePress(serial, time.now(), { rating: each.rating }));
      const dueAtMs = time.now() + 5_000;
      made.push({ serial, rating: each.rating, dueAtMs, takenAtMs: null, wished: false });
      return;
    }
    case 'wish': {
      const press = of(each.ago);
      if (press !== undefined) {
        press.wished = true;
        alert.wished(id(1_000_000 + made.length), id(press.serial));
      }
      return;
    }
    case 'taken': {
      const press = of(each.ago);
      if (press !== undefined) {
        press.takenAtMs ??= time.now();
        alert.hubTook([id(press.serial)]);
      }
      return;
    }
    case 'box':
      Object.assign(store.has, { beacon: each.beacon, buzzer: each.buzzer });
      return;
    case 'hub-acknowledged':
      alert.acknowledged('hub');
      return;
    case 'wait':
      time.advance(each.ms);
  }
}

describe('the alert inside the store, whatever happens', () => {
  const run = (check: (store: StoreInHand, made: readonly Made[]) => void) =>
    fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 40 }), async (happenings) => {
        const store = storeInHand();
        const made: Made[] = [];
        for (const each of happenings) {
          happen(store, made, each);
        }
        store.time.advance(10_000);
        await answered();
        check(store, made);
        store.alert.stop();
        expect(store.time.waiting()).toBe(0);
      }),
      { numRuns: 300 },
    );

  it('calls for no press that the hub took in time, and for each red one that it did not', () =>
    run(({ posted, recorded }, made) => {
      const isLate = ({ takenAtMs, dueAtMs }: Made) => takenAtMs === null || takenAtMs >= dueAtMs;
      const mustCall = made.filter((press) => press.rating === 'negative' && isLate(press));
      const mayCall = new Set([...mustCall, ...made.filter(({ wished }) => wished)]);
      const called = posted.map((press) => press.id);
      expect(
        mustCall.map(({ serial }) => id(serial)).filter((each) => !called.includes(each)),
      ).toEqual([]);
      const allowed = new Set([...mayCall].map(({ serial }) => id(serial)));
      expect(
        [...called, ...recorded.map(([pressId]) => pressId)].filter((each) => !allowed.has(each)),
      ).toEqual([]);
    }));

  it('posts each press once, and records each press and channel once', () =>
    run(({ posted, recorded }) => {
      const told = [
        ...posted.map((press) => `post ${press.id}`),
        ...recorded.map((each) => each.join(' ')),
      ];
      expect(told).toHaveLength(new Set(told).size);
      for (const press of posted) {
        expect(recorded).toContainEqual([press.id, 'lan-webhook']);
      }
    }));

  it('records a lamp for every press that it calls for, once a box has one', () =>
    run(({ alert, time, has, recorded }) => {
      const pressId = alert.calledFor();
      has.beacon = true;
      time.advance(20_000);
      expect(
        pressId === null ||
          recorded.some(([each, channel]) => each === pressId && channel === 'lamp'),
      ).toBe(true);
    }));
});

import type { Rating } from '../../contract/rating.ts';
import { RATINGS } from '../../contract/ratings.ts';
import { seededRandom } from './seeded-random.ts';

/** What the next visitor does, and how long after the one before. */
export type PlannedPress = {
  readonly by: 'box' | 'touch';
  readonly rating: Rating;
  readonly afterMs: number;
};

/** Between two presses, in milliseconds. */
const SHORTEST_MS = 80;
const LONGEST_MS = 300;
/** Now and then nobody comes for longer than a thank-you stays, so that the next one meets the faces. */
const PAUSE_MS = 650;

/** Presses without end. Neighbours differ in rating, so that none is the repeat of another. */
export function* planPresses(seed: number): Generator<PlannedPress, never> {
  const random = seededRandom(seed ^ 0x5eed);
  let previous: Rating | null = null;
  for (;;) {
    const rating: Rating = random.pick(RATINGS.filter((each) => each !== previous));
    const pause = random.next() < 0.12;
    yield {
      by: pause || random.next() < 0.3 ? 'touch' : 'box',
      rating,
      afterMs: pause ? PAUSE_MS : random.between(SHORTEST_MS, LONGEST_MS),
    };
    previous = rating;
  }
}

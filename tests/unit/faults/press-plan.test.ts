import { describe, expect, it } from 'vitest';
import { planPresses, type PlannedPress } from '../../faults/press-plan.ts';

function take(seed: number, count: number): PlannedPress[] {
  const plan = planPresses(seed);
  return Array.from({ length: count }, () => plan.next().value);
}

describe('planPresses', () => {
  it('gives the same presses for the same seed', () => {
    expect(take(3, 200)).toEqual(take(3, 200));
    expect(take(3, 200)).not.toEqual(take(4, 200));
  });

  it('never presses a rating twice in a row, so that none is a repeat', () => {
    const ratings = take(5, 1_000).map(({ rating }) => rating);
    expect(ratings.filter((rating, index) => rating === ratings[index - 1])).toEqual([]);
    expect([...new Set(ratings)].toSorted()).toEqual(['negative', 'neutral', 'positive']);
  });

  it('presses by box and by touch, a few times a second', () => {
    const presses = take(6, 1_000);
    const touches = presses.filter(({ by }) => by === 'touch').length;
    const meanMs = presses.reduce((sum, { afterMs }) => sum + afterMs, 0) / presses.length;
    expect(touches).toBeGreaterThan(250);
    expect(touches).toBeLessThan(500);
    expect(meanMs).toBeGreaterThan(150);
    expect(meanMs).toBeLessThan(330);
  });
});

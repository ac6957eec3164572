import { describe, expect, it } from 'vitest';
import { createTakenUrgent } from '../../../../renderer/sync/taken-urgent.ts';

describe('what jumps the queue and the hub has taken', () => {
  it('is told once, and nothing else is told', () => {
    const told: (readonly string[])[] = [];
    const taken = createTakenUrgent((ids) => told.push(ids));
    taken.await(['red', 'wish']);
    taken.await(['red']);
    taken.stored(['green', 'red']);
    taken.stored(['red', 'green']);
    taken.stored(['wish']);
    expect(told).toEqual([['red'], ['wish']]);
  });

  it('forgets the oldest of very many, which are late', () => {
    const told: (readonly string[])[] = [];
    const taken = createTakenUrgent((ids) => told.push(ids));
    taken.await(Array.from({ length: 1_001 }, (_, index) => `red ${index}`));
    taken.stored(['red 0', 'red 1', 'red 1000']);
    expect(told).toEqual([['red 1', 'red 1000']]);
  });
});

import { describe, expect, it } from 'vitest';
import { nightPlace } from '../../../../renderer/screens/night-place.ts';

describe('the place in the night', () => {
  it('is the middle first', () => {
    expect(nightPlace(0)).toEqual({ x: 0.5, y: 0.5 });
  });

  it('is everywhere within an hour, and nowhere often', () => {
    const visits = new Map<string, number>();
    for (let turn = 0; turn < 120; turn += 1) {
      const { x, y } = nightPlace(turn);
      const part = `${Math.floor(x * 4)} ${Math.floor(y * 4)}`;
      visits.set(part, (visits.get(part) ?? 0) + 1);
    }
    expect(visits.size).toBe(16);
    expect(Math.max(...visits.values())).toBeLessThan(12);
  });
});

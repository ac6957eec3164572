import { describe, expect, it } from 'vitest';
import type { Rating } from '../../../contract/rating.ts';
import type { PlannedPress } from '../../faults/press-plan.ts';
import { startPresser } from '../../faults/presser.ts';

function* plan(by: readonly PlannedPress['by'][]): Generator<PlannedPress, never> {
  for (let place = 0; ; place += 1) {
    yield { by: by[place % by.length] ?? 'box', rating: 'positive', afterMs: 0 };
  }
}

/** Resolves with the presses on the box once there are so many. */
function boxOf(count: number): { press: (rating: Rating) => void; pressed: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  let left = count;
  return {
    pressed: promise,
    press() {
      left -= 1;
      if (left === 0) {
        resolve();
      }
    },
  };
}

describe('A presser', () => {
  it('presses box and terminal as planned, and counts both', async () => {
    const box = boxOf(10);
    let touches = 0;
    const presser = startPresser({
      plan: plan(['box', 'touch']),
      pressBox: box.press,
      touch: async () => void (touches += 1),
      isTerminalUp: () => true,
    });
    await box.pressed;
    await presser.stop();
    expect(presser.made()).toEqual({ box: expect.any(Number), touches });
    expect(presser.made().box).toBeGreaterThanOrEqual(10);
    expect(touches).toBeGreaterThan(0);
  });

  it('presses the box while a touch is not answered, or the terminal is down', async () => {
    const answer = Promise.withResolvers<void>();
    const box = boxOf(3);
    const presser = startPresser({
      plan: plan(['touch']),
      pressBox: box.press,
      touch: () => answer.promise,
      isTerminalUp: () => true,
    });
    await box.pressed;
    expect(presser.made().touches).toBe(1);
    answer.reject(new Error('The terminal went down.'));
    await presser.stop();

    const other = boxOf(1);
    const down = startPresser({
      plan: plan(['touch']),
      pressBox: other.press,
      touch: () => answer.promise,
      isTerminalUp: () => false,
    });
    await other.pressed;
    await down.stop();
    expect(down.made().touches).toBe(0);
  });

  it('presses nothing from a pause on until it is told to go on', async () => {
    const box = boxOf(1);
    const presser = startPresser({
      plan: plan(['box']),
      pressBox: box.press,
      touch: async () => undefined,
      isTerminalUp: () => true,
    });
    await box.pressed;
    await presser.pause();
    const { box: before } = presser.made();
    await presser.pause();
    expect(presser.made().box).toBe(before);
    presser.resume();
    await presser.pause();
    presser.resume();
    await presser.stop();
    expect(presser.made().box).toBeGreaterThanOrEqual(before);
  });
});

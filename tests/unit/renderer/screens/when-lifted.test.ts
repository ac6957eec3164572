import { describe, expect, it } from 'vitest';
import { whenLifted } from '../../../../renderer/screens/when-lifted.ts';

describe('whenLifted', () => {
  it.each(['pointerup', 'pointercancel', 'pointerleave'])('ends a touch by %s, once', (type) => {
    const button = new EventTarget();
    let ends = 0;
    whenLifted(button, () => {
      ends += 1;
    });
    button.dispatchEvent(new Event('pointermove'));
    expect(ends).toBe(0);
    button.dispatchEvent(new Event(type));
    button.dispatchEvent(new Event('pointerup'));
    button.dispatchEvent(new Event('pointerleave'));
    expect(ends).toBe(1);
  });
});

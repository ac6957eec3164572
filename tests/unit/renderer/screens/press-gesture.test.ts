import type { PointerEvent } from 'react';
import { describe, expect, it } from 'vitest';
import { pressGesture, type PressSource } from '../../../../renderer/screens/press-gesture.ts';

/** As much of a button as a gesture touches. */
class Button extends EventTarget {
  readonly attributes = new Map<string, string>();

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }

  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }
}

function landing(currentTarget: Button, button = 0): PointerEvent {
  return { currentTarget, button, preventDefault: () => undefined } as unknown as PointerEvent;
}

describe('pressGesture', () => {
  it('shows the button down before it fires, and until the finger is gone', () => {
    const button = new Button();
    const seen: [PressSource, string | undefined][] = [];
    const gesture = pressGesture((source) => {
      seen.push([source, button.attributes.get('data-down')]);
    });
    gesture.onPointerDown(landing(button));
    expect(seen).toEqual([['touch', 'true']]);
    button.dispatchEvent(new Event('pointerup'));
    expect(button.attributes.has('data-down')).toBe(false);
  });

  it('takes nothing but a finger or the first button of a mouse', () => {
    const button = new Button();
    let fired = 0;
    const gesture = pressGesture(() => {
      fired += 1;
    });
    gesture.onPointerDown(landing(button, 2));
    expect([fired, button.attributes.size]).toEqual([0, 0]);
  });
});

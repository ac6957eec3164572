import type { KeyboardEvent, MouseEvent, PointerEvent } from 'react';
import { whenLifted } from './when-lifted.ts';

/** How a button was pressed: by a pointer, or by a key or assistive technology. */
export type PressSource = 'touch' | 'keyboard';

/** Spread over a button. */
type PressGesture = {
  onPointerDown(event: PointerEvent): void;
  onKeyDown(event: KeyboardEvent): void;
  onClick(event: MouseEvent): void;
};

/**
 * A press that counts when the finger lands: nothing waits for the lift, and sliding off does not undo it. Each finger
 * counts once, and several at a time do not disturb each other. Enter, Space and assistive technology press too; a
 * held key presses once.
 *
 * While a finger is on the button it has the attribute `data-down`. That is put there by hand and shown with the next
 * frame, whatever the press makes the page draw: drawing the button anew for it costs more than the frame itself.
 */
export function pressGesture(onFire: (source: PressSource) => void): PressGesture {
  return {
    onPointerDown(event) {
      if (event.button !== 0) {
        return;
      }
      // No text selection, no focus ring and no emulated mouse events after a touch.
      event.preventDefault();
      const button = event.currentTarget;
      button.setAttribute('data-down', 'true');
      whenLifted(button, () => button.removeAttribute('data-down'));
      onFire('touch');
    },
    onKeyDown(event) {
      if (event.repeat && (event.key === 'Enter' || event.key === ' ')) {
        event.preventDefault();
      }
    },
    onClick(event) {
      // A click that follows a pointer has a count; one from a key or from assistive technology has none.
      if (event.detail === 0) {
        onFire('keyboard');
      }
    },
  };
}

import type { KeyboardEvent, MouseEvent, PointerEvent } from 'react';
import { useState } from 'react';

/** How a button was pressed: by a pointer, or by a key or assistive technology. */
export type PressSource = 'touch' | 'keyboard';

/** Spread over a button. */
type PressGesture = {
  /** A finger is on it: shown before anything else happens. */
  readonly 'data-down': true | undefined;
  onPointerDown(event: PointerEvent): void;
  onPointerUp(): void;
  onPointerCancel(): void;
  onPointerLeave(): void;
  onKeyDown(event: KeyboardEvent): void;
  onClick(event: MouseEvent): void;
};

/**
 * A press that counts when the finger lands: nothing waits for the lift, and sliding off does not undo it. Each finger
 * counts once, and several at a time do not disturb each other. Enter, Space and assistive technology press too; a
 * held key presses once.
 */
export function usePressGesture(onFire: (source: PressSource) => void): PressGesture {
  const [down, setDown] = useState(false);
  const release = (): void => {
    setDown(false);
  };
  return {
    'data-down': down ? true : undefined,
    onPointerDown(event) {
      if (event.button !== 0) {
        return;
      }
      // No text selection, no focus ring and no emulated mouse events after a touch.
      event.preventDefault();
      setDown(true);
      onFire('touch');
    },
    onPointerUp: release,
    onPointerCancel: release,
    onPointerLeave: release,
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

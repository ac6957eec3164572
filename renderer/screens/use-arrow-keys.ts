import type { RefObject } from 'react';
import { useEffect } from 'react';
import { arrowStep } from './arrow-steps.ts';

/**
 * Arrow keys go through the buttons of a screen, and into them while nothing else has the focus: a keyboard without a
 * Tab key, or a switch that sends arrows, reaches every one. In a field they stay with what is typed.
 */
export function useArrowKeys(screen: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (stroke: KeyboardEvent): void => {
      const { altKey, ctrlKey, metaKey, shiftKey, defaultPrevented } = stroke;
      const { activeElement, body } = document;
      const inside = screen.current?.contains(activeElement) === true;
      if (defaultPrevented || altKey || ctrlKey || metaKey || shiftKey) {
        return;
      }
      if (!inside && activeElement !== body && activeElement !== null) {
        return;
      }
      if (activeElement?.matches('input, textarea') === true) {
        return;
      }
      const buttons = [...(screen.current?.querySelectorAll<HTMLElement>('button:enabled') ?? [])];
      const found = buttons.findIndex((button) => button === activeElement);
      const index = found === -1 ? null : found;
      const direction = document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr';
      const next = arrowStep(stroke.key, index, buttons.length, direction);
      if (next !== null) {
        stroke.preventDefault();
        buttons[next]?.focus({ preventScroll: true });
      }
    };
    globalThis.addEventListener('keydown', onKey);
    return () => {
      globalThis.removeEventListener('keydown', onKey);
    };
  }, [screen]);
}

import type { RefObject } from 'react';
import { useEffect } from 'react';
import { arrowStep } from './arrow-steps.ts';

/**
 * Arrow keys go through the buttons of a row, and into it while nothing else has the focus: a keyboard without a Tab
 * key, or a switch that sends arrows, reaches every one.
 */
export function useArrowKeys(row: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (stroke: KeyboardEvent): void => {
      const { altKey, ctrlKey, metaKey, shiftKey, defaultPrevented } = stroke;
      const { activeElement, body } = document;
      const inside = row.current?.contains(activeElement) === true;
      if (defaultPrevented || altKey || ctrlKey || metaKey || shiftKey) {
        return;
      }
      if (!inside && activeElement !== body && activeElement !== null) {
        return;
      }
      const buttons = [...(row.current?.querySelectorAll<HTMLElement>('button') ?? [])];
      const index = inside ? buttons.findIndex((button) => button === activeElement) : null;
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
  }, [row]);
}

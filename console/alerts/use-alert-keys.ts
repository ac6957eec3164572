import { useEffect } from 'react';

/**
 * Arrow keys (and j, k) move between the buttons that pick an alert up; Enter presses the one in focus, and so does
 * a. Letters can be turned off (WCAG 2.2, 2.1.4), and no key is taken from a field, a menu or a shortcut.
 */
export function useAlertKeys(letterKeys: boolean): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) {
        return;
      }
      if (event.target instanceof Element && event.target.closest(TAKES_KEYS) !== null) {
        return;
      }
      const move = moveOf(event.key, letterKeys);
      if (move !== null) {
        const buttons = acknowledgeButtons();
        const at = buttons.findIndex((button) => button === document.activeElement);
        const next = buttons[at === -1 ? 0 : Math.min(Math.max(at + move, 0), buttons.length - 1)];
        if (next !== undefined) {
          event.preventDefault();
          next.focus();
          next.closest('article')?.scrollIntoView({ block: 'nearest' });
        }
        return;
      }
      if (letterKeys && event.key.toLowerCase() === 'a' && !event.repeat) {
        event.preventDefault();
        const buttons = acknowledgeButtons();
        const focused = buttons.find((button) => button === document.activeElement);
        if (focused === undefined) {
          buttons[0]?.focus();
        } else {
          focused.click();
        }
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [letterKeys]);
}

const TAKES_KEYS = 'input, textarea, select, [role="menu"], [aria-haspopup]';

/** Buttons of the open alerts, in the order of the page. */
export function acknowledgeButtons(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-acknowledge]')];
}

function moveOf(key: string, letterKeys: boolean): 1 | -1 | null {
  if (key === 'ArrowDown' || (letterKeys && key.toLowerCase() === 'j')) {
    return 1;
  }
  return key === 'ArrowUp' || (letterKeys && key.toLowerCase() === 'k') ? -1 : null;
}

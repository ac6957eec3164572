import { useEffect } from 'react';

/**
 * Arrow keys (and j, k) move from alert to alert; Enter presses what is in focus. Letters do what their alert offers: a
 * takes it on, s snoozes, d closes, o opens its page; / chooses a place and ? tells of all this. Letters can be turned
 * off (WCAG 2.2, 2.1.4), and no key is taken from a field, a menu or a shortcut.
 */
export function useAlertKeys(letterKeys: boolean, onHelp: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) {
        return;
      }
      if (event.target instanceof Element && event.target.closest(TAKES_KEYS) !== null) {
        return;
      }
      const step = moveOf(event.key, letterKeys);
      if (step !== null) {
        event.preventDefault();
        move(step);
      } else if (letterKeys && !event.repeat && press(event.key.toLowerCase(), onHelp)) {
        event.preventDefault();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [letterKeys, onHelp]);
}

/**
 * Before an alert leaves its place: the keyboard goes on with the next one of its section or the one before, else with
 * one of another section, or the page.
 */
export function focusBeside(alertId: string): void {
  const all = alertItems();
  const item = all.find(({ dataset }) => dataset['alert'] === alertId);
  if (item === undefined || !item.contains(document.activeElement)) {
    return;
  }
  const own = all.filter((other) => other.closest('section') === item.closest('section'));
  const items = own.length > 1 ? own : all;
  const at = items.indexOf(item);
  const beside = items[at + 1] ?? items[at - 1];
  const next = beside === undefined ? document.querySelector<HTMLElement>('h1') : entryOf(beside);
  next?.focus({ preventScroll: true });
}

const TAKES_KEYS = 'input, textarea, select, dialog, [role="menu"], [aria-haspopup]';

const LETTERS: Readonly<Record<string, string>> = {
  a: 'acknowledge',
  s: 'snooze',
  d: 'resolve',
  o: 'open',
};

/** In the order of the page. */
function alertItems(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-alert]')];
}

function focusedItem(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>('[data-alert]') ?? null;
}

/** Where the keyboard enters an alert: what is most likely to be pressed, else the way to its page. */
function entryOf(item: HTMLElement): HTMLElement | null {
  return item.querySelector<HTMLElement>('[data-entry]') ?? item.querySelector('[data-key="open"]');
}

function move(step: 1 | -1): void {
  const items = alertItems();
  const at = items.findIndex((item) => item === focusedItem());
  const next = items[at === -1 ? 0 : Math.min(Math.max(at + step, 0), items.length - 1)];
  if (next !== undefined) {
    entryOf(next)?.focus();
    next.scrollIntoView({ block: 'nearest' });
  }
}

/** @returns whether the key means something here. */
function press(key: string, onHelp: () => void): boolean {
  if (key === '?') {
    onHelp();
    return true;
  }
  if (key === '/') {
    const filter = document.querySelector<HTMLElement>('[data-place-filter]');
    filter?.focus();
    return filter !== null;
  }
  const wanted = LETTERS[key];
  if (wanted === undefined) {
    return false;
  }
  const item = focusedItem();
  if (item === null) {
    // Nothing is done to an alert that nobody chose.
    move(1);
  } else {
    item.querySelector<HTMLElement>(`[data-key="${wanted}"]`)?.click();
  }
  return true;
}

function moveOf(key: string, letterKeys: boolean): 1 | -1 | null {
  if (key === 'ArrowDown' || (letterKeys && key.toLowerCase() === 'j')) {
    return 1;
  }
  return key === 'ArrowUp' || (letterKeys && key.toLowerCase() === 'k') ? -1 : null;
}

import { describe, expect, it } from 'vitest';
import type { PageEvent } from '../../../../electron/lock/still-page.ts';
import { holdStill } from '../../../../electron/lock/still-page.ts';

/** Elements that are found by one of the selectors they answer to. */
const element = (...selectors: readonly string[]) => ({
  closest: (asked: string) =>
    asked.split(', ').some((selector) => selectors.includes(selector)) ? {} : null,
});

function page() {
  const listeners = new Map<string, (event: PageEvent) => void>();
  holdStill({ addEventListener: (type, listener) => void listeners.set(type, listener) });
  return {
    /** Whether the page hears it and the browser does what it usually does. */
    leaves(type: string, event: Partial<PageEvent> = {}): boolean {
      let left = true;
      listeners.get(type)?.({
        target: element(),
        preventDefault() {
          left = false;
        },
        stopImmediatePropagation: () => undefined,
        ...event,
      });
      return left;
    },
  };
}

describe('a page that is held still', () => {
  it.each(['contextmenu', 'dragstart', 'copy', 'cut', 'paste', 'dragenter', 'dragover', 'drop'])(
    'knows no %s',
    (type) => {
      expect(page().leaves(type)).toBe(false);
    },
  );

  it('says that nothing can be dropped on it', () => {
    const dataTransfer = { dropEffect: 'copy' };
    page().leaves('dragover', { dataTransfer });
    expect(dataTransfer).toEqual({ dropEffect: 'none' });
  });

  it('knows the first button of a mouse only', () => {
    const held = page();
    expect(held.leaves('mousedown', { button: 0 })).toBe(true);
    expect([1, 2, 3, 4].filter((button) => held.leaves('mouseup', { button }))).toEqual([]);
  });

  it('is scrolled by a wheel and not zoomed', () => {
    const held = page();
    expect(held.leaves('wheel', { ctrlKey: false })).toBe(true);
    expect(held.leaves('wheel', { ctrlKey: true })).toBe(false);
  });

  it('lets words be selected in a field only, also from a text inside an element', () => {
    const held = page();
    expect(held.leaves('selectstart', { target: element('input') })).toBe(true);
    expect(held.leaves('selectstart', { target: { parentElement: element('textarea') } })).toBe(
      true,
    );
    expect(held.leaves('selectstart', { target: { parentElement: element() } })).toBe(false);
    expect(held.leaves('selectstart', { target: { parentElement: null } })).toBe(false);
  });

  it('has buttons, and no links and no file choosers', () => {
    const held = page();
    expect(held.leaves('click', { target: element('button') })).toBe(true);
    expect(held.leaves('click', { target: element('a') })).toBe(false);
    expect(held.leaves('click', { target: element('input[type="file" i]') })).toBe(false);
  });
});

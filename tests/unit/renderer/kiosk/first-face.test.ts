import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type FaceMemory,
  forgetFirstFace,
  keepFirstFace,
  showFirstFace,
  takeFirstPresses,
} from '../../../../renderer/kiosk/first-face.ts';

const BUILD = 1_790_000_000_000;

/** As much of a page as a first face needs; `screen` is what was put on it. */
function page() {
  const screen = Object.assign(new EventTarget(), {
    className: '',
    innerHTML: '',
    remove: vi.fn<() => void>(),
  });
  const documentElement = { lang: 'nl', dir: 'ltr' };
  vi.stubGlobal('document', { documentElement, createElement: () => screen });
  const place = {
    innerHTML: '<main>faces</main>',
    replaceChildren: vi.fn<(screen: unknown) => void>(),
  };
  return { screen, documentElement, shown: place.replaceChildren, place: place as never };
}

function memory(): FaceMemory & { writes: number } {
  const items = new Map<string, string>();
  return {
    writes: 0,
    getItem: (key) => items.get(key) ?? null,
    setItem(key, text) {
      this.writes += 1;
      items.set(key, text);
    },
    removeItem: (key) => void items.delete(key),
  };
}

describe('the first face', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is shown as it was kept, in its language', () => {
    const before = page();
    const kept = memory();
    keepFirstFace(before.place, BUILD, kept);

    const after = page();
    after.documentElement.lang = 'en';
    expect(showFirstFace(after.place, BUILD, kept)).toBe(true);
    expect(after.screen.innerHTML).toBe('<main>faces</main>');
    expect(after.documentElement).toEqual({ lang: 'nl', dir: 'ltr' });
    expect(after.shown).toHaveBeenCalledWith(after.screen);
  });

  it('is written once as long as it stays the same', () => {
    const { place } = page();
    const kept = memory();
    keepFirstFace(place, BUILD, kept);
    keepFirstFace(place, BUILD, kept);
    expect(kept.writes).toBe(1);
  });

  it('is not shown when none was kept, when it was forgotten, or by another build', () => {
    const { place, shown } = page();
    const kept = memory();
    expect(showFirstFace(place, BUILD, kept)).toBe(false);
    keepFirstFace(place, BUILD, kept);
    expect(showFirstFace(place, BUILD + 1, kept)).toBe(false);
    forgetFirstFace(kept);
    expect(showFirstFace(place, BUILD, kept)).toBe(false);
    expect(shown).not.toHaveBeenCalled();
  });

  it('goes when no program comes, so that nobody presses what nobody hears', () => {
    const { place, screen } = page();
    const kept = memory();
    keepFirstFace(place, BUILD, kept);
    showFirstFace(place, BUILD, kept);
    expect(screen.remove).not.toHaveBeenCalled();
    vi.runAllTimers();
    expect(screen.remove).toHaveBeenCalledOnce();
  });

  it('hands over each press once, in order, and takes nothing for a press that is none', () => {
    class Button {
      readonly dataset: { rating?: string; down?: string };
      constructor(dataset: { rating?: string }) {
        this.dataset = dataset;
      }
      closest(): Button {
        return this;
      }
    }
    vi.stubGlobal('Element', Button);
    const { place, screen } = page();
    const kept = memory();
    keepFirstFace(place, BUILD, kept);
    showFirstFace(place, BUILD, kept);
    const press = (target: Button, button = 0) => {
      const event = Object.assign(new Event('pointerdown', { cancelable: true }), { button });
      Object.defineProperty(event, 'target', { value: target });
      screen.dispatchEvent(event);
    };

    const red = new Button({ rating: 'negative' });
    press(red);
    press(new Button({ rating: 'positive' }));
    press(new Button({ rating: 'positive' }), 2);
    press(new Button({ rating: 'toString' }));
    press(new Button({}));

    expect(red.dataset.down).toBe('true');
    expect([takeFirstPresses(), takeFirstPresses()]).toEqual([['negative', 'positive'], []]);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  endFirstFace,
  type FaceMemory,
  forgetFirstFace,
  keepFirstFace,
  showFirstFace,
  takeFirstPresses,
} from '../../../../renderer/kiosk/first-face.ts';

const BUILD = 1_790_000_000_000;
const MEANING = 'a question of a touchpoint';

/** As much of a page as a first face needs; `screen` is what was put on it. */
function page() {
  const screen = Object.assign(new EventTarget(), {
    className: '',
    innerHTML: '',
    remove: vi.fn<() => void>(),
  });
  const documentElement = {
    lang: 'nl',
    dir: 'ltr',
    dataset: { theme: 'dusk' } as { theme?: string },
    style: { cssText: '--accent: #1a7f54;' },
  };
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

function ignore(): void {
  // Nobody gave up, or nobody listens.
}

/** A page that shows the face that one before it kept. */
function pageWithFace(onGivenUp: (presses: number) => void = ignore) {
  const made = page();
  const kept = memory();
  keepFirstFace(made.place, BUILD, MEANING, kept);
  showFirstFace(made.place, BUILD, kept, onGivenUp);
  return made;
}

describe('the first face', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => {
    endFirstFace();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is shown as it was kept, in its language and its colours', () => {
    const before = page();
    const kept = memory();
    keepFirstFace(before.place, BUILD, MEANING, kept);

    const after = page();
    Object.assign(after.documentElement, { lang: 'en', dataset: {}, style: { cssText: '' } });
    expect(showFirstFace(after.place, BUILD, kept, ignore)).toBe(true);
    expect(after.screen.innerHTML).toBe('<main>faces</main>');
    expect(after.documentElement).toEqual({
      lang: 'nl',
      dir: 'ltr',
      dataset: { theme: 'dusk' },
      style: { cssText: '--accent: #1a7f54;' },
    });
    expect(after.shown).toHaveBeenCalledWith(after.screen);
  });

  it('is written once as long as it means and looks the same, whatever ids a drawing has', () => {
    const { place } = page();
    const kept = memory();
    const drawn = (id: string): never =>
      ({ innerHTML: `<h1 id="${id}">How was it?</h1><i style="fill: url(#${id})"></i>` }) as never;
    keepFirstFace(drawn('_r_1_'), BUILD, MEANING, kept);
    keepFirstFace(drawn('_r_2_'), BUILD, MEANING, kept);
    expect(kept.writes).toBe(1);
    keepFirstFace(place, BUILD, 'another question', kept);
    expect(kept.writes).toBe(2);
  });

  it('is written anew when it looks otherwise and means the same: with its code, or in other colours', () => {
    const { place, documentElement } = page();
    const kept = memory();
    keepFirstFace(place, BUILD, MEANING, kept);
    const withCode = { innerHTML: '<main>faces</main><svg></svg>' } as never;
    keepFirstFace(withCode, BUILD, MEANING, kept);
    expect(kept.writes).toBe(2);
    documentElement.style.cssText = '--accent: #663399;';
    keepFirstFace(withCode, BUILD, MEANING, kept);
    expect(kept.writes).toBe(3);
    documentElement.dataset.theme = 'contrast';
    keepFirstFace(withCode, BUILD, MEANING, kept);
    expect(kept.writes).toBe(4);
  });

  it('is shown once, unless a program came and kept it anew', () => {
    const { place, shown } = page();
    const kept = memory();
    keepFirstFace(place, BUILD, MEANING, kept);
    expect(showFirstFace(place, BUILD, kept, ignore)).toBe(true);
    expect(showFirstFace(place, BUILD, kept, ignore)).toBe(false);
    expect(shown).toHaveBeenCalledOnce();
  });

  it('is not shown when none was kept, when it was forgotten, or by another build', () => {
    const { place, shown } = page();
    const kept = memory();
    expect(showFirstFace(place, BUILD, kept, ignore)).toBe(false);
    keepFirstFace(place, BUILD, MEANING, kept);
    expect(showFirstFace(place, BUILD + 1, kept, ignore)).toBe(false);
    forgetFirstFace(kept);
    expect(showFirstFace(place, BUILD, kept, ignore)).toBe(false);
    expect(shown).not.toHaveBeenCalled();
  });

  it('goes when no program comes, so that nobody presses what nobody hears', () => {
    const givenUp = vi.fn<(presses: number) => void>();
    const { screen } = pageWithFace(givenUp);
    expect(screen.remove).not.toHaveBeenCalled();
    vi.runAllTimers();
    expect(screen.remove).toHaveBeenCalledOnce();
    expect(givenUp).toHaveBeenCalledExactlyOnceWith(0);
  });

  it('is left alone once the program has taken over', () => {
    const givenUp = vi.fn<(presses: number) => void>();
    const { screen } = pageWithFace(givenUp);
    expect(takeFirstPresses()).toEqual({ presses: [], meaning: MEANING });
    vi.runAllTimers();
    expect(endFirstFace()).toBe(0);
    expect(screen.remove).not.toHaveBeenCalled();
    expect(givenUp).not.toHaveBeenCalled();
  });

  it('hands over each press once, in order, and takes nothing for a press that is none', () => {
    class Button {
      readonly dataset: { scale?: string; value?: string; down?: string };
      constructor(scale?: string, value?: string) {
        this.dataset = {
          ...(scale === undefined ? {} : { scale }),
          ...(value === undefined ? {} : { value }),
        };
      }
      closest(): Button {
        return this;
      }
    }
    vi.stubGlobal('Element', Button);
    const { screen } = pageWithFace();
    const send = (type: string, target: Button, fields: object) => {
      const event = Object.assign(new Event(type, { cancelable: true }), fields);
      Object.defineProperty(event, 'target', { value: target });
      screen.dispatchEvent(event);
    };
    const press = (target: Button, button = 0) => send('pointerdown', target, { button });

    const red = new Button('smileys-3', '1');
    press(red);
    // The click that follows a finger, and one of a key.
    send('click', red, { detail: 1 });
    send('click', new Button('nps', '0'), { detail: 0 });
    press(new Button('smileys-5', '5'));
    press(new Button('smileys-5', '5'), 2);
    for (const none of [
      new Button('toString', '1'),
      new Button('csat', '6'),
      new Button('csat', '1.5'),
      new Button('csat'),
      new Button(undefined, '1'),
    ]) {
      press(none);
    }

    expect(red.dataset.down).toBe('true');
    expect([takeFirstPresses(), takeFirstPresses()]).toEqual([
      {
        presses: [
          { choice: { rating: 'negative', score: null }, source: 'touch' },
          {
            choice: { rating: 'negative', score: { scale: 'nps', value: 0 } },
            source: 'keyboard',
          },
          {
            choice: { rating: 'positive', score: { scale: 'smileys-5', value: 5 } },
            source: 'touch',
          },
        ],
        meaning: MEANING,
      },
      { presses: [], meaning: null },
    ]);
  });
});

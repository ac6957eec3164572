import type { Choice } from '../../contract/choice.ts';
import { choiceOf } from '../../contract/choice-of-button.ts';
import { isOnScale, type Scale, SCALES } from '../../contract/scales.ts';

/**
 * The start screen as a page before this one drew it. A page shows it before its program is there, which is most of
 * what it loads, and takes presses for the program to come. Nobody is thanked for a press before the program has it and
 * a store keeps it.
 */
type FirstFace = {
  /** The build that drew it: another one may draw otherwise. */
  readonly builtAtMs: number;
  /** What a press on it is an answer to, as its program named it. */
  readonly meaning: string;
  readonly language: string;
  readonly direction: string;
  /** `data-theme` of the page, and the colours that are the brand's own, as a `style` attribute has them. */
  readonly theme: string | null;
  readonly colours: string;
  readonly markup: string;
};

/** Where it lies from page to page; like `localStorage`. */
export type FaceMemory = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** A press on the first face, by a finger, or by a key or assistive technology. */
export type FirstPress = { readonly choice: Choice; readonly source: 'touch' | 'keyboard' };

const KEY = 'glimlach-first-face';
/** A program that is not there by then has failed: it gives up a disk that hangs sooner. */
const FOR_MS = 10_000;

type Shown = { readonly screen: HTMLElement; readonly meaning: string; presses: FirstPress[] };

let shown: Shown | null = null;

/**
 * Shows the first face where there is one; false when there is none, or none of this build. It is shown once: the
 * program keeps it anew when it is there, so that a page whose program fails again and again does not pretend.
 *
 * @param onGivenUp no program came; so many presses are lost, of which nobody was thanked for any.
 */
export function showFirstFace(
  place: HTMLElement,
  builtAtMs: number,
  memory: FaceMemory,
  onGivenUp: (presses: number) => void,
): boolean {
  const face = read(memory);
  forgetFirstFace(memory);
  if (face?.builtAtMs !== builtAtMs) {
    return false;
  }
  const page = document.documentElement;
  page.lang = face.language;
  page.dir = face.direction;
  page.style.cssText = face.colours;
  if (face.theme !== null) {
    page.dataset['theme'] = face.theme;
  }
  const screen = document.createElement('div');
  screen.className = 'first-face';
  screen.innerHTML = face.markup;
  // With the program's first drawing it goes, and its listeners with it.
  screen.addEventListener('pointerdown', (event) => {
    if (event.button === 0) {
      take(event, 'touch');
    }
  });
  screen.addEventListener('click', (event) => {
    // A click that follows a pointer has a count; one from a key or from assistive technology has none.
    if (event.detail === 0) {
      take(event, 'keyboard');
    }
  });
  place.replaceChildren(screen);
  shown = { screen, meaning: face.meaning, presses: [] };
  setTimeout(() => {
    if (shown?.screen === screen) {
      onGivenUp(endFirstFace());
    }
  }, FOR_MS);
  return true;
}

/** Takes the first face off the page, if it is there. @returns how many presses on it nobody took. */
export function endFirstFace(): number {
  const ended = shown;
  shown = null;
  ended?.screen.remove();
  return ended?.presses.length ?? 0;
}

/** Everything that was pressed on the first face, in order, once, and what it was an answer to. */
export function takeFirstPresses(): {
  readonly presses: readonly FirstPress[];
  readonly meaning: string | null;
} {
  const taken = shown;
  shown = null;
  return { presses: taken?.presses ?? [], meaning: taken?.meaning ?? null };
}

/** Keeps what is drawn now, a start screen at rest, for the next page; writes only what differs from what is kept. */
export function keepFirstFace(
  place: HTMLElement,
  builtAtMs: number,
  meaning: string,
  memory: FaceMemory,
): void {
  const { lang: language, dir: direction, dataset, style } = document.documentElement;
  const kept = read(memory);
  const face: FirstFace = {
    builtAtMs,
    meaning,
    language,
    direction,
    theme: dataset['theme'] ?? null,
    colours: style.cssText,
    markup: place.innerHTML,
  };
  if (kept === null || looksOf(kept) !== looksOf(face)) {
    memory.setItem(KEY, JSON.stringify(face));
  }
}

/** A face without its ids, which differ from drawing to drawing. */
function looksOf(face: FirstFace): string {
  const ids = [...face.markup.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id);
  const markup = ids.reduce((rest, id) => rest.replaceAll(id, ''), face.markup);
  return JSON.stringify({ ...face, markup });
}

export function forgetFirstFace(memory: FaceMemory): void {
  memory.removeItem(KEY);
}

function read(memory: FaceMemory): FirstFace | null {
  const text = memory.getItem(KEY);
  return text === null ? null : (JSON.parse(text) as FirstFace);
}

/** As the program's own faces do: a finger counts when it lands. */
function take(event: Event, source: FirstPress['source']): void {
  const face =
    event.target instanceof Element ? event.target.closest<HTMLElement>('.face-button') : null;
  const choice = face === null ? null : choiceOn(face.dataset);
  if (face !== null && choice !== null) {
    event.preventDefault();
    face.dataset['down'] = 'true';
    shown?.presses.push({ choice, source });
  }
}

/** What a button's attributes say; null where they say nothing that can be chosen. */
function choiceOn({ scale, value }: DOMStringMap): Choice | null {
  const chosen = Number(value ?? Number.NaN);
  return isScale(scale) && isOnScale(scale, chosen) ? choiceOf(scale, chosen) : null;
}

function isScale(text: string | undefined): text is Scale {
  return text !== undefined && Object.hasOwn(SCALES, text);
}

import type { Rating } from '../../contract/rating.ts';

/**
 * The start screen as the page before this one drew it last. A page shows it before its program is there, which is most
 * of what it loads, and takes presses for the program to come. Nobody is thanked for a press before the program has it
 * and a store keeps it.
 */
type FirstFace = {
  /** The build that drew it: another one may draw otherwise. */
  readonly builtAtMs: number;
  readonly language: string;
  readonly direction: string;
  readonly markup: string;
};

/** Where it lies from page to page; like `localStorage`. */
export type FaceMemory = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const KEY = 'glimlach-first-face';
/** A program that is not there by then has failed: faces that nobody listens to must not stand there. */
const FOR_MS = 5_000;

/** By hand: the schema comes with the program. */
const RATINGS: Readonly<Record<Rating, true>> = { positive: true, neutral: true, negative: true };

let presses: Rating[] = [];

/** Shows the first face where there is one; false when there is none, or none of this build. */
export function showFirstFace(place: HTMLElement, builtAtMs: number, memory: FaceMemory): boolean {
  const face = read(memory);
  if (face?.builtAtMs !== builtAtMs) {
    return false;
  }
  document.documentElement.lang = face.language;
  document.documentElement.dir = face.direction;
  const screen = document.createElement('div');
  screen.className = 'first-face';
  screen.innerHTML = face.markup;
  // With the program's first drawing it goes, and its listener with it.
  screen.addEventListener('pointerdown', take);
  place.replaceChildren(screen);
  setTimeout(() => screen.remove(), FOR_MS);
  return true;
}

/** Everything that was pressed on the first face, in order, once. */
export function takeFirstPresses(): readonly Rating[] {
  const taken = presses;
  presses = [];
  return taken;
}

/** Keeps what is drawn now, a start screen at rest, for the next page. */
export function keepFirstFace(place: HTMLElement, builtAtMs: number, memory: FaceMemory): void {
  const { lang: language, dir: direction } = document.documentElement;
  const face: FirstFace = { builtAtMs, language, direction, markup: place.innerHTML };
  const text = JSON.stringify(face);
  if (memory.getItem(KEY) !== text) {
    memory.setItem(KEY, text);
  }
}

export function forgetFirstFace(memory: FaceMemory): void {
  memory.removeItem(KEY);
}

function read(memory: FaceMemory): FirstFace | null {
  const text = memory.getItem(KEY);
  return text === null ? null : (JSON.parse(text) as FirstFace);
}

/** As the program's own faces do: it counts when the finger lands. */
function take(event: PointerEvent): void {
  const face =
    event.target instanceof Element ? event.target.closest<HTMLElement>('.face-button') : null;
  const rating = face?.dataset['rating'];
  if (event.button === 0 && face !== null && isRating(rating)) {
    event.preventDefault();
    face.dataset['down'] = 'true';
    presses.push(rating);
  }
}

function isRating(text: string | undefined): text is Rating {
  return text !== undefined && Object.hasOwn(RATINGS, text);
}

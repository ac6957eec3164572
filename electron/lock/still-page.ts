/** As much of a page's `window` as is needed here: main's files know no DOM. */
export type PageEvents = {
  addEventListener(
    type: string,
    listener: (event: PageEvent) => void,
    options: { readonly capture: true; readonly passive: false },
  ): void;
};

export type PageEvent = {
  readonly target: unknown;
  readonly button?: number;
  readonly ctrlKey?: boolean;
  readonly dataTransfer?: { dropEffect: string } | null;
  preventDefault(): void;
  stopImmediatePropagation(): void;
};

/** One visitor's words are not for the next, and nothing is carried off or put in by hand. */
const NEVER = ['contextmenu', 'dragstart', 'copy', 'cut', 'paste'] as const;
const DROPS = ['dragenter', 'dragover', 'drop'] as const;
const MOUSE = ['mousedown', 'mouseup', 'auxclick'] as const;

/** Leads somewhere, or opens a window of the operating system. */
const WAYS_OUT = 'a, area, input[type="file" i], input[type="color" i]';
const EDITABLE = 'input, textarea, [contenteditable]';

/**
 * Takes from a locked page what a browser would do by itself with a mouse, a finger or a file: menus, links, dragging,
 * dropping, selecting, zooming, the clipboard, and the buttons that go back and forth. It hears of each before the page
 * does.
 */
export function holdStill(page: PageEvents): void {
  const on = (types: readonly string[], listener: (event: PageEvent) => void) => {
    for (const type of types) {
      page.addEventListener(type, listener, { capture: true, passive: false });
    }
  };
  on(NEVER, refuse);
  on(DROPS, (event) => {
    if (event.dataTransfer) {
      event.dataTransfer.dropEffect = 'none';
    }
    refuse(event);
  });
  on(MOUSE, (event) => {
    if (event.button !== 0) {
      refuse(event);
    }
  });
  on(['selectstart'], (event) => {
    if (!isWithin(event.target, EDITABLE)) {
      refuse(event);
    }
  });
  on(['click'], (event) => {
    if (isWithin(event.target, WAYS_OUT)) {
      refuse(event);
    }
  });
  on(['wheel'], (event) => {
    if (event.ctrlKey === true) {
      refuse(event);
    }
  });
}

function refuse(event: PageEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** The target of an event may be a text, which is within its parent. */
function isWithin(target: unknown, selector: string): boolean {
  const node = target as {
    closest?(selector: string): unknown;
    readonly parentElement?: { closest(selector: string): unknown } | null;
  } | null;
  const element = node?.closest === undefined ? node?.parentElement : node;
  return (element?.closest?.(selector) ?? null) !== null;
}

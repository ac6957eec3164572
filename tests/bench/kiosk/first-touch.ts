import type { ElectronWindow } from './electron-window.ts';
import { monotonicMs } from './monotonic.ts';

/** What stands on the page to be touched, and what says that it was. Both are CSS selectors. */
export type Touchable = { readonly target: string; readonly answered: string };

/** Until a touch is answered another one follows after this: a browser drops input before its first paint. */
const TOUCH_AGAIN_MS = 8;

/**
 * A script for the page: tells once the target has a place on the screen, and again once the frame that shows the
 * answer to a touch has been painted.
 */
export function firstTouchScript({ target, answered }: Touchable): string {
  return `(${watchFirstTouch.toString()})(${JSON.stringify(target)}, ${JSON.stringify(answered)});`;
}

function watchFirstTouch(target: string, answered: string): void {
  const page = window as unknown as { benchTell(text: string): void };
  let seen = false;
  const look = (): void => {
    if (!seen && document.querySelector(target) !== null) {
      seen = true;
      page.benchTell('there');
    }
    if (document.querySelector(answered) !== null) {
      watch.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => page.benchTell('shown'));
        port1.start();
        port2.postMessage(null);
      });
    }
  };
  const watch = new MutationObserver(look);
  watch.observe(document, { subtree: true, childList: true, attributes: true });
  look();
}

/** From the spawn of the process until the first answered touch shows, in milliseconds. */
export async function firstTouchMs(window: ElectronWindow, { target }: Touchable): Promise<number> {
  await window.nextTold();
  const shown = window.nextTold().then(() => monotonicMs());
  for (;;) {
    const place = await window.evaluate(middleOf, target);
    if (place !== null) {
      window.click(...place);
    }
    const atMs = await Promise.race([shown, later(TOUCH_AGAIN_MS)]);
    if (atMs !== null) {
      return atMs - window.spawnedAtMs;
    }
  }
}

/** From the spawn of the terminal's process until that touch is thanked for, in milliseconds. */
export async function firstThanksMs(window: ElectronWindow): Promise<number> {
  await window.evaluate(untilThanked);
  return monotonicMs() - window.spawnedAtMs;
}

async function untilThanked(): Promise<void> {
  while (document.querySelector('.thanks-screen') === null) {
    await new Promise(requestAnimationFrame);
  }
}

/** Null while it has no place on the screen: the window has no size yet. */
function middleOf(selector: string): [x: number, y: number] | null {
  const box = document.querySelector(selector)?.getBoundingClientRect();
  return box !== undefined && box.width > 0 && innerWidth > 0
    ? [box.x + box.width / 2, box.y + box.height / 2]
    : null;
}

function later(delayMs: number): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), delayMs);
  });
}

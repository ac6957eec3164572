import type { ElectronWindow } from './electron-window.ts';
import { type StoreSign, type StoreSigns, besideStores } from './store-signs.ts';

/** One press as the page saw it; times on the page's own clock, in milliseconds. */
export type WatchedPress = {
  /** Main told the page of it. */
  readonly toldMs: number;
  /** The transaction with its row is complete; main said that its journal has it. */
  readonly outboxMs: number;
  readonly journalMs: number;
  /** Frames from the later of the two up to the one that shows the thank-you, which is counted. */
  readonly framesToThanks: number;
  /** When the page had painted that frame. */
  readonly paintedMs: number;
};

/** A script for the kiosk's page: tells a `WatchedPress` of every press that is thanked. */
export const pressWatchScript = besideStores(`(${watchPresses.toString()})();`);

/** The next press that is thanked. */
export async function nextThankedPress(window: ElectronWindow): Promise<WatchedPress> {
  return JSON.parse(await window.nextTold()) as WatchedPress;
}

function watchPresses(): void {
  const page = window as unknown as { benchTell(text: string): void } & Partial<StoreSigns>;
  const presses = new Map<string, { [What in StoreSign['what']]?: StoreSign }>();

  const tellPainted = (press: Omit<WatchedPress, 'paintedMs'>): void => {
    // A frame's callback runs before its paint, and a message that it posts arrives after it.
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      page.benchTell(JSON.stringify({ ...press, paintedMs: performance.now() }));
    });
    port1.start();
    port2.postMessage(null);
  };

  page.benchSigns?.listeners.push((sign) => {
    const press = { ...presses.get(sign.id), [sign.what]: sign };
    presses.set(sign.id, press);
    const { told, outbox, journal } = press;
    if (told?.rating === undefined || outbox === undefined || journal === undefined) {
      return;
    }
    presses.delete(sign.id);
    const thanks = `.thanks-screen[data-rating=${told.rating}]`;
    let frames = 0;
    const countFrame = (): void => {
      frames += 1;
      if (document.querySelector(thanks) === null) {
        requestAnimationFrame(countFrame);
        return;
      }
      tellPainted({
        toldMs: told.atMs,
        outboxMs: outbox.atMs,
        journalMs: journal.atMs,
        framesToThanks: frames,
      });
    };
    requestAnimationFrame(countFrame);
  });
}

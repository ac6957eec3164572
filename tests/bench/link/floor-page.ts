import type { Page } from '@playwright/test';
import { preciseNowMs } from './event-stream.ts';

declare global {
  interface Window {
    /** Puts a press on the disk, then sends it; resolves with when it began, in milliseconds by the page's clock. */
    pressFloor: (id: string, body: string) => Promise<number>;
  }
}

/** A page that can do the least a terminal has to. */
export type FloorPage = {
  /** Resolves with when the press was made, by this process's clock. */
  press(id: string, body: string): Promise<number>;
};

/** How often the page's clock is read; the quickest answer tells best. */
const CLOCK_READINGS = 30;

/** Makes the kiosk's own page the floor's as well: the same process, the same disk, the same network stack. */
export async function openFloorPage(page: Page, floorUrl: string): Promise<FloorPage> {
  await page.evaluate(async (url) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('bench-floor', 1);
      opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('presses'));
      opening.addEventListener('success', () => resolve(opening.result));
      opening.addEventListener('error', () => reject(opening.error));
    });
    window.pressFloor = async (id, body) => {
      const pressedMs = performance.timeOrigin + performance.now();
      await new Promise<void>((resolve, reject) => {
        const writing = database.transaction('presses', 'readwrite', { durability: 'strict' });
        writing.addEventListener('complete', () => resolve());
        writing.addEventListener('abort', () => reject(writing.error));
        writing.objectStore('presses').put(body, id);
      });
      // A text needs no question beforehand whether it may be sent to another origin.
      const reply = await fetch(`${url}/press`, { method: 'POST', body });
      await reply.text();
      return pressedMs;
    };
  }, floorUrl);
  const aheadMs = await clockAheadMs(page);
  return {
    async press(id, body) {
      const pressedMs = await page.evaluate(([one, text]) => window.pressFloor(one, text), [
        id,
        body,
      ] as const);
      return pressedMs - aheadMs;
    },
  };
}

/** How far the page's clock is ahead of this process's: by the exchange with the shortest round trip (Cristian, 1989). */
async function clockAheadMs(page: Page): Promise<number> {
  let best = { roundTripMs: Number.POSITIVE_INFINITY, aheadMs: 0 };
  for (let reading = 0; reading < CLOCK_READINGS; reading += 1) {
    const askedMs = preciseNowMs();
    const toldMs = await page.evaluate(() => performance.timeOrigin + performance.now());
    const answeredMs = preciseNowMs();
    const roundTripMs = answeredMs - askedMs;
    if (roundTripMs < best.roundTripMs) {
      best = { roundTripMs, aheadMs: toldMs - (askedMs + roundTripMs / 2) };
    }
  }
  return best.aheadMs;
}

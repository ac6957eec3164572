import type { CDPSession, Page } from '@playwright/test';

/** Shortest event a browser tells of, in milliseconds; a shorter interaction is taken to last as long. */
const SHORTEST_TOLD_MS = 16;

declare global {
  interface Window {
    interactionsForBench: Map<number, number>;
    touchedForBench: Map<number, string>;
    shiftsForBench: number[];
    interactionCountForBench: () => number;
  }
}

/** Every interaction with a page from its start on, and every shift of its layout that no interaction explains. */
export type Interactions = {
  /** From each input until the next frame shows what came of it, in milliseconds (Event Timing, in steps of 8). */
  durationsMs(): Promise<readonly number[]>;
  /** The same by what was touched, as its class; without what was too short to be told of. */
  durationsMsByTarget(): Promise<ReadonlyMap<string, readonly number[]>>;
  /** Layout shift scores, summed. */
  layoutShift(): Promise<number>;
};

/** Call it before the page is opened. */
export async function watchInteractions(page: Page): Promise<Interactions> {
  await page.addInitScript((shortestMs) => {
    window.interactionsForBench = new Map();
    window.touchedForBench = new Map();
    window.shiftsForBench = [];
    const targetAtMs = new Map<number, string>();
    // Noted as it is touched: what a touch leads to may take its target away.
    addEventListener(
      'pointerdown',
      ({ timeStamp, target }) => {
        const touched = target instanceof Element ? target.closest('button, input, .screen') : null;
        targetAtMs.set(timeStamp, touched?.className || (touched?.localName ?? 'page'));
      },
      { capture: true },
    );
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { interactionId, duration, startTime } = entry as PerformanceEventTiming & {
          interactionId: number;
        };
        if (interactionId > 0) {
          const before = window.interactionsForBench.get(interactionId) ?? 0;
          window.interactionsForBench.set(interactionId, Math.max(before, duration));
          const touched = targetAtMs.get(startTime);
          if (touched !== undefined) {
            window.touchedForBench.set(interactionId, touched);
          }
        }
      }
    }).observe({ type: 'event', buffered: true, durationThreshold: shortestMs } as never);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
        };
        if (!hadRecentInput) {
          window.shiftsForBench.push(value);
        }
      }
    }).observe({ type: 'layout-shift', buffered: true });
  }, SHORTEST_TOLD_MS);
  return {
    async durationsMs() {
      const { told, count } = await page.evaluate(() => ({
        told: [...window.interactionsForBench.values()],
        count: (performance as unknown as { interactionCount: number }).interactionCount,
      }));
      const untold = Math.max(0, count - told.length);
      return [...told, ...Array.from({ length: untold }, () => SHORTEST_TOLD_MS)];
    },
    async durationsMsByTarget() {
      const told = await page.evaluate(() =>
        [...window.interactionsForBench].map(
          ([id, durationMs]) => [window.touchedForBench.get(id) ?? 'other', durationMs] as const,
        ),
      );
      return new Map(
        [...Map.groupBy(told, ([touched]) => touched)].map(([touched, each]) => [
          touched,
          each.map(([, durationMs]) => durationMs),
        ]),
      );
    },
    async layoutShift() {
      const shifts = await page.evaluate(() => window.shiftsForBench);
      return shifts.reduce((sum, shift) => sum + shift, 0);
    },
  };
}

/** What stands around a page in a window, at most. */
const WINDOW_FRAME_PX = 200;

/**
 * Makes the page's window as large as what the page takes itself to be. A headless window is 720 pixels high, whatever
 * the page is told: what changes below is drawn and never shown, and such a touch seems to wait for the next change
 * above, a blinking caret's for half a second.
 */
export async function fitWindow(page: Page): Promise<void> {
  const size = page.viewportSize();
  if (size === null) {
    throw new Error(
      'The page has no viewport of its own, so there is nothing to fit its window to.',
    );
  }
  const devtools = await page.context().newCDPSession(page);
  const { windowId } = await devtools.send('Browser.getWindowForTarget');
  await devtools.send('Browser.setWindowBounds', {
    windowId,
    bounds: { width: size.width + WINDOW_FRAME_PX, height: size.height + WINDOW_FRAME_PX },
  });
  await devtools.detach();
}

/** Makes the page's processor so many times slower. */
export async function slowDown(page: Page, times: number): Promise<CDPSession> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: times });
  return devtools;
}

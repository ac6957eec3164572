import type { CDPSession, Page } from '@playwright/test';

/** Shortest event a browser tells of, in milliseconds; a shorter interaction is taken to last as long. */
const SHORTEST_TOLD_MS = 16;

declare global {
  interface Window {
    interactionsForBench: Map<number, number>;
    shiftsForBench: number[];
    interactionCountForBench: () => number;
  }
}

/** Every interaction with a page from its start on, and every shift of its layout that no interaction explains. */
export type Interactions = {
  /** From each input until the next frame shows what came of it, in milliseconds (Event Timing, in steps of 8). */
  durationsMs(): Promise<readonly number[]>;
  /** Layout shift scores, summed. */
  layoutShift(): Promise<number>;
};

/** Call it before the page is opened. */
export async function watchInteractions(page: Page): Promise<Interactions> {
  await page.addInitScript((shortestMs) => {
    window.interactionsForBench = new Map();
    window.shiftsForBench = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { interactionId, duration } = entry as PerformanceEventTiming & {
          interactionId: number;
        };
        if (interactionId > 0) {
          const before = window.interactionsForBench.get(interactionId) ?? 0;
          window.interactionsForBench.set(interactionId, Math.max(before, duration));
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
    async layoutShift() {
      const shifts = await page.evaluate(() => window.shiftsForBench);
      return shifts.reduce((sum, shift) => sum + shift, 0);
    },
  };
}

/** Makes the page's processor so many times slower. */
export async function slowDown(page: Page, times: number): Promise<CDPSession> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: times });
  return devtools;
}

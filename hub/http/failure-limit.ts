/** Counts failures per key in a fixed window, so that guessing is slow while success never counts. */
export type FailureLimit = {
  /** Seconds to wait, or null when the key may try. */
  retryAfterSeconds(key: string, nowMs: number): number | null;
  fail(key: string, nowMs: number): void;
};

/** Keys remembered at once; beyond it the oldest window is forgotten. */
const MAX_KEYS = 20_000;

export type FailureWindow = { failures: number; endsMs: number };

/** @param windows the failures of each key, in the order in which their windows began; one that has ended is dropped. */
export function createFailureLimit(
  limit: { failures: number; windowMs: number },
  windows = new Map<string, FailureWindow>(),
): FailureLimit {
  function current(key: string, nowMs: number): FailureWindow | undefined {
    // All windows are as long, so those that began first end first.
    for (const [began, { endsMs }] of windows) {
      if (endsMs > nowMs) {
        break;
      }
      windows.delete(began);
    }
    const window = windows.get(key);
    // An older one stands before it where the clock was set back.
    return window !== undefined && window.endsMs > nowMs ? window : undefined;
  }

  return {
    retryAfterSeconds(key, nowMs) {
      const window = current(key, nowMs);
      return window !== undefined && window.failures >= limit.failures
        ? Math.ceil((window.endsMs - nowMs) / 1_000)
        : null;
    },
    fail(key, nowMs) {
      const window = current(key, nowMs);
      if (window !== undefined) {
        window.failures += 1;
        return;
      }
      windows.delete(key);
      windows.set(key, { failures: 1, endsMs: nowMs + limit.windowMs });
      const oldest = windows.keys().next();
      if (windows.size > MAX_KEYS && oldest.done !== true) {
        windows.delete(oldest.value);
      }
    },
  };
}

/** Counts failures per key in a fixed window, so that guessing is slow while success never counts. */
export type FailureLimit = {
  /** Seconds to wait, or null when the key may try. */
  retryAfterSeconds(key: string, nowMs: number): number | null;
  fail(key: string, nowMs: number): void;
};

/** Keys remembered at once; beyond it the oldest window is forgotten. */
const MAX_KEYS = 20_000;

export function createFailureLimit(limit: { failures: number; windowMs: number }): FailureLimit {
  const windows = new Map<string, { failures: number; endsMs: number }>();

  function current(key: string, nowMs: number): { failures: number; endsMs: number } | undefined {
    const window = windows.get(key);
    if (window !== undefined && window.endsMs <= nowMs) {
      windows.delete(key);
      return undefined;
    }
    return window;
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
      windows.set(key, { failures: 1, endsMs: nowMs + limit.windowMs });
      const oldest = windows.keys().next();
      if (windows.size > MAX_KEYS && oldest.done !== true) {
        windows.delete(oldest.value);
      }
    },
  };
}

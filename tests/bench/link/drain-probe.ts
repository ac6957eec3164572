/** What the probe in the page saw since the page came online, on the page's own clock. */
export type DrainReading = {
  /** From coming online until the outbox last wrote what the hub had answered; null when it wrote nothing. */
  readonly elapsedMs: number | null;
  /** Nothing has been written for this long. */
  readonly quietMs: number;
  /** How long the page's main thread answered nobody, at worst, in that time. */
  readonly longestBlockMs: number;
};

declare global {
  interface Window {
    readDrain: () => DrainReading;
  }
}

/**
 * Runs in the page before anything of it, and watches from outside: when the browser says `online`, when a writing
 * transaction of the outbox's database completes, and how evenly a chain of timers ticks beside the browser's own
 * reports of long tasks.
 *
 * @param databaseName of the outbox.
 */
export function installDrainProbe(databaseName: string): void {
  // Browsers call nested timers at most this often (WHATWG HTML, section 8.6).
  const timerStepMs = 4;
  let onlineAtMs: number | null = null;
  let writtenAtMs: number | null = null;
  let lastTickMs = performance.now();
  const blocks: { readonly fromMs: number; readonly durationMs: number }[] = [];

  addEventListener('online', () => {
    onlineAtMs = performance.now();
    writtenAtMs = null;
    blocks.length = 0;
  });

  const openTransaction = Reflect.get(IDBDatabase.prototype, 'transaction');
  IDBDatabase.prototype.transaction = function transaction(...how) {
    const opened = Reflect.apply(openTransaction, this, how);
    if (this.name === databaseName && opened.mode === 'readwrite') {
      opened.addEventListener('complete', () => {
        writtenAtMs = performance.now();
      });
    }
    return opened;
  };

  const tick = (): void => {
    const nowMs = performance.now();
    const durationMs = nowMs - lastTickMs - timerStepMs;
    if (durationMs > timerStepMs) {
      blocks.push({ fromMs: lastTickMs, durationMs });
    }
    lastTickMs = nowMs;
    setTimeout(tick);
  };
  tick();
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      blocks.push({ fromMs: startTime, durationMs: duration });
    }
  }).observe({ type: 'longtask' });

  window.readDrain = () => {
    const nowMs = performance.now();
    const fromMs = onlineAtMs ?? nowMs;
    const untilMs = writtenAtMs ?? nowMs;
    return {
      elapsedMs: onlineAtMs === null || writtenAtMs === null ? null : writtenAtMs - onlineAtMs,
      quietMs: nowMs - untilMs,
      longestBlockMs: Math.max(
        0,
        ...blocks
          .filter((block) => block.fromMs >= fromMs && block.fromMs < untilMs)
          .map((block) => block.durationMs),
      ),
    };
  };
}

/**
 * Does some work again and again, each time `everyMs` after it ended, well or not: no two rounds run at once, and a
 * process that has nothing else to do may end.
 *
 * @param work one round; `stopping` tells one that takes long to end early.
 * @returns ends it, once the round that runs is over.
 */
export function repeat(
  work: (stopping: AbortSignal) => Promise<void>,
  {
    everyMs,
    firstAfterMs = everyMs,
    failed,
  }: {
    readonly everyMs: number;
    readonly firstAfterMs?: number;
    /** A round rejected; the next one comes all the same. */
    readonly failed: (error: unknown) => void;
  },
): () => Promise<void> {
  const ending = new AbortController();
  let timer: NodeJS.Timeout;
  let running: Promise<void> = Promise.resolve();

  function schedule(delayMs: number): void {
    timer = setTimeout(() => {
      running = round();
    }, delayMs);
    timer.unref();
  }

  async function round(): Promise<void> {
    try {
      await work(ending.signal);
    } catch (error) {
      failed(error);
    }
    if (!ending.signal.aborted) {
      schedule(everyMs);
    }
  }

  schedule(firstAfterMs);
  return async () => {
    ending.abort();
    clearTimeout(timer);
    await running;
  };
}

/** Whether somebody took on what a visitor asked for; null when the hub did not answer. */
export type AskHelp = (pressId: string) => Promise<boolean | null>;

export type HelpWatchOptions = {
  readonly ask: () => Promise<boolean | null>;
  readonly startTimer: (delayMs: number, run: () => void) => () => void;
  readonly onComing: () => void;
  /** While nobody comes; without it, as somebody needs who looks at the page meanwhile. */
  readonly everyMs?: number;
};

/** Somebody looks at the page while staff look at theirs. */
export const ASK_EVERY_MS = 2_000;
/** Without an answer twice as long each time, up to this. */
export const ASK_AT_LEAST_EVERY_MS = 16_000;

/** Asks again and again until somebody is coming. @returns ends it. */
export function watchHelp({
  ask,
  startTimer,
  onComing,
  everyMs = ASK_EVERY_MS,
}: HelpWatchOptions): () => void {
  let stopped = false;
  let cancel: (() => void) | null = null;

  async function look(againAfterMs: number): Promise<void> {
    const coming = await ask();
    if (stopped) {
      return;
    }
    if (coming === true) {
      onComing();
      return;
    }
    const nextMs = coming === null ? Math.min(ASK_AT_LEAST_EVERY_MS, againAfterMs * 2) : everyMs;
    cancel = startTimer(nextMs, () => void look(nextMs));
  }

  cancel = startTimer(everyMs, () => void look(everyMs));
  return () => {
    stopped = true;
    cancel?.();
  };
}

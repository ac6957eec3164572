/** Runs `run` once after the delay, unless the function it returns was called before. */
export type StartTimer = (delayMs: number, run: () => void) => () => void;

/** Timers of the process. */
export const startProcessTimer: StartTimer = (delayMs, run) => {
  const timer = setTimeout(run, delayMs);
  return () => {
    clearTimeout(timer);
  };
};

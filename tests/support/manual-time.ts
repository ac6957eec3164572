import type { StartTimer } from '../../hardware/node/start-timer.ts';

/** A monotonic clock and its timers that stand still until a test moves them on. */
export type ManualTime = {
  readonly now: () => number;
  readonly startTimer: StartTimer;
  /** Moves on, running each timer when its moment comes. */
  advance(byMs: number): void;
  /** How many timers wait. */
  waiting(): number;
};

export function manualTime(startMs = 0): ManualTime {
  let nowMs = startMs;
  const timers = new Set<{ readonly atMs: number; readonly run: () => void }>();
  return {
    now: () => nowMs,
    startTimer: (delayMs, run) => {
      const timer = { atMs: nowMs + delayMs, run };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    advance: (byMs) => {
      const untilMs = nowMs + byMs;
      for (;;) {
        const [next] = [...timers]
          .filter(({ atMs }) => atMs <= untilMs)
          .toSorted((a, b) => a.atMs - b.atMs);
        if (next === undefined) {
          break;
        }
        timers.delete(next);
        nowMs = next.atMs;
        next.run();
      }
      nowMs = untilMs;
    },
    waiting: () => timers.size,
  };
}

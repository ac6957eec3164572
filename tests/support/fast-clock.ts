import type { DriverClock } from '../../hardware/node/line-driver.ts';

/** Time this many times as fast, for what waits for real ports to close and open. */
export function fastClock(speed: number): DriverClock {
  return {
    now: () => performance.now() * speed,
    startTimer: (delayMs, run) => {
      const timer = setTimeout(run, delayMs / speed);
      return () => {
        clearTimeout(timer);
      };
    },
  };
}

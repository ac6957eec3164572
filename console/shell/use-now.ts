import { useSyncExternalStore } from 'react';
import { useServices } from './services.ts';
import type { HubClock } from '../api/hub-clock.ts';

const EVERY_MS = 10_000;

type Ticker = { subscribe: (listener: () => void) => () => void; now: () => number };

const tickers = new WeakMap<HubClock, Ticker>();

/** Hub time in milliseconds, renewed every ten seconds and when the page comes to the front. One timer serves all. */
export function useNow(): number {
  const { clock } = useServices();
  const ticker = tickers.get(clock) ?? startTicker(clock);
  return useSyncExternalStore(ticker.subscribe, ticker.now);
}

function startTicker(clock: HubClock): Ticker {
  const listeners = new Set<() => void>();
  let nowMs = clock.now();
  let timer: ReturnType<typeof setInterval> | null = null;
  const tick = (): void => {
    nowMs = clock.now();
    for (const listener of listeners) {
      listener();
    }
  };
  const ticker: Ticker = {
    now: () => nowMs,
    subscribe(listener) {
      listeners.add(listener);
      if (timer === null) {
        nowMs = clock.now();
        timer = setInterval(tick, EVERY_MS);
        document.addEventListener('visibilitychange', tick);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && timer !== null) {
          clearInterval(timer);
          timer = null;
          document.removeEventListener('visibilitychange', tick);
        }
      };
    },
  };
  tickers.set(clock, ticker);
  return ticker;
}

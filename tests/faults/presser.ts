import { setTimeout as delay } from 'node:timers/promises';
import type { Rating } from '../../contract/rating.ts';
import type { PlannedPress } from './press-plan.ts';

/** While the terminal is down presses come this much slower: the box remembers them, but nobody can be thanked. */
const DOWN_SLOWER = 5;

export type PresserParts = {
  readonly plan: Iterator<PlannedPress, never>;
  readonly pressBox: (rating: Rating) => void;
  /** Rejects when the terminal did not take it. */
  readonly touch: (rating: Rating) => Promise<void>;
  readonly isTerminalUp: () => boolean;
};

/** Visitors who come and press, whatever goes wrong meanwhile. */
export type Presser = {
  /** How often somebody pressed. A touch counts when it was tried, as far as anybody knows it may have arrived. */
  made(): { readonly box: number; readonly touches: number };
  /** Resolves when nobody presses any more and the last touch has been answered or given up. */
  pause(): Promise<void>;
  resume(): void;
  stop(): Promise<void>;
};

export function startPresser(parts: PresserParts): Presser {
  const made = { box: 0, touches: 0 };
  const stopping = new AbortController();
  let paused: PromiseWithResolvers<void> | null = null;
  let touching: Promise<void> | null = null;
  /** Resolves when the loop stands still at a pause. */
  let standing = Promise.withResolvers<void>();

  function press({ by, rating }: PlannedPress): void {
    // One finger at a time: a terminal that stands still is not asked again before it answered.
    if (by === 'box' || touching !== null || !parts.isTerminalUp()) {
      made.box += 1;
      parts.pressBox(rating);
      return;
    }
    made.touches += 1;
    touching = parts
      .touch(rating)
      // The finger met a terminal that was going down: what came of it is for the stores to say.
      .catch(() => undefined)
      .finally(() => {
        touching = null;
      });
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      if (paused !== null) {
        standing.resolve();
        await paused.promise;
        standing = Promise.withResolvers();
        continue;
      }
      const { value } = parts.plan.next();
      await delay(value.afterMs * (parts.isTerminalUp() ? 1 : DOWN_SLOWER));
      if (paused === null && !stopping.signal.aborted) {
        press(value);
      }
    }
    standing.resolve();
  }

  const running = run();

  const resume = (): void => {
    paused?.resolve();
    paused = null;
  };
  return {
    made: () => ({ ...made }),
    async pause() {
      paused ??= Promise.withResolvers();
      await standing.promise;
      await touching;
    },
    resume,
    async stop() {
      stopping.abort();
      resume();
      await running;
      await touching;
    },
  };
}

import { createFailureLimit } from './failure-limit.ts';
import { ProblemError } from './problem.ts';

/** How often somebody may ask for what makes the hub send messages, on one hub. */
export type AskingLimit = {
  /**
   * Counts this time, for each of these.
   *
   * @throws ProblemError 429 when one of them asked as often as they may; then it counts for none.
   */
  count(keys: readonly string[], nowMs: number): void;
};

/** @param what is asked for, in the words of the problem's title: "messages". */
export function createAskingLimit(
  what: string,
  { times, windowMs }: { readonly times: number; readonly windowMs: number },
): AskingLimit {
  const limit = createFailureLimit({ failures: times, windowMs });
  return {
    count(keys, nowMs) {
      const waits = keys.map((key) => limit.retryAfterSeconds(key, nowMs) ?? 0);
      const seconds = Math.max(...waits);
      if (seconds > 0) {
        throw new ProblemError(
          {
            type: 'too-many-messages',
            title: `Too many ${what} within a short time.`,
            status: 429,
            detail: `Try again in ${seconds} seconds.`,
          },
          { 'retry-after': String(seconds) },
        );
      }
      for (const key of keys) {
        limit.fail(key, nowMs);
      }
    },
  };
}

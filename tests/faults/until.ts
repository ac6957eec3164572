import { setTimeout as delay } from 'node:timers/promises';

const ASK_EVERY_MS = 50;

/**
 * Waits for a state of the real thing by asking for it again and again.
 *
 * @param ask null while it is not so yet; what it throws counts as not yet, and is told when time is up.
 * @throws Error that says what did not come about.
 */
export async function until<T>(
  what: string,
  withinMs: number,
  ask: () => T | null | Promise<T | null>,
): Promise<T> {
  const deadlineMs = performance.now() + withinMs;
  let last = '';
  for (;;) {
    try {
      const answer = await within(Math.max(1, deadlineMs - performance.now()), ask());
      if (answer !== null) {
        return answer;
      }
      last = '';
    } catch (error) {
      // Being cut short at the end says less than what was said before.
      if (last === '' || performance.now() <= deadlineMs) {
        last = ` The last try said: ${error instanceof Error ? error.message : String(error)}`;
      }
    }
    if (performance.now() > deadlineMs) {
      throw new Error(`Within ${withinMs / 1_000} s it did not come about that ${what}.${last}`);
    }
    await delay(ASK_EVERY_MS);
  }
}

/** @throws Error when it takes longer: whoever was asked may be frozen or gone. */
export async function within<T>(limitMs: number, answer: T | Promise<T>): Promise<T> {
  const overdue = new AbortController();
  try {
    return await Promise.race([
      answer,
      delay(limitMs, undefined, { signal: overdue.signal }).then((): never => {
        throw new Error(`There was no answer within ${Math.round(limitMs)} ms.`);
      }),
    ]);
  } finally {
    overdue.abort();
  }
}

import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A script of the bench's own in a process of its own, so that it shares no event loop with what is measured. */
export type AskedProcess = AsyncDisposable & {
  /**
   * Asks it for its one answer. Rejects when it ends instead, or does not answer in time.
   *
   * @param within in milliseconds.
   */
  ask(within: number): Promise<unknown>;
};

const READY_WITHIN_MS = 10_000;

/** Starts a script that calls {@link answerParent}, and resolves when it does. Disposing ends the process. */
export async function startAskedProcess(
  script: URL,
  args: readonly string[],
): Promise<AskedProcess> {
  const child = fork(script, [...args], { execArgv: [] });
  const ended = once(child, 'exit');
  const nextMessage = async (withinMs: number): Promise<unknown> => {
    const late = AbortSignal.timeout(withinMs);
    const [message] = await Promise.race([
      once(child, 'message', { signal: late }),
      ended.then(() => {
        throw new Error(`${script.pathname} ended before it answered.`);
      }),
    ]);
    return message;
  };
  const end = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  try {
    await nextMessage(READY_WITHIN_MS);
  } catch (error) {
    await end();
    throw error;
  }
  return {
    ask: (withinMs) => {
      child.send('answer');
      return nextMessage(withinMs);
    },
    [Symbol.asyncDispose]: end,
  };
}

/** In the script: says that it is ready, answers when asked, and ends when the parent process is gone. */
export function answerParent(answer: () => unknown): void {
  process.once('message', () => process.send?.(answer()));
  process.once('disconnect', () => process.exit(0));
  process.send?.('ready');
}

import type { ChildProcess } from 'node:child_process';

/** Enough for what led to it, and for the stack of a crash. */
const LAST_LINES = 60;

export type UnaskedEndParts = {
  /** Of the process, for a reader who sees several. */
  readonly name: string;
  /** Whether a test is ending the process just now. */
  readonly isAsked: () => boolean;
  /** What it wrote until now. */
  readonly output: () => string;
  readonly tell: (words: string) => void;
};

/**
 * Says how a process ended that no test has ended, with the last it wrote: what a driver says of it then is only that it
 * is gone.
 */
export function tellUnaskedEnd(
  child: ChildProcess,
  { name, isAsked, output, tell }: UnaskedEndParts,
): void {
  // Its last words may come after its exit, never after this.
  child.once('close', (code, signal) => {
    if (!isAsked()) {
      const ended = signal === null ? `exit code ${code}` : `signal ${signal}`;
      const last = output().trimEnd().split('\n').slice(-LAST_LINES).join('\n');
      tell(`${name} (process ${child.pid}) ended by itself, with ${ended}. It said last:\n${last}`);
    }
  });
}

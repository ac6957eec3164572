import type { OutboxOutcome } from './press-recorder.ts';

/** What a rejected write says of the outbox: the browser names a lack of room, and Dexie wraps its word. */
export function outcomeOfFailure(error: unknown): Exclude<OutboxOutcome, 'worked'> {
  for (let cause: unknown = error; cause instanceof Object; cause = innerOf(cause)) {
    if ('name' in cause && cause.name === 'QuotaExceededError') {
      return 'full';
    }
  }
  return 'failed';
}

function innerOf(error: object): unknown {
  return 'inner' in error && error.inner !== error ? error.inner : null;
}

import { describe, expect, it } from 'vitest';
import { startAsOneSender } from '../../../../renderer/sync/one-sender.ts';

/** Locks of windows that can be closed; only what a sender uses of them. */
function windowsWithLocks() {
  const waiting: (() => void)[] = [];
  let free = true;
  const grantNext = (): void => {
    const next = waiting.shift();
    free = next === undefined;
    next?.();
  };
  const locks = {
    async request(_name: string, hold: () => Promise<never>) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (free) {
          grantNext();
        }
      });
      return hold();
    },
    query: async () => ({}),
  } as unknown as LockManager;
  return { locks, closeHolder: grantNext };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('one sender', () => {
  it('sends from one window, and from the next when that one is gone', async () => {
    const { locks, closeHolder } = windowsWithLocks();
    const sending: string[] = [];
    for (const name of ['first', 'second']) {
      void startAsOneSender({
        locks,
        start: () => sending.push(name),
        onTrouble: () => undefined,
      });
    }
    await turn();
    expect(sending).toEqual(['first']);
    closeHolder();
    await turn();
    expect(sending).toEqual(['first', 'second']);
  });

  it('sends all the same where there are no locks, or asking for one fails', async () => {
    const denied = {
      request: () => Promise.reject(new DOMException('No locks here.', 'SecurityError')),
      query: async () => ({}),
    } as unknown as LockManager;
    const trouble: string[] = [];
    let started = 0;
    for (const locks of [undefined, denied]) {
      await startAsOneSender({
        locks,
        start: () => (started += 1),
        onTrouble: (detail) => trouble.push(detail),
      });
    }
    expect(started).toBe(2);
    expect(trouble).toEqual(['This window sends without asking the others: No locks here.']);
  });
});

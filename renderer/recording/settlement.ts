import { type Keeping, keeping, PATIENCE_MS, type StoreOutcome } from './keeping.ts';

export type Settlement = {
  readonly kept: Promise<Keeping>;
  journal(outcome: 'kept' | 'failed'): void;
  outbox(outcome: 'kept' | 'failed'): void;
};

/** Waits for both stores' words on one event, and no longer than the visitor can be left waiting. */
export function awaitSettlement(): Settlement {
  const { promise, resolve } = Promise.withResolvers<Keeping>();
  let journal: StoreOutcome = 'pending';
  let outbox: StoreOutcome = 'pending';
  let elapsedMs = 0;

  function judge(): void {
    const verdict = keeping(journal, outbox, elapsedMs);
    if (verdict !== null) {
      clearTimeout(patience);
      resolve(verdict);
    }
  }

  const patience = setTimeout(() => {
    elapsedMs = PATIENCE_MS;
    judge();
  }, PATIENCE_MS);

  return {
    kept: promise,
    journal(outcome) {
      journal = outcome;
      judge();
    },
    outbox(outcome) {
      outbox = outcome;
      judge();
    },
  };
}

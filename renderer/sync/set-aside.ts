import { STATEMENT_EVERY_MS } from './sync-machine.ts';

/** Others go first for so long. An idle terminal looks after its queue as often. */
const SET_ASIDE_FOR_MS = STATEMENT_EVERY_MS;
/** What makes the hub refuse batches may be the hub's own fault; then the queue must not be passed over as a whole. */
const MAX_SET_ASIDE = 16;

/** Events that make the hub refuse a batch even when they are alone in it: others go first for a while. */
export type SetAside = {
  add(this: void, id: string): void;
  has(this: void, id: string): boolean;
};

export function createSetAside(monotonicMs: () => number): SetAside {
  const untilMs = new Map<string, number>();

  function has(id: string): boolean {
    const until = untilMs.get(id);
    if (until !== undefined && monotonicMs() >= until) {
      untilMs.delete(id);
    }
    return untilMs.has(id);
  }

  return {
    has,
    add(id) {
      if ([...untilMs.keys()].filter(has).length < MAX_SET_ASIDE) {
        untilMs.set(id, monotonicMs() + SET_ASIDE_FOR_MS);
      }
    },
  };
}

import type { NumberRange } from '../../contract/number-range.ts';
import type { LedgerBooks } from '../outbox/outbox.ts';

/** Looks for numbers that the outbox lacks and nobody answered, where its queue would stop for ever. */
export type GapWatch = {
  /** Looks at the books of this moment; true while a gap stands that wants another look. */
  look(books: readonly LedgerBooks[]): boolean;
};

export type GapWatchOptions = {
  /** Asks for the numbers' events; what comes of it shows at a later look. Never rejects. */
  readonly fill: (ledgerId: string, gap: NumberRange) => Promise<void>;
  readonly monotonicMs: () => number;
};

/** A press takes far less from its number to its commit, so what is missing for longer is missing. */
const STANDS_AFTER_MS = 5_000;

/** Asks for the same gap as often as it is looked at, but not more often than it could have been filled. */
export function createGapWatch({ fill, monotonicMs }: GapWatchOptions): GapWatch {
  const standing = new Map<string, { readonly from: number; readonly dueMs: number }>();
  return {
    look(books) {
      for (const { ledgerId, gap } of books) {
        if (gap === null) {
          standing.delete(ledgerId);
          continue;
        }
        const nowMs = monotonicMs();
        const seen = standing.get(ledgerId);
        if (seen?.from === gap.from && nowMs < seen.dueMs) {
          continue;
        }
        standing.set(ledgerId, { from: gap.from, dueMs: nowMs + STANDS_AFTER_MS });
        if (seen?.from === gap.from) {
          void fill(ledgerId, gap);
        }
      }
      return standing.size > 0;
    },
  };
}

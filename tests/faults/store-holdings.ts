import { z } from 'zod';
import { JournalHolding } from '../../contract/ipc.ts';

/** What both stores of a terminal hold at one moment. */
export const StoreHoldings = z.object({
  journal: z.array(JournalHolding),
  outbox: z.array(
    z.object({
      ledgerId: z.string(),
      /** Everything up to here the hub has answered. */
      mark: z.int(),
      highest: z.int(),
      /** Events above the mark. */
      heldBeyondMark: z.int(),
    }),
  ),
});
export type StoreHoldings = z.infer<typeof StoreHoldings>;

/**
 * What keeps the stores from being whole, each by itself: every number that the hub has not answered is in both. Null
 * when nothing does. Only then may one of them be harmed: the promise covers one loss at a time.
 */
export function notWhole({ journal, outbox }: StoreHoldings): string | null {
  for (const { ledgerId, highest, missing } of journal) {
    if (missing.length > 0) {
      return `the journal lacks ${JSON.stringify(missing.slice(0, 3))} of ledger ${ledgerId}`;
    }
    const held = outbox.find((each) => each.ledgerId === ledgerId);
    if (held === undefined) {
      return `the outbox has nothing of ledger ${ledgerId}`;
    }
    if (held.highest !== highest) {
      return `of ledger ${ledgerId} the journal ends at ${highest} and the outbox at ${held.highest}`;
    }
    if (held.heldBeyondMark !== highest - held.mark) {
      return `the outbox holds ${held.heldBeyondMark} of the ${highest - held.mark} events above ${held.mark} of ledger ${ledgerId}`;
    }
  }
  const unknown = outbox.find(
    ({ ledgerId }) => !journal.some((each) => each.ledgerId === ledgerId),
  );
  return unknown === undefined ? null : `the journal has nothing of ledger ${unknown.ledgerId}`;
}

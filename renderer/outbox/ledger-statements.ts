import { type LedgerStatement, MAX_STATED_LEDGERS } from '../../contract/protocol/events.ts';
import type { LedgerBooks } from './outbox.ts';

const MAX_STATED_PARKED = 1_000;

/**
 * The books as the protocol states them: of more ledgers than fit, the unfinished first and then the newest; of more
 * parked events in one ledger, the oldest. In the order of the books.
 */
export function ledgerStatements(books: readonly LedgerBooks[]): LedgerStatement[] {
  const stated = new Set(
    [...books.filter(isUnfinished).toReversed(), ...books.toReversed()].slice(
      0,
      MAX_STATED_LEDGERS,
    ),
  );
  return books
    .filter((each) => stated.has(each))
    .map(({ ledgerId, made, queued, oldestQueued, parked }) => ({
      ledgerId,
      made,
      queued,
      oldestQueued,
      parked: parked.slice(0, MAX_STATED_PARKED),
    }));
}

function isUnfinished({ queued, parked }: LedgerBooks): boolean {
  return queued > 0 || parked.length > 0;
}

import { countOf, type NumberRanges, subtract, union } from '../../contract/number-ranges.ts';
import type { Balance, LedgerBook } from '../../contract/protocol/fleet.ts';

/** One ledger as ingest keeps it. */
export type KeptLedger = {
  readonly ledgerId: string;
  readonly forked: boolean;
  readonly stored: NumberRanges;
  /** As the terminal stated it; may hold numbers that were stored after all. */
  readonly parked: NumberRanges;
  /** Events among those stored that stand for one that was lost. */
  readonly lostEvents: number;
  /** As the terminal stated it last. */
  readonly made: number;
  readonly oldestQueued: number | null;
  readonly statedAtMs: number | null;
};

const MAX_GAPS = 20;

/**
 * The books of one terminal's ledgers, in the order given. Every number up to the highest the hub heard of is counted
 * under exactly one heading, so they add up whatever a terminal states:
 *
 * - stored, unless it stands for a lost event: that one is unaccounted for;
 * - parked, unless it was stored after all;
 * - of the rest, what the terminal's oldest waiting number and those above it are, waits; what lies below is a gap.
 *
 * @param booksStatedAtMs when the terminal last stated all of its ledgers. What it left out then is lost with all that
 *   waited in it; except beside a forked ledger, whose other holder states ledgers of its own.
 */
export function balanceLedgers(
  ledgers: readonly KeptLedger[],
  booksStatedAtMs: number | null,
): LedgerBook[] {
  const cloned = ledgers.some(({ forked }) => forked);
  return ledgers.map((ledger) => {
    const lost =
      !cloned &&
      booksStatedAtMs !== null &&
      ledger.statedAtMs !== null &&
      ledger.statedAtMs < booksStatedAtMs;
    return balanceLedger(ledger, lost);
  });
}

function balanceLedger(ledger: KeptLedger, lost: boolean): LedgerBook {
  const settled = union(ledger.stored, ledger.parked);
  const made = Math.max(ledger.made, settled.at(-1)?.through ?? 0);
  const oldestWaiting = lost ? null : ledger.oldestQueued;
  const through = Math.min(made, (oldestWaiting ?? Infinity) - 1);
  const gaps = through < 1 ? [] : subtract([{ from: 1, through }], settled);
  const held = countOf(ledger.stored);
  const lostEvents = Math.min(ledger.lostEvents, held);
  const missing = countOf(gaps);
  return {
    ledgerId: ledger.ledgerId,
    state: lost ? 'lost' : 'open',
    forked: ledger.forked,
    made,
    stored: held - lostEvents,
    queued: made - countOf(settled) - missing,
    parked: countOf(settled) - held,
    unaccounted: missing + lostEvents,
    statedAtMs: ledger.statedAtMs,
    gaps: gaps.slice(0, MAX_GAPS),
  };
}

/**
 * The sum of books. It stays an exact number even if a terminal states more events than there can be: what the hub
 * holds is counted first, mere statements are cut.
 */
export function sumBalances(books: readonly Balance[]): Balance {
  let room = Number.MAX_SAFE_INTEGER;
  const sum = (heading: keyof Balance): number => {
    const total = books.reduce((count, book) => Math.min(room, count + book[heading]), 0);
    room -= total;
    return total;
  };
  const [stored, parked, queued, unaccounted] = [
    sum('stored'),
    sum('parked'),
    sum('queued'),
    sum('unaccounted'),
  ];
  return { made: stored + parked + queued + unaccounted, stored, queued, parked, unaccounted };
}

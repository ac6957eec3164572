import { rangesOf } from '../../contract/number-ranges.ts';
import { MAX_STATED_LEDGERS, type LedgerStatement } from '../../contract/protocol/events.ts';
import { writeMultirange } from '../database/multirange.ts';
import type { Candidate } from './read-batch.ts';

/** What one request has to say about one ledger, ready to be entered in its books. */
export type LedgerEntry = {
  readonly ledgerId: string;
  readonly arrived: {
    /** The numbers of the events stored now; see {@link writeMultirange}. */
    readonly numbers: string;
    /** Two events came with one number. */
    readonly twice: boolean;
    /** How many of them stand for an event that was lost. */
    readonly lost: number;
  } | null;
  readonly stated: {
    readonly made: number;
    /** Without the numbers that the same request brought. */
    readonly queued: number;
    readonly oldestQueued: number | null;
    readonly parked: string;
  } | null;
};

export type LedgerEntries = {
  readonly entries: readonly LedgerEntry[];
  /** Every ledger the terminal holds is stated: the list is neither empty nor full. */
  readonly nameAll: boolean;
};

/**
 * One entry per ledger that is stated or of which an event is held now, in an order all requests share.
 *
 * @param statements of one stated twice the last counts.
 * @param held the request's events that the hub has now; those in `fresh` it had not before.
 */
export function ledgerEntries(
  statements: readonly LedgerStatement[],
  held: readonly Candidate[],
  fresh: ReadonlySet<string>,
): LedgerEntries {
  const stated = new Map(statements.map((statement) => [statement.ledgerId, statement]));
  const heldByLedger = Map.groupBy(held, ({ event }) => event.ledgerId);
  const nameAll = statements.length > 0 && statements.length < MAX_STATED_LEDGERS;
  const entries = namedLedgers(statements, held).map(({ ledgerId }): LedgerEntry => {
    const events = heldByLedger.get(ledgerId) ?? [];
    const statement = stated.get(ledgerId);
    return {
      ledgerId,
      arrived: arrival(events.filter(({ id }) => fresh.has(id))),
      stated:
        statement === undefined
          ? null
          : {
              made: statement.made,
              queued: Math.max(0, statement.queued - distinctNumbers(events)),
              oldestQueued: statement.oldestQueued,
              parked: multirangeOf(statement.parked),
            },
    };
  });
  return { entries, nameAll };
}

/** A ledger that a request names, and the numbers of its events that came along; see {@link writeMultirange}. */
export type NamedLedger = { readonly ledgerId: string; readonly numbers: string };

/** Every ledger a request names, in an order all requests share. */
export function namedLedgers(
  statements: readonly LedgerStatement[],
  candidates: readonly Candidate[],
): NamedLedger[] {
  const numbers = new Map<string, number[]>(statements.map(({ ledgerId }) => [ledgerId, []]));
  for (const { event } of candidates) {
    const known = numbers.get(event.ledgerId);
    if (known === undefined) {
      numbers.set(event.ledgerId, [event.number]);
    } else {
      known.push(event.number);
    }
  }
  return [...numbers.keys()]
    .toSorted()
    .map((ledgerId) => ({ ledgerId, numbers: multirangeOf(numbers.get(ledgerId) ?? []) }));
}

function arrival(fresh: readonly Candidate[]): LedgerEntry['arrived'] {
  return fresh.length === 0
    ? null
    : {
        numbers: multirangeOf(fresh.map(({ event }) => event.number)),
        twice: distinctNumbers(fresh) < fresh.length,
        lost: fresh.filter(({ event }) => event.type === 'void' && event.reason === 'lost').length,
      };
}

function distinctNumbers(candidates: readonly Candidate[]): number {
  return new Set(candidates.map(({ event }) => event.number)).size;
}

function multirangeOf(numbers: readonly number[]): string {
  return writeMultirange(rangesOf(numbers));
}

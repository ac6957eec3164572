import { countOf, type NumberRanges, rangesOf } from '../../contract/number-ranges.ts';
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

/** What the books have to know of an event. */
export type NumberedEvent = Pick<Candidate, 'id' | 'ledgerId' | 'number' | 'isLost'>;

/**
 * One entry per ledger that is stated or of which an event is held now, in an order all requests share.
 *
 * @param statements of one stated twice the last counts.
 * @param held the request's events that the hub has now; those in `known` it had before.
 */
export function ledgerEntries(
  statements: readonly LedgerStatement[],
  held: readonly NumberedEvent[],
  known: ReadonlySet<string>,
): LedgerEntries {
  const stated = new Map(statements.map((statement) => [statement.ledgerId, statement]));
  const nameAll = statements.length > 0 && statements.length < MAX_STATED_LEDGERS;
  const entries = byLedger(statements, held).map(([ledgerId, events]): LedgerEntry => {
    const statement = stated.get(ledgerId);
    return {
      ledgerId,
      arrived: arrival(known.size === 0 ? events : events.filter(({ id }) => !known.has(id))),
      stated:
        statement === undefined
          ? null
          : {
              made: statement.made,
              queued: Math.max(0, statement.queued - countOf(numbersOf(events))),
              oldestQueued: statement.oldestQueued,
              parked: writeMultirange(rangesOf(statement.parked)),
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
  candidates: readonly NumberedEvent[],
): NamedLedger[] {
  return byLedger(statements, candidates).map(([ledgerId, events]) => ({
    ledgerId,
    numbers: writeMultirange(numbersOf(events)),
  }));
}

function byLedger(
  statements: readonly LedgerStatement[],
  events: readonly NumberedEvent[],
): [string, NumberedEvent[]][] {
  const ledgers = new Map<string, NumberedEvent[]>(
    statements.map(({ ledgerId }) => [ledgerId, []]),
  );
  for (const event of events) {
    const others = ledgers.get(event.ledgerId);
    if (others === undefined) {
      ledgers.set(event.ledgerId, [event]);
    } else {
      others.push(event);
    }
  }
  return [...ledgers].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function arrival(fresh: readonly NumberedEvent[]): LedgerEntry['arrived'] {
  const numbers = numbersOf(fresh);
  return fresh.length === 0
    ? null
    : {
        numbers: writeMultirange(numbers),
        twice: countOf(numbers) < fresh.length,
        lost: fresh.filter(({ isLost }) => isLost).length,
      };
}

function numbersOf(events: readonly NumberedEvent[]): NumberRanges {
  return rangesOf(events.map(({ number }) => number));
}

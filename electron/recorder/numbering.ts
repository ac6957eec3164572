import type { LedgerId } from '../../contract/identifiers.ts';
import type { LedgerEnd, OutboxReport } from '../../contract/ipc.ts';

/** The ledger that is being written and the number its next event gets. */
export type Numbering = { readonly ledgerId: LedgerId; readonly next: number };

/** What the journal says at start: where its newest ledger stands, that it holds none, or nothing at all. */
export type JournalWord = LedgerEnd | 'empty' | 'unavailable';

/**
 * Where to go on once the outbox has spoken: in the journal's ledger after the highest number of either store; when
 * the journal is empty, in the outbox's newest. Where one store says nothing it may hold numbers that the other has
 * never seen, so no ledger can go on: a new one cannot collide.
 */
export function numberingFrom(
  journal: JournalWord,
  outbox: OutboxReport,
  newLedgerId: () => LedgerId,
): Numbering {
  if (journal === 'unavailable' || outbox.state === 'unavailable') {
    return newLedger(newLedgerId);
  }
  if (journal !== 'empty') {
    return raised({ ledgerId: journal.ledgerId, next: journal.highest + 1 }, outbox);
  }
  // Ledger ids are UUIDs version 7, so the greatest is the newest.
  const newest = outbox.ledgers.toSorted((a, b) => (a.ledgerId < b.ledgerId ? -1 : 1)).at(-1);
  return newest === undefined
    ? newLedger(newLedgerId)
    : { ledgerId: newest.ledgerId, next: newest.highest + 1 };
}

export function newLedger(newLedgerId: () => LedgerId): Numbering {
  return { ledgerId: newLedgerId(), next: 1 };
}

/** The same numbering, above everything the outbox holds of its ledger. */
export function raised(numbering: Numbering, outbox: OutboxReport): Numbering {
  const inOutbox =
    outbox.state === 'ready'
      ? outbox.ledgers.find(({ ledgerId }) => ledgerId === numbering.ledgerId)
      : undefined;
  return { ...numbering, next: Math.max(numbering.next, (inOutbox?.highest ?? 0) + 1) };
}

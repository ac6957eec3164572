import type { LedgerId } from '../../contract/identifiers.ts';
import type { OutboxReport } from '../../contract/ipc.ts';
import type { LedgerEnd } from '../../contract/ipc.ts';

/** The ledger that is being written and the number its next event gets. */
export type Numbering = { readonly ledgerId: LedgerId; readonly next: number };

/**
 * Where to go on: in the journal's ledger after the highest number of either store; when the journal is empty, in the
 * outbox's newest; when both are empty, in a new one.
 */
export function numberingFrom(
  journal: LedgerEnd | null,
  outbox: OutboxReport,
  newLedgerId: () => LedgerId,
): Numbering {
  const inOutbox = outbox.state === 'ready' ? outbox.ledgers : [];
  if (journal !== null) {
    return raised({ ledgerId: journal.ledgerId, next: journal.highest + 1 }, outbox);
  }
  // Ledger ids are UUIDs version 7, so the greatest is the newest.
  const newest = inOutbox.toSorted((a, b) => (a.ledgerId < b.ledgerId ? -1 : 1)).at(-1);
  return newest === undefined
    ? { ledgerId: newLedgerId(), next: 1 }
    : { ledgerId: newest.ledgerId, next: newest.highest + 1 };
}

/** The same numbering, above everything the outbox holds of its ledger. */
export function raised(numbering: Numbering, outbox: OutboxReport): Numbering {
  const inOutbox =
    outbox.state === 'ready'
      ? outbox.ledgers.find(({ ledgerId }) => ledgerId === numbering.ledgerId)
      : undefined;
  return { ...numbering, next: Math.max(numbering.next, (inOutbox?.highest ?? 0) + 1) };
}

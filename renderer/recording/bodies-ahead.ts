import type { EventBody } from '../../contract/event-body.ts';
import type { JournalHolding } from '../../contract/ipc.ts';
import type { NumberRange } from '../../contract/number-range.ts';
import type { LedgerBooks, Outbox } from '../outbox/outbox.ts';

/**
 * The events that an outbox holds and the journal lacks, at most `limit`, oldest first: those beyond the journal's
 * highest before those in its holes, because they say which presses of a box were recorded. Reads nothing else.
 */
export async function bodiesAhead(
  outbox: Pick<Outbox, 'newest'>,
  books: readonly LedgerBooks[],
  journal: readonly JournalHolding[],
  limit: number,
): Promise<readonly EventBody[]> {
  const held = new Map(journal.map((holding) => [holding.ledgerId, holding]));
  const found = new Map<string, readonly EventBody[]>();
  let room = limit;

  async function take(ledgerId: string, range: NumberRange): Promise<void> {
    if (room > 0 && range.from <= range.through) {
      const bodies = await outbox.newest(ledgerId, range, room);
      found.set(ledgerId, [...bodies, ...(found.get(ledgerId) ?? [])]);
      room -= bodies.length;
    }
  }

  const newest = books.at(-1)?.ledgerId;
  for (const { ledgerId, made, mark } of books.toReversed()) {
    // Of an older ledger that the journal knows nothing of, what the hub has needs no second store any more.
    const highest = held.get(ledgerId)?.highest ?? (ledgerId === newest ? 0 : mark);
    await take(ledgerId, { from: highest + 1, through: made });
  }
  for (const { ledgerId } of books.toReversed()) {
    for (const range of held.get(ledgerId)?.missing.toReversed() ?? []) {
      await take(ledgerId, range);
    }
  }
  return books.flatMap(({ ledgerId }) => found.get(ledgerId) ?? []);
}

import type { EventsReply } from '../../contract/protocol/events.ts';
import type { LedgerBooks, Outbox } from '../outbox/outbox.ts';

export type HubBooksOptions = {
  readonly outbox: Pick<Outbox, 'reconcile'>;
  /** Everything of a ledger up to a number is stored at the hub. */
  readonly onStoredThrough: (ledgerId: string, number: number) => void;
  /** The hub holds another event at one of this ledger's numbers; told once. */
  readonly onForked: (ledgerId: string) => void;
};

/** What the hub says of our ledgers, held against what we say of them. */
export type HubBooks = {
  /**
   * Takes in a reply to a batch that stated these books, or none. True when the hub lacks what it once confirmed, as
   * far as they tell: those events are queued again.
   */
  compare(stated: readonly LedgerBooks[], reply: EventsReply): Promise<boolean>;
  /** Tells what is stored by the hub's last word, once, with the books as they stand a turn later. */
  tell(books: readonly LedgerBooks[]): void;
};

export function createHubBooks(options: HubBooksOptions): HubBooks {
  /** Highest number per ledger that was told to be stored at the hub. */
  const told = new Map<string, number>();
  /** The hub's last word, not told yet. */
  const storedThrough = new Map<string, number>();
  /** Where the hub stopped before a number that is parked here, and events were sent again for it. */
  const stoppedAtParked = new Map<string, number>();
  const forked = new Set<string>();

  /** Below what was answered before this batch the hub was restored. What this batch brought proves nothing yet. */
  function isBehind({ ledgerId, mark, parked }: LedgerBooks, stored: number): boolean {
    if (stored >= mark) {
      return false;
    }
    if (!parked.includes(stored + 1)) {
      return true;
    }
    // Or it does not believe what we state as parked, and tells nothing of what lies behind: sent again once.
    const known = stoppedAtParked.get(ledgerId) === stored;
    stoppedAtParked.set(ledgerId, stored);
    return !known;
  }

  return {
    async compare(stated, { ledgers }) {
      const word = new Map(ledgers.map((each) => [each.ledgerId, each.storedThrough]));
      for (const [ledgerId, stored] of word) {
        storedThrough.set(ledgerId, stored);
      }
      let rewound = false;
      for (const books of stated) {
        const stored = word.get(books.ledgerId);
        if (
          stored !== undefined &&
          isBehind(books, stored) &&
          (await options.outbox.reconcile(books.ledgerId, stored))
        ) {
          rewound = true;
          // Told now: until it is, a journal would let go of what only it may hold.
          told.set(books.ledgerId, stored);
          options.onStoredThrough(books.ledgerId, stored);
        }
      }
      for (const ledger of ledgers) {
        if (ledger.forked && !forked.has(ledger.ledgerId)) {
          forked.add(ledger.ledgerId);
          options.onForked(ledger.ledgerId);
        }
      }
      return rewound;
    },
    tell(books) {
      for (const { ledgerId, mark } of books) {
        const stored = storedThrough.get(ledgerId);
        if (stored === undefined) {
          continue;
        }
        const before = told.get(ledgerId) ?? 0;
        // Lower than before only by the hub's own word: an outbox that lost its mark says nothing about the hub.
        const now = stored < before ? stored : Math.max(before, Math.min(mark, stored));
        told.set(ledgerId, now);
        if (now > 0 || stored === 0) {
          options.onStoredThrough(ledgerId, now);
        }
      }
      storedThrough.clear();
    },
  };
}

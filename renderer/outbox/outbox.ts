import type { EventBody } from '../../contract/event-body.ts';
import type { NumberRange } from '../../contract/number-range.ts';
import type { RejectionReason } from '../../contract/protocol/events.ts';

/** An event as the outbox holds it. */
export type OutboxEntry = {
  readonly ledgerId: string;
  readonly number: number;
  readonly id: string;
  readonly body: EventBody;
};

/** An event as read from its body; whoever has read one hands it on, so that nobody reads it again. */
export type ReadEvent = {
  readonly entry: OutboxEntry;
  /** It jumps the queue: somebody may be waiting in the shop. */
  readonly urgent: boolean;
};

/**
 * What became of an event that was offered: `present` means these very bytes were held already; `conflict` means
 * another event holds its number, and this one was not added.
 */
export type AddOutcome = 'added' | 'present' | 'conflict';

/** Where an event stands in its ledger; given while its number is taken. */
export type LedgerPlace = { readonly ledgerId: string; readonly number: number };

/** Makes an event for its place and fixes its bytes; what it throws, recording rejects with. */
export type FreezeAt = (place: LedgerPlace) => EventBody;

/** The books of one ledger. `made = answered + queued + parked`. */
export type LedgerBooks = {
  readonly ledgerId: string;
  /** Highest number held or ever answered. */
  readonly made: number;
  /** Everything up to here is answered or parked. */
  readonly mark: number;
  readonly queued: number;
  readonly oldestQueued: number | null;
  readonly parked: readonly number[];
  /**
   * The numbers right after the mark, at most `MAX_GAP_FILL`, that are neither answered nor held although higher ones
   * were made. One that stays will stay for ever, and hold the mark up, until `PressRecorder.fillGap` closes it.
   */
  readonly gap: NumberRange | null;
};

/** An event the hub rejected: kept with the reason, never deleted, sent again only on demand. */
export type ParkedEntry = OutboxEntry & {
  readonly reason: RejectionReason;
  readonly detail: string;
};

/** The hub's answer to one entry. */
export type EntryAnswer =
  | { readonly number: number; readonly outcome: 'stored' }
  | {
      readonly number: number;
      readonly outcome: 'parked';
      readonly reason: RejectionReason;
      readonly detail: string;
    };

/** Which answered events stay: the newest so many, unless they were made before a moment. */
export type Kept = { readonly newest: number; readonly madeAfterMs: number };

/**
 * The terminal's queue of events that the hub has not answered yet, and the store behind it.
 *
 * Obligations of an implementation:
 * - `add` and `record` resolve only after the events are durable, and reject only when none of them is kept;
 * - adding is by ledger and number, so a replay is harmless and never overwrites;
 * - an event added behind the mark is queued all the same, since nobody answered it here;
 * - an unanswered or parked event is never removed by anything;
 * - answers move a mark and touch no event, and nothing but `prune` costs more when more events are held: neither the
 *   start, nor adding, nor draining;
 * - one instance at a time writes to a store.
 */
export interface Outbox {
  /** Adds frozen events, all or none; one outcome each, in order. Issues its write before it returns. */
  add(events: readonly (EventBody | ReadEvent)[]): Promise<readonly AddOutcome[]>;

  /**
   * Takes the next numbers of the newest ledger that has not ended (of `newLedgerId` when there is none) and stores the
   * events frozen for them, in order and in one transaction: all or none.
   */
  record(newLedgerId: string, freeze: readonly FreezeAt[]): Promise<readonly ReadEvent[]>;

  /** `record` gives out no more numbers of this ledger; everything else stays as it is. */
  endLedger(ledgerId: string): Promise<void>;

  /**
   * The first unanswered events after a place of the queue (null: from its start), oldest ledger first, ascending.
   * Fewer than `limit` when these are all.
   */
  queuedAfter(place: LedgerPlace | null, limit: number): Promise<readonly OutboxEntry[]>;

  /** Unanswered negative presses, newest first, as long as `isFresh` says so of their bodies. */
  urgentQueued(
    limit: number,
    isFresh: (body: EventBody) => boolean,
  ): Promise<readonly OutboxEntry[]>;

  /**
   * Takes in the hub's answers to entries of one ledger. It need not survive a power cut: what is forgotten of it is
   * sent again. That an event is parked does survive.
   */
  settle(ledgerId: string, answers: readonly EntryAnswer[]): Promise<void>;

  /** The hub confirmed everything up to a number to this very terminal, before this outbox lost it. */
  confirm(ledgerId: string, through: number): Promise<void>;

  /** The hub's word on what it holds; below our mark, events from there are queued again. True when that happened. */
  reconcile(ledgerId: string, storedThrough: number): Promise<boolean>;

  /** The books of every ledger, oldest first. */
  books(): Promise<readonly LedgerBooks[]>;

  /** The newest `limit` events of a range of numbers, ascending. */
  newest(ledgerId: string, range: NumberRange, limit: number): Promise<readonly EventBody[]>;

  /**
   * From which number on this outbox may lack some up to `through`; null when it lacks none. Looks only at what came
   * after it was last found, or declared, complete.
   */
  lacksFrom(ledgerId: string, through: number): Promise<number | null>;

  /** Whatever other stores hold up to a number was offered to this outbox: it need not be looked for again. */
  declareComplete(ledgerId: string, through: number): Promise<void>;

  parked(): Promise<readonly ParkedEntry[]>;

  /** Queues parked events again, because somebody asked for it. */
  retryParked(ledgerId: string, numbers: readonly number[]): Promise<void>;

  /** Removes answered events beyond what is kept for later questions. Returns how many. */
  prune(keep: Kept): Promise<number>;

  close(): void;
}

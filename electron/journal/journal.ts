import type { EventBody } from '../../contract/event-body.ts';
import type { LedgerId } from '../../contract/identifiers.ts';
import type { IpcPush, JournalHolding, JournalSummary, LedgerEnd } from '../../contract/ipc.ts';
import type { BoxMemory } from './box-memory.ts';
import type { EventHeader } from './journal-record.ts';
import type { Place } from './ledger-places.ts';

export type Appended =
  /** On disk: it survives a crash and a power cut. */
  { readonly kept: true } | { readonly kept: false; readonly error: string };

export type JournalPage = {
  readonly bodies: EventBody[];
  /** The number to ask for next, or null when nothing more of what was asked for is held. */
  readonly next: number | null;
};

/** Whether the disk has room for the journal. */
export type JournalRoom = IpcPush<'journalRoom'>['state'];

/**
 * The terminal's own record of its events, outside the browser profile.
 *
 * Obligations: an append resolves `kept: true` only after its bytes are on disk, and never rejects; records stay in
 * the order of their appends; a failed append leaves nothing behind once a later one was kept; nothing kept is ever
 * changed, and removed only when the hub has it. What was removed or got damaged is not held any more; the end of its
 * ledger, the mark and the memory of the boxes stay for ever.
 */
export interface Journal {
  /** Whether its records could be read. When not, it may hold numbers that it does not know of. */
  readonly available: boolean;
  /** @param header what the body says, where the caller has just made it; it is read from the body otherwise. */
  append(body: EventBody, header?: EventHeader): Promise<Appended>;
  /** The hub has everything up to here. A lower number than before is taken too: the hub came back from a backup. */
  markStoredThrough(ledgerId: LedgerId, number: number): Promise<Appended>;
  holds(ledgerId: LedgerId, number: number): boolean;
  /** Where the ledger of its newest event stands, or null when the journal never held an event. */
  newest(): LedgerEnd | null;
  summary(): JournalSummary[];
  holdings(): JournalHolding[];
  /**
   * Up to `limit` numbers of a ledger from `from` through `through`, in order. Rejects when a file cannot be read;
   * what was damaged since it was written is left out, and not held from then on.
   */
  page(ledgerId: LedgerId, from: number, limit: number, through?: number): Promise<JournalPage>;
  /**
   * Counting on a box goes on from here, although no event says so: it was seen for the first time, started anew, or was
   * pressed to no effect. Of a start that is known already, the buttons that are not named stay as they are.
   */
  noteBox(boxId: string, memory: BoxMemory): Promise<Appended>;
  /** Where counting on each box stands, whatever the order its events were written in. */
  boxes(): ReadonlyMap<string, BoxMemory>;
  room(): JournalRoom;
  /** Finishes what was appended, then releases the files; later appends are not kept. */
  close(): Promise<void>;
}

/** What the journal found or did that somebody should know. */
export type JournalReport =
  /** A whole line that is no record. Its bytes stay; its number is missing. */
  | {
      readonly what: 'damaged-record';
      readonly segment: number;
      readonly place: Place;
      readonly detail: string;
    }
  /** Bytes after the last whole line: a write that was never acknowledged. They were cut off. */
  | { readonly what: 'torn-tail'; readonly segment: number; readonly place: Place }
  /** Events of a segment that were there and cannot be read any more. */
  | { readonly what: 'segment-damaged'; readonly segment: number; readonly events: number }
  /** A segment that the hub may not have all of is gone. */
  | { readonly what: 'segment-missing'; readonly segment: number }
  /** The directory of segments cannot be used, so the segments were read. */
  | { readonly what: 'directory-unusable'; readonly detail: string }
  /** The next start reads more than it has to. */
  | { readonly what: 'directory-not-written'; readonly detail: string }
  /** The last segment grows beyond its size. */
  | { readonly what: 'segment-not-begun'; readonly detail: string }
  /** The hub has had these events for long, or the disk is full and the hub has them. */
  | {
      readonly what: 'segments-removed';
      readonly segments: number;
      readonly events: number;
      readonly reason: 'old' | 'disk-full';
    }
  | { readonly what: 'segment-not-closed'; readonly segment: number; readonly detail: string }
  | { readonly what: 'segment-not-removed'; readonly segment: number; readonly detail: string }
  /** On a full disk nothing more will be kept. */
  | { readonly what: 'reserve-not-held'; readonly detail: string };

import type { EventBody } from '../../contract/event-body.ts';
import type { EventId, LedgerId } from '../../contract/identifiers.ts';
import type { Instant } from '../../contract/instant.ts';
import type { LedgerEnd } from '../../contract/ipc.ts';
import type { EventHeader } from '../journal/journal-record.ts';
import type { RecordedPresses } from './ahead-events.ts';
import type { FrozenEvent } from './frozen-event.ts';
import type { HeardStaff } from './make-acknowledged.ts';
import type { HeardFlow } from './make-flow.ts';
import type { PreviousPress, SpacedPress } from './make-pressed.ts';
import type { JournalWord, Numbering } from './numbering.ts';

export type RecorderEffect =
  | {
      readonly kind: 'write-journal';
      readonly id: EventId;
      readonly body: EventBody;
      /** What the body says; null where it has to be read. */
      readonly header: EventHeader | null;
    }
  | { readonly kind: 'push-pressed'; readonly body: EventBody; readonly ageMs: number }
  | { readonly kind: 'push-journal-settled'; readonly id: EventId; readonly kept: boolean }
  | { readonly kind: 'report'; readonly report: RecorderReport };

/** What somebody should know. */
export type RecorderReport =
  | { readonly what: 'press-refused'; readonly waiting: number }
  | { readonly what: 'press-not-recordable'; readonly source: string; readonly detail: string }
  | { readonly what: 'answer-not-recordable'; readonly type: string; readonly detail: string }
  /** A press that the box counted and the outbox turned out to hold. */
  | { readonly what: 'press-recorded-before'; readonly id: EventId }
  | { readonly what: 'not-saved'; readonly number: number }
  /** Another event holds a number of the ledger that was being written; a new one was opened. */
  | { readonly what: 'ledger-forked'; readonly ledgerId: LedgerId; readonly next: LedgerId }
  /** No store holds these events any more; voids took their place. */
  | { readonly what: 'events-lost'; readonly ledgerId: LedgerId; readonly events: number }
  | { readonly what: 'journal-owes-too-much'; readonly number: number };

/** The moment of a transition, and where ids come from. */
export type RecorderMoment = { readonly at: Instant; readonly newId: () => EventId };

/** What tells events apart, and numbers. */
export type NumberedEvent = Pick<FrozenEvent, 'id' | 'ledgerId' | 'number'>;

/** How one store fared. */
export type Write = 'pending' | 'kept' | 'failed';

export type HeldEvent = FrozenEvent & { readonly journal: Write; readonly outbox: Write };

export type OwedEvent = Pick<FrozenEvent, 'id' | 'ledgerId' | 'number' | 'body'> & {
  readonly writing: boolean;
};

/** What was heard and needs a number. */
export type Heard = SpacedPress | HeardStaff | HeardFlow;

export type RecorderState = {
  readonly journal: JournalWord;
  /** Null while no press has needed a number and the outbox has not spoken. */
  readonly numbering: Numbering | null;
  readonly waits: 'every-press' | 'resumed-presses' | 'no-press';
  /** In the order they were heard. */
  readonly waiting: readonly Heard[];
  readonly recorded: RecordedPresses;
  readonly attached: boolean;
  /** Where the outbox stood when it was heard last; null when there was none to be had. */
  readonly outboxEnds: readonly LedgerEnd[] | null;
  /** Numbered events whose stores have not both answered. */
  readonly held: readonly HeldEvent[];
  /** Void events whose number no store holds yet. */
  readonly voids: readonly FrozenEvent[];
  /** Events the outbox holds and the journal does not; `writing` while the journal is trying again. */
  readonly owed: readonly OwedEvent[];
  /** Voids of lost events that the journal is writing. */
  readonly filling: readonly NumberedEvent[];
  /** Whether the journal kept what it was given last. */
  readonly journalWorks: boolean;
  readonly previous: PreviousPress | null;
};

export type RecorderStep = {
  readonly state: RecorderState;
  readonly effects: readonly RecorderEffect[];
};

export function initialRecorder(journal: JournalWord): RecorderState {
  return {
    journal,
    numbering: null,
    waits: 'every-press',
    waiting: [],
    recorded: new Map(),
    attached: false,
    outboxEnds: null,
    held: [],
    voids: [],
    owed: [],
    filling: [],
    journalWorks: true,
    previous: null,
  };
}

/** The ledger that is being written, or null while nothing has been numbered. */
export function ledgerInUse(state: RecorderState): LedgerId | null {
  return state.numbering?.ledgerId ?? null;
}

/** Names a number of a ledger. */
export function placeOf({ ledgerId, number }: { ledgerId: LedgerId; number: number }): string {
  return `${ledgerId} ${number}`;
}

/** Takes steps one after the other and gathers their effects in that order. */
export function inTurn(
  state: RecorderState,
  steps: readonly ((state: RecorderState) => RecorderStep)[],
  before: readonly RecorderEffect[] = [],
): RecorderStep {
  let current: RecorderStep = { state, effects: before };
  for (const step of steps) {
    const next = step(current.state);
    current = { state: next.state, effects: [...current.effects, ...next.effects] };
  }
  return current;
}

/**
 * Numbers every press and follows it until a store holds it.
 *
 *   every press ──attach-overdue──▶ resumed presses ──attach-given-up──▶ no press
 *      waits                              wait                            waits
 *        │                                  │                               ▲
 *        └──────────── attached ────────────┴───────────────────────────────┘
 *
 * A resumed press was counted on from what the journal last knew of its box. The outbox may know more: what it hands
 * in at an attach goes to the journal first, and a resumed press that is among it is not recorded again.
 *
 * Where numbers go on:
 *
 *   no ledger ──attached (the word of both stores)──────▶ their ledger, above both
 *       │
 *       └──── a number is needed without that word ─────▶ a new ledger: it cannot collide with what the silent store
 *                                                         holds; the old one stays as it is and is uploaded
 *
 * Each event once it has a number:
 *
 *   both pending ──▶ outbox kept, journal kept ─────▶ done
 *        ▲      ├──▶ outbox kept, journal failed ───▶ owed: written again as soon as the journal works
 *        │      ├──▶ outbox failed, journal kept ───▶ done: the journal refills the outbox
 *        │      └──▶ both failed ───────────────────▶ void: its number waits for a `void` event
 *        └── before the next press, at an attach, or as soon as any store keeps something
 *
 * Until the outbox has answered `kept`, an event is pushed again at every attach: the renderer may have crashed
 * between press and commit.
 */
import type { EventBody } from '../../contract/event-body.ts';
import { freezeEvent } from '../../contract/event-body.ts';
import type { EventId, LedgerId } from '../../contract/identifiers.ts';
import type { Instant } from '../../contract/instant.ts';
import type { OutboxReport } from '../../contract/ipc.ts';
import type { AheadEvent, RecordedPresses } from './ahead-events.ts';
import { isRecorded, withRecorded } from './ahead-events.ts';
import type { HeardPress, PreviousPress, SpacedPress } from './make-pressed.ts';
import { makePressed, spacePress } from './make-pressed.ts';
import type { JournalWord, Numbering } from './numbering.ts';
import { newLedger, numberingFrom, raised } from './numbering.ts';

/** Presses that may wait for a number; a person needs minutes for as many. */
export const MAX_WAITING_PRESSES = 1_000;
/** Events the journal may owe; about 600 bytes each. */
export const MAX_OWED_EVENTS = 5_000;

export type RecorderEvent =
  | { readonly type: 'heard'; readonly press: HeardPress }
  | {
      readonly type: 'attached';
      readonly outbox: OutboxReport;
      /** What the report's bodies hold, as far as they can be read. */
      readonly ahead: readonly AheadEvent[];
    }
  | { readonly type: 'attach-overdue' }
  | { readonly type: 'attach-given-up' }
  | { readonly type: 'renderer-gone' }
  | { readonly type: 'ledger-forked'; readonly ledgerId: LedgerId }
  | { readonly type: 'journal-settled'; readonly id: EventId; readonly kept: boolean }
  | { readonly type: 'outbox-settled'; readonly id: EventId; readonly kept: boolean };

export type RecorderEffect =
  | { readonly kind: 'write-journal'; readonly id: EventId; readonly body: EventBody }
  | { readonly kind: 'push-pressed'; readonly body: EventBody; readonly ageMs: number }
  | { readonly kind: 'push-journal-settled'; readonly id: EventId; readonly kept: boolean }
  | { readonly kind: 'report'; readonly report: RecorderReport };

/** What somebody should know. */
export type RecorderReport =
  | { readonly what: 'press-refused'; readonly waiting: number }
  /** A press that the box counted and the outbox turned out to hold. */
  | { readonly what: 'press-recorded-before'; readonly id: EventId }
  | { readonly what: 'not-saved'; readonly number: number }
  /** Another event holds a number of the ledger that was being written; a new one was opened. */
  | { readonly what: 'ledger-forked'; readonly ledgerId: LedgerId; readonly next: LedgerId }
  | { readonly what: 'journal-owes-too-much'; readonly number: number };

/** The moment of a transition, and where ids come from. */
export type RecorderMoment = { readonly at: Instant; readonly newId: () => EventId };

type FrozenEvent = {
  readonly id: EventId;
  readonly ledgerId: LedgerId;
  readonly number: number;
  readonly type: 'pressed' | 'void';
  readonly at: Instant;
  readonly body: EventBody;
};

type Write = 'pending' | 'kept' | 'failed';

type HeldEvent = FrozenEvent & { readonly journal: Write; readonly outbox: Write };

type OwedEvent = Pick<FrozenEvent, 'id' | 'number' | 'body'> & { readonly writing: boolean };

export type RecorderState = {
  readonly journal: JournalWord;
  /** Null while no press has needed a number and the outbox has not spoken. */
  readonly numbering: Numbering | null;
  readonly waits: 'every-press' | 'resumed-presses' | 'no-press';
  /** In the order they were heard. */
  readonly waiting: readonly SpacedPress[];
  readonly recorded: RecordedPresses;
  readonly attached: boolean;
  /** Numbered events whose stores have not both answered. */
  readonly held: readonly HeldEvent[];
  /** Void events whose number no store holds yet. */
  readonly voids: readonly FrozenEvent[];
  /** Events the outbox holds and the journal does not; `writing` while the journal is trying again. */
  readonly owed: readonly OwedEvent[];
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
    held: [],
    voids: [],
    owed: [],
    journalWorks: true,
    previous: null,
  };
}

/** The ledger that is being written, or null while nothing has been numbered. */
export function ledgerInUse(state: RecorderState): LedgerId | null {
  return state.numbering?.ledgerId ?? null;
}

export function transition(
  state: RecorderState,
  event: RecorderEvent,
  moment: RecorderMoment,
): RecorderStep {
  switch (event.type) {
    case 'heard':
      return hear(state, event.press, moment);
    case 'attached': {
      const numbering =
        state.numbering === null
          ? numberingFrom(state.journal, event.outbox, moment.newId)
          : raised(state.numbering, event.outbox);
      const attached = { ...state, attached: true, waits: 'no-press' as const, numbering };
      return inTurn(attached, [
        (next) => takeAhead(next, event.ahead),
        (next) => pushHeld(next, moment),
        (next) => writeVoids(next, moment),
        (next) => numberWaiting(next, moment),
      ]);
    }
    case 'attach-overdue':
      return state.waits === 'every-press'
        ? numberWaiting({ ...state, waits: 'resumed-presses' }, moment)
        : { state, effects: [] };
    case 'attach-given-up':
      return numberWaiting({ ...state, waits: 'no-press' }, moment);
    case 'renderer-gone':
      return { state: { ...state, attached: false }, effects: [] };
    case 'ledger-forked':
      return leaveLedger(state, event.ledgerId, moment);
    case 'journal-settled':
      return journalSettled(state, event.id, event.kept, moment);
    case 'outbox-settled':
      return settled(state, event.id, { outbox: event.kept ? 'kept' : 'failed' }, moment);
  }
}

/** Numbers already given stay; a ledger that is no longer written is none of this run's business. */
function leaveLedger(
  state: RecorderState,
  ledgerId: LedgerId,
  moment: RecorderMoment,
): RecorderStep {
  if (ledgerInUse(state) !== ledgerId) {
    return { state, effects: [] };
  }
  const numbering = newLedger(moment.newId);
  const report = { what: 'ledger-forked', ledgerId, next: numbering.ledgerId } as const;
  return { state: { ...state, numbering }, effects: [{ kind: 'report', report }] };
}

function hear(state: RecorderState, heard: HeardPress, moment: RecorderMoment): RecorderStep {
  const { press, previous } = spacePress(heard, state.previous);
  if (!mustWait(state, press)) {
    return inTurn({ ...state, previous }, [
      (next) => writeVoids(next, moment),
      (next) => takeNumber(next, press, moment),
    ]);
  }
  if (state.waiting.length >= MAX_WAITING_PRESSES) {
    const report = { what: 'press-refused', waiting: state.waiting.length } as const;
    return { state, effects: [{ kind: 'report', report }] };
  }
  return { state: { ...state, previous, waiting: [...state.waiting, press] }, effects: [] };
}

function mustWait({ waits }: RecorderState, press: SpacedPress): boolean {
  return waits === 'every-press' || (waits === 'resumed-presses' && press.resumed);
}

function numberWaiting(state: RecorderState, moment: RecorderMoment): RecorderStep {
  return inTurn(
    { ...state, waiting: state.waiting.filter((press) => mustWait(state, press)) },
    state.waiting
      .filter((press) => !mustWait(state, press))
      .map((press) => (next: RecorderState) => takeNumber(next, press, moment)),
  );
}

function takeNumber(
  state: RecorderState,
  press: SpacedPress,
  moment: RecorderMoment,
): RecorderStep {
  if (press.resumed && isRecorded(state.recorded, press.source)) {
    const report = { what: 'press-recorded-before', id: press.id } as const;
    return { state, effects: [{ kind: 'report', report }] };
  }
  const { ledgerId, next: number } = state.numbering ?? newLedger(moment.newId);
  const body = freezeEvent(makePressed(press, ledgerId, number));
  const numbering = { ledgerId, next: number + 1 };
  const event: FrozenEvent = {
    id: press.id,
    ledgerId,
    number,
    type: 'pressed',
    at: press.at,
    body,
  };
  return hold({ ...state, numbering }, [event], moment);
}

/** What the outbox holds alone is owed to the journal, and needs no void. */
function takeAhead(state: RecorderState, ahead: readonly AheadEvent[]): RecorderStep {
  const known = new Set([...state.held, ...state.owed].map(({ id }) => id));
  const lacking = ahead.filter(({ id, journalHolds }) => !journalHolds && !known.has(id));
  const owed = state.journal === 'unavailable' ? [] : lacking;
  const spoken = new Set(ahead.map(placeOf));
  return {
    state: {
      ...state,
      recorded: withRecorded(state.recorded, ahead),
      voids: state.voids.filter((event) => !spoken.has(placeOf(event))),
      owed: [
        ...state.owed,
        ...owed.map(({ id, number, body }) => ({ id, number, body, writing: true })),
      ],
    },
    effects: owed.map(({ id, body }) => ({ kind: 'write-journal', id, body })),
  };
}

function placeOf({ ledgerId, number }: { ledgerId: LedgerId; number: number }): string {
  return `${ledgerId} ${number}`;
}

/** Hands events to both stores at once. */
function hold(
  state: RecorderState,
  events: readonly FrozenEvent[],
  moment: RecorderMoment,
): RecorderStep {
  const held = events.map((event) => ({
    ...event,
    journal: 'pending' as const,
    outbox: 'pending' as const,
  }));
  return {
    state: { ...state, held: [...state.held, ...held] },
    effects: events.flatMap(({ id, body, at }): RecorderEffect[] => [
      { kind: 'write-journal', id, body },
      ...(state.attached ? [pushPressed(body, at, moment)] : []),
    ]),
  };
}

function writeVoids(state: RecorderState, moment: RecorderMoment): RecorderStep {
  return hold({ ...state, voids: [] }, state.voids, moment);
}

function pushHeld(state: RecorderState, moment: RecorderMoment): RecorderStep {
  return {
    state: {
      ...state,
      held: state.held.map((event) =>
        event.outbox === 'kept' ? event : { ...event, outbox: 'pending' },
      ),
    },
    effects: state.held.flatMap(({ id, body, at, journal, outbox }): RecorderEffect[] => [
      ...(outbox === 'kept' ? [] : [pushPressed(body, at, moment)]),
      ...(journal === 'pending'
        ? []
        : [{ kind: 'push-journal-settled' as const, id, kept: journal === 'kept' }]),
    ]),
  };
}

function journalSettled(
  state: RecorderState,
  id: EventId,
  kept: boolean,
  moment: RecorderMoment,
): RecorderStep {
  const seen = { ...state, journalWorks: kept };
  const step = state.owed.some((event) => event.id === id)
    ? { state: { ...seen, owed: afterRetry(state.owed, id, kept) }, effects: [] }
    : settled(seen, id, { journal: kept ? 'kept' : 'failed' }, moment);
  const told: RecorderEffect[] =
    state.attached && state.held.some((event) => event.id === id)
      ? [{ kind: 'push-journal-settled', id, kept }]
      : [];
  const paid = kept ? payOwed(step.state) : { state: step.state, effects: [] };
  return { state: paid.state, effects: [...told, ...step.effects, ...paid.effects] };
}

function afterRetry(owed: RecorderState['owed'], id: EventId, kept: boolean) {
  return kept
    ? owed.filter((event) => event.id !== id)
    : owed.map((event) => (event.id === id ? { ...event, writing: false } : event));
}

/** The journal works again: everything it owes is written now. */
function payOwed(state: RecorderState): RecorderStep {
  return {
    state: { ...state, owed: state.owed.map((event) => ({ ...event, writing: true })) },
    effects: state.owed
      .filter(({ writing }) => !writing)
      .map(({ id, body }) => ({ kind: 'write-journal', id, body })),
  };
}

function settled(
  state: RecorderState,
  id: EventId,
  write: { readonly journal: Write } | { readonly outbox: Write },
  moment: RecorderMoment,
): RecorderStep {
  const found = state.held.find((event) => event.id === id);
  if (found === undefined) {
    return { state, effects: [] };
  }
  const event = { ...found, ...write };
  const others = state.held.filter((held) => held.id !== id);
  const next = { ...state, held: others };
  const storeWorks = 'journal' in write ? write.journal === 'kept' : write.outbox === 'kept';
  const step = placed(next, event, state.held, moment);
  return storeWorks
    ? inTurn(step.state, [(after) => writeVoids(after, moment)], step.effects)
    : step;
}

/** Where an event belongs by what its stores have answered. */
function placed(
  others: RecorderState,
  event: HeldEvent,
  order: readonly HeldEvent[],
  moment: RecorderMoment,
): RecorderStep {
  if (event.journal === 'pending' || event.outbox === 'pending') {
    const held = order.map((each) => (each.id === event.id ? event : each));
    return { state: { ...others, held }, effects: [] };
  }
  if (event.journal === 'kept') {
    return { state: others, effects: [] };
  }
  const { journal: _journal, outbox, ...frozen } = event;
  return outbox === 'kept' ? owe(others, frozen) : fail(others, frozen, moment);
}

function owe(state: RecorderState, event: FrozenEvent): RecorderStep {
  if (state.owed.length >= MAX_OWED_EVENTS) {
    const report = { what: 'journal-owes-too-much', number: event.number } as const;
    return { state, effects: [{ kind: 'report', report }] };
  }
  const owing = { ...state, owed: [...state.owed, { ...event, writing: false }] };
  return state.journalWorks ? payOwed(owing) : { state: owing, effects: [] };
}

function fail(state: RecorderState, event: FrozenEvent, moment: RecorderMoment): RecorderStep {
  if (event.type === 'void') {
    // The same bytes again: should one of its writes have arrived after all, this is a harmless duplicate.
    return { state: { ...state, voids: [...state.voids, event] }, effects: [] };
  }
  const report = { what: 'not-saved', number: event.number } as const;
  const effects: RecorderEffect[] = [{ kind: 'report', report }];
  const voided = voidFor(event, moment);
  const withVoid = { ...state, voids: [...state.voids, voided] };
  // Later numbers are out already, or never will be, so the gap must not wait for another press.
  return event.ledgerId !== ledgerInUse(state) || event.number < (state.numbering?.next ?? 1) - 1
    ? inTurn(withVoid, [(next) => writeVoids(next, moment)], effects)
    : { state: withVoid, effects };
}

function voidFor({ ledgerId, number }: FrozenEvent, moment: RecorderMoment): FrozenEvent {
  const id = moment.newId();
  const { at } = moment;
  const body = freezeEvent({ v: 1, id, ledgerId, number, at, type: 'void', reason: 'not-saved' });
  return { id, ledgerId, number, type: 'void', at, body };
}

function pushPressed(body: EventBody, at: Instant, moment: RecorderMoment): RecorderEffect {
  const ageMs = Math.max(0, moment.at.monotonicMs - at.monotonicMs);
  return { kind: 'push-pressed', body, ageMs };
}

/** Takes steps one after the other and gathers their effects in that order. */
function inTurn(
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

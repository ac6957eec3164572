/**
 * Numbers every press and follows it until a store holds it.
 *
 *                 attached (journal + outbox)
 *   waiting ────────────────────────────────────▶ numbering
 *      │                                            ▲    presses that waited are numbered first,
 *      └── attach-overdue, journal not empty ───────┘    in the order they were heard
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
import type { LedgerEnd } from '../../contract/ipc.ts';
import type { HeardPress, PreviousPress, SpacedPress } from './make-pressed.ts';
import { makePressed, spacePress } from './make-pressed.ts';
import type { Numbering } from './numbering.ts';
import { numberingFrom, raised } from './numbering.ts';

/** Presses that may wait for a number; a person needs minutes for as many. */
export const MAX_WAITING_PRESSES = 1_000;
/** Events the journal may owe; about 600 bytes each. */
export const MAX_OWED_EVENTS = 5_000;

export type RecorderEvent =
  | { readonly type: 'heard'; readonly press: HeardPress }
  | { readonly type: 'attached'; readonly outbox: OutboxReport }
  | { readonly type: 'attach-overdue' }
  | { readonly type: 'renderer-gone' }
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
  | { readonly what: 'not-saved'; readonly number: number }
  | { readonly what: 'journal-owes-too-much'; readonly number: number };

/** The moment of a transition, and where ids come from. */
export type RecorderMoment = { readonly at: Instant; readonly newId: () => EventId };

type FrozenEvent = {
  readonly id: EventId;
  readonly number: number;
  readonly type: 'pressed' | 'void';
  readonly at: Instant;
  readonly body: EventBody;
};

type Write = 'pending' | 'kept' | 'failed';

type HeldEvent = FrozenEvent & { readonly journal: Write; readonly outbox: Write };

export type RecorderState = {
  readonly phase:
    | {
        readonly name: 'waiting';
        readonly journal: LedgerEnd | null;
        readonly presses: readonly SpacedPress[];
      }
    | { readonly name: 'numbering'; readonly numbering: Numbering };
  readonly attached: boolean;
  /** Numbered events whose stores have not both answered. */
  readonly held: readonly HeldEvent[];
  /** Void events whose number no store holds yet. */
  readonly voids: readonly FrozenEvent[];
  /** Events the outbox holds and the journal does not; `writing` while the journal is trying again. */
  readonly owed: readonly (FrozenEvent & { readonly writing: boolean })[];
  /** Whether the journal kept what it was given last. */
  readonly journalWorks: boolean;
  readonly previous: PreviousPress | null;
};

export type RecorderStep = {
  readonly state: RecorderState;
  readonly effects: readonly RecorderEffect[];
};

/** @param journal where the journal's newest ledger stands; null when it is empty. */
export function initialRecorder(journal: LedgerEnd | null): RecorderState {
  return {
    phase: { name: 'waiting', journal, presses: [] },
    attached: false,
    held: [],
    voids: [],
    owed: [],
    journalWorks: true,
    previous: null,
  };
}

/** The ledger that is being written, or null while nothing can be numbered yet. */
export function ledgerInUse(state: RecorderState): LedgerId | null {
  return state.phase.name === 'numbering' ? state.phase.numbering.ledgerId : null;
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
      const attached = { ...state, attached: true };
      const { phase } = state;
      if (phase.name === 'numbering') {
        const numbering = raised(phase.numbering, event.outbox);
        return inTurn({ ...attached, phase: { name: 'numbering', numbering } }, [
          (next) => pushHeld(next, moment),
          (next) => writeVoids(next, moment),
        ]);
      }
      const numbering = numberingFrom(phase.journal, event.outbox, moment.newId);
      return numberWaiting(attached, numbering, phase.presses, moment);
    }
    case 'attach-overdue': {
      const { phase } = state;
      if (phase.name === 'numbering' || phase.journal === null) {
        return { state, effects: [] };
      }
      const { ledgerId, highest } = phase.journal;
      return numberWaiting(state, { ledgerId, next: highest + 1 }, phase.presses, moment);
    }
    case 'renderer-gone':
      return { state: { ...state, attached: false }, effects: [] };
    case 'journal-settled':
      return journalSettled(state, event.id, event.kept, moment);
    case 'outbox-settled':
      return settled(state, event.id, { outbox: event.kept ? 'kept' : 'failed' }, moment);
  }
}

function hear(state: RecorderState, heard: HeardPress, moment: RecorderMoment): RecorderStep {
  const { press, previous } = spacePress(heard, state.previous);
  const { phase } = state;
  if (phase.name === 'numbering') {
    return inTurn({ ...state, previous }, [
      (next) => writeVoids(next, moment),
      (next) => takeNumber(next, press, moment),
    ]);
  }
  if (phase.presses.length >= MAX_WAITING_PRESSES) {
    const report = { what: 'press-refused', waiting: phase.presses.length } as const;
    return { state, effects: [{ kind: 'report', report }] };
  }
  const presses = [...phase.presses, press];
  return { state: { ...state, previous, phase: { ...phase, presses } }, effects: [] };
}

function numberWaiting(
  state: RecorderState,
  numbering: Numbering,
  presses: readonly SpacedPress[],
  moment: RecorderMoment,
): RecorderStep {
  return inTurn(
    { ...state, phase: { name: 'numbering', numbering } },
    presses.map((press) => (next: RecorderState) => takeNumber(next, press, moment)),
  );
}

function takeNumber(
  state: RecorderState,
  press: SpacedPress,
  moment: RecorderMoment,
): RecorderStep {
  if (state.phase.name !== 'numbering') {
    return { state, effects: [] };
  }
  const { ledgerId, next: number } = state.phase.numbering;
  const body = freezeEvent(makePressed(press, ledgerId, number));
  const numbering = { ledgerId, next: number + 1 };
  const event: FrozenEvent = { id: press.id, number, type: 'pressed', at: press.at, body };
  return hold({ ...state, phase: { name: 'numbering', numbering } }, [event], moment);
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
  const ledgerId = ledgerInUse(state);
  if (ledgerId === null) {
    return { state, effects };
  }
  const voided = voidFor(event.number, ledgerId, moment);
  const withVoid = { ...state, voids: [...state.voids, voided] };
  const highest = state.phase.name === 'numbering' ? state.phase.numbering.next - 1 : 0;
  // Later numbers are out already, so the gap must not wait for another press.
  return event.number < highest
    ? inTurn(withVoid, [(next) => writeVoids(next, moment)], effects)
    : { state: withVoid, effects };
}

function voidFor(number: number, ledgerId: LedgerId, moment: RecorderMoment): FrozenEvent {
  const id = moment.newId();
  const { at } = moment;
  const body = freezeEvent({ v: 1, id, ledgerId, number, at, type: 'void', reason: 'not-saved' });
  return { id, number, type: 'void', at, body };
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

/**
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
import type { EventId } from '../../contract/identifiers.ts';
import type { Instant } from '../../contract/instant.ts';
import type { AheadEvent } from './ahead-events.ts';
import { withRecorded } from './ahead-events.ts';
import type { FrozenEvent } from './frozen-event.ts';
import type {
  HeldEvent,
  RecorderEffect,
  RecorderMoment,
  RecorderState,
  RecorderStep,
  Write,
} from './recorder-state.ts';
import { inTurn, ledgerInUse, placeOf } from './recorder-state.ts';
import { voidOf } from './void-event.ts';

/** Events the journal may owe; about 600 bytes each, a sealed one up to 6,000. */
export const MAX_OWED_EVENTS = 5_000;

/** What the outbox holds alone is owed to the journal, and needs no void. */
export function takeAhead(state: RecorderState, ahead: readonly AheadEvent[]): RecorderStep {
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
        ...owed.map(({ id, ledgerId, number, body }) => ({
          id,
          ledgerId,
          number,
          body,
          writing: true,
        })),
      ],
    },
    effects: owed.map(({ id, body }) => ({ kind: 'write-journal', id, body, header: null })),
  };
}

/** Hands events to both stores at once. */
export function hold(
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
    effects: events.flatMap(({ id, body, ledgerId, number, at, box }): RecorderEffect[] => [
      // The page has the longer way.
      ...(state.attached ? [pushPressed(body, at, moment)] : []),
      { kind: 'write-journal', id, body, header: { ledgerId, number, at, box } },
    ]),
  };
}

export function writeVoids(state: RecorderState, moment: RecorderMoment): RecorderStep {
  return hold({ ...state, voids: [] }, state.voids, moment);
}

export function pushHeld(state: RecorderState, moment: RecorderMoment): RecorderStep {
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

export function journalSettled(
  state: RecorderState,
  id: EventId,
  kept: boolean,
  moment: RecorderMoment,
): RecorderStep {
  const filling = state.filling.filter((event) => event.id !== id);
  const seen = { ...state, filling, journalWorks: kept };
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
      .map(({ id, body }) => ({ kind: 'write-journal', id, body, header: null })),
  };
}

export function outboxSettled(
  state: RecorderState,
  id: EventId,
  kept: boolean,
  moment: RecorderMoment,
): RecorderStep {
  return settled(state, id, { outbox: kept ? 'kept' : 'failed' }, moment);
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
  const voided = voidOf(event, 'not-saved', moment);
  const withVoid = { ...state, voids: [...state.voids, voided] };
  // Later numbers are out already, or never will be, so the gap must not wait for another press.
  return event.ledgerId !== ledgerInUse(state) || event.number < (state.numbering?.next ?? 1) - 1
    ? inTurn(withVoid, [(next) => writeVoids(next, moment)], effects)
    : { state: withVoid, effects };
}

function pushPressed(body: EventBody, at: Instant, moment: RecorderMoment): RecorderEffect {
  const ageMs = Math.max(0, moment.at.monotonicMs - at.monotonicMs);
  return { kind: 'push-pressed', body, ageMs };
}

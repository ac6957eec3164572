/**
 * Numbers every press, and what follows it, and follows each until a store holds it.
 *
 *   every press ──attach-overdue──▶ resumed presses ──attach-given-up──▶ no press
 *      waits                              wait                            waits
 *        │                                  │                               ▲
 *        └──────────── attached ────────────┴───────────────────────────────┘
 *
 * A resumed press was counted on from what the journal last knew of its box. The outbox may know more: what it hands
 * in at an attach goes to the journal first, and a resumed press that is among it is not recorded again. Later presses
 * of its button wait behind it; the box remembers them should this process end.
 *
 * Where numbers go on:
 *
 *   no ledger ──attached (the word of both stores)──────▶ their ledger, above both
 *       │
 *       └──── a number is needed without that word ─────▶ a new ledger: it cannot collide with what the silent store
 *                                                         holds; the old one stays as it is and is uploaded
 *
 * A ledger that turns out to be forked while it is written is left the same way.
 *
 * What becomes of an event once it has a number is in `event-writes.ts`.
 */
import type { EventId, LedgerId } from '../../contract/identifiers.ts';
import type { OutboxReport } from '../../contract/ipc.ts';
import type { AheadEvent } from './ahead-events.ts';
import { isRecorded } from './ahead-events.ts';
import {
  hold,
  journalSettled,
  outboxSettled,
  pushHeld,
  takeAhead,
  writeVoids,
} from './event-writes.ts';
import type { Gap } from './fill-gap.ts';
import { fillGap } from './fill-gap.ts';
import type { Frozen } from './freeze-numbered.ts';
import type { HeardStaff } from './make-acknowledged.ts';
import { freezeAcknowledged } from './make-acknowledged.ts';
import type { HeardFlow } from './make-flow.ts';
import { freezeFlow } from './make-flow.ts';
import type { HeardPress } from './make-pressed.ts';
import { freezePressed, spacePress } from './make-pressed.ts';
import { newLedger, numberingFrom, raised } from './numbering.ts';
import type {
  Heard,
  RecorderMoment,
  RecorderReport,
  RecorderState,
  RecorderStep,
} from './recorder-state.ts';
import { inTurn, ledgerInUse } from './recorder-state.ts';

/** Presses that may wait for a number; a person needs minutes for as many. */
export const MAX_WAITING_PRESSES = 1_000;
export type RecorderEvent =
  | { readonly type: 'heard'; readonly press: HeardPress }
  | { readonly type: 'staff-heard'; readonly staff: HeardStaff }
  | { readonly type: 'flow-heard'; readonly flow: HeardFlow }
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
  | { readonly type: 'gap-found'; readonly gap: Gap }
  | { readonly type: 'journal-settled'; readonly id: EventId; readonly kept: boolean }
  | { readonly type: 'outbox-settled'; readonly id: EventId; readonly kept: boolean };

export function transition(
  state: RecorderState,
  event: RecorderEvent,
  moment: RecorderMoment,
): RecorderStep {
  switch (event.type) {
    case 'heard':
      return hear(state, event.press, moment);
    case 'staff-heard':
      return takeOrWait(state, event.staff, moment);
    case 'flow-heard':
      return takeOrWait(state, event.flow, moment);
    case 'attached': {
      const numbering =
        state.numbering === null
          ? numberingFrom(state.journal, event.outbox, moment.newId)
          : raised(state.numbering, event.outbox);
      const outboxEnds = event.outbox.state === 'ready' ? event.outbox.ledgers : null;
      const attached = {
        ...state,
        attached: true,
        outboxEnds,
        waits: 'no-press' as const,
        numbering,
      };
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
    case 'gap-found':
      return fillGap(state, event.gap, moment);
    case 'journal-settled':
      return journalSettled(state, event.id, event.kept, moment);
    case 'outbox-settled':
      return outboxSettled(state, event.id, event.kept, moment);
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
  return isFull(state, press)
    ? takeOrWait(state, press, moment)
    : takeOrWait({ ...state, previous }, press, moment);
}

function takeOrWait(state: RecorderState, heard: Heard, moment: RecorderMoment): RecorderStep {
  if (!mustWait(state, heard)) {
    return inTurn(state, [
      (next) => writeVoids(next, moment),
      (next) => takeNumber(next, heard, moment),
    ]);
  }
  if (isFull(state, heard)) {
    const report = { what: 'press-refused', waiting: state.waiting.length } as const;
    return { state, effects: [{ kind: 'report', report }] };
  }
  return { state: { ...state, waiting: [...state.waiting, heard] }, effects: [] };
}

function isFull(state: RecorderState, heard: Heard): boolean {
  return mustWait(state, heard) && state.waiting.length >= MAX_WAITING_PRESSES;
}

function mustWait({ waits, waiting }: RecorderState, heard: Heard): boolean {
  return (
    waits === 'every-press' ||
    (waits === 'resumed-presses' && (isResumed(heard) || isBehind(heard, waiting)))
  );
}

function isResumed(heard: Heard): heard is Exclude<Heard, HeardFlow> {
  return 'resumed' in heard && heard.resumed;
}

/** An earlier press of its button waits. Were this one written first, the box would seem counted up to it. */
function isBehind(heard: Heard, waiting: RecorderState['waiting']): boolean {
  const source = 'source' in heard ? heard.source : null;
  return (
    source?.kind === 'box' &&
    waiting.some(
      (before) =>
        isResumed(before) &&
        before.source.kind === 'box' &&
        before.source.boxId === source.boxId &&
        before.source.button === source.button,
    )
  );
}

function numberWaiting(state: RecorderState, moment: RecorderMoment): RecorderStep {
  return inTurn(
    { ...state, waiting: state.waiting.filter((heard) => mustWait(state, heard)) },
    state.waiting
      .filter((heard) => !mustWait(state, heard))
      .map((heard) => (next: RecorderState) => takeNumber(next, heard, moment)),
  );
}

function takeNumber(state: RecorderState, heard: Heard, moment: RecorderMoment): RecorderStep {
  if (isResumed(heard) && isRecorded(state.recorded, heard.source)) {
    const report = { what: 'press-recorded-before', id: heard.id } as const;
    return { state, effects: [{ kind: 'report', report }] };
  }
  const { ledgerId, next: number } = state.numbering ?? newLedger(moment.newId);
  const frozen = freezeHeard(heard, ledgerId, number);
  if (!frozen.ok) {
    const report = notRecordable(heard, frozen.detail);
    return { state, effects: [{ kind: 'report', report }] };
  }
  const numbering = { ledgerId, next: number + 1 };
  return hold({ ...state, numbering }, [frozen.event], moment);
}

function freezeHeard(heard: Heard, ledgerId: LedgerId, number: number): Frozen {
  if ('content' in heard) {
    return freezeFlow(heard, ledgerId, number);
  }
  return 'choice' in heard
    ? freezePressed(heard, ledgerId, number)
    : freezeAcknowledged(heard, ledgerId, number);
}

function notRecordable(heard: Heard, detail: string): RecorderReport {
  return 'content' in heard
    ? { what: 'answer-not-recordable', type: heard.content.type, detail }
    : { what: 'press-not-recordable', source: heard.source.kind, detail };
}

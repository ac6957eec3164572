import type { BoxPress, BoxReading } from '../../hardware/button-source.ts';
import type { EventBody } from '../../contract/event-body.ts';
import { asksForStaff } from '../../contract/flow-steps.ts';
import type { AlertedLocallyEvent } from '../../contract/feedback-event.ts';
import type { EventId } from '../../contract/identifiers.ts';
import type { FlowRecord } from '../../contract/flow-record.ts';
import type { IpcNotice, IpcPush, IpcReply, IpcRequest } from '../../contract/ipc.ts';
import { MAX_GAP_FILL } from '../../contract/ipc-limits.ts';
import { uuidV7 } from '../../contract/uuid-v7.ts';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import type { Log } from '../log.ts';
import { readAhead } from './ahead-events.ts';
import type { InForce } from './heard-on-box.ts';
import { heardOnBox } from './heard-on-box.ts';
import { contentsOf } from './make-flow.ts';
import type { HeardPress } from './make-pressed.ts';
import { spacePress } from './make-pressed.ts';
import type { RecorderEvent } from './recorder-machine.ts';
import { transition } from './recorder-machine.ts';
import type { RecorderEffect } from './recorder-state.ts';
import { initialRecorder, ledgerInUse } from './recorder-state.ts';

/** How long presses wait for the word of the outbox before they are numbered in a new ledger. */
export const ATTACH_WITHIN_MS = 10_000;
/** How long a press waits that the outbox may hold already: until a page that fails has been loaded a few times. */
export const GIVE_UP_ATTACH_MS = 120_000;

export type RecorderParts = {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
  randomBytes(count: number): Uint8Array;
  /** @param shownVersion of the configuration that the page shows; null for what is in force whatever it shows. */
  inForce(shownVersion: number | null): InForce;
  pushPressed(push: IpcPush<'pressed'>): void;
  pushJournalSettled(push: IpcPush<'journalSettled'>): void;
  /** Lights the lamp of a button whose press was taken. */
  lightButton(boxId: string, button: number): void;
  /** Heard as it happened, and no repeat. */
  livePress(press: HeardPress): void;
  /** A visitor asks that somebody of the staff comes now: the event's id, and its press. */
  staffWanted(id: EventId, pressId: EventId): void;
  /** Somebody of the staff is on the way: nobody needs to be called any more. */
  staffComing(): void;
  /** Runs `action` once after the delay, unless the returned function is called first. */
  startTimer(delayMs: number, action: () => void): () => void;
};

type JournalWrite = { readonly body: EventBody; readonly kept: boolean };

/** Gives every press, and what follows it, its id, number and frozen bytes, and follows it until a store holds it. */
export type Recorder = {
  press(press: IpcRequest<'press'>): IpcReply<'press'>;
  pressOnBox(press: BoxPress): void;
  /** @throws when a sealed part is not the one that its answer names. */
  record(flow: FlowRecord): IpcReply<'record'>;
  /** Somebody inside the store was alerted of a press, because the hub had not taken it. */
  alertedLocally(pressId: EventId, channel: AlertedLocallyEvent['channel']): void;
  /** Lets a press on a box go unrecorded, and counts on after it. */
  passOver(press: BoxPress): void;
  /** No event is on its way to a store, and no press waits for its number. */
  isAtRest(): boolean;
  /** Keeps where counting on a box goes on from. */
  noteBox(reading: BoxReading): void;
  attach(outbox: IpcRequest<'attach'>): IpcReply<'attach'>;
  /** Rejects when the journal cannot be read; then nothing is taken for lost. */
  fillGap(gap: IpcRequest<'fillGap'>): Promise<IpcReply<'fillGap'>>;
  outboxSettled(notice: IpcNotice<'outboxSettled'>): void;
  ledgerForked(notice: IpcNotice<'ledgerForked'>): void;
  /** The renderer crashed or is loading anew: nothing is pushed until it attaches. */
  rendererGone(): void;
  /** Numbers what still waits, so that a journal that is closed next holds it. */
  stop(): void;
};

export function createRecorder(parts: RecorderParts): Recorder {
  const { journal, clock, log } = parts;
  let state = initialRecorder(journal.available ? (journal.newest() ?? 'empty') : 'unavailable');

  const newId = (wallMs: number): EventId => uuidV7(wallMs, parts.randomBytes(10));

  function dispatch(event: RecorderEvent): void {
    void journalWrites(event);
  }

  /** Takes an event and returns what the journal is writing because of it. */
  function journalWrites(event: RecorderEvent): readonly Promise<JournalWrite>[] {
    const at = clock.now();
    const step = transition(state, event, { at, newId: () => newId(at.wallMs) });
    state = step.state;
    return step.effects.flatMap((effect) => {
      if (effect.kind === 'write-journal') {
        return [writeJournal(effect)];
      }
      run(effect);
      return [];
    });
  }

  function run(effect: Exclude<RecorderEffect, { kind: 'write-journal' }>): void {
    switch (effect.kind) {
      case 'push-pressed':
        parts.pushPressed({ body: effect.body, ageMs: effect.ageMs });
        return;
      case 'push-journal-settled':
        parts.pushJournalSettled({ id: effect.id, kept: effect.kept });
        return;
      case 'report': {
        const { what, ...fields } = effect.report;
        log[what === 'press-recorded-before' ? 'info' : 'error'](what, fields);
      }
    }
  }

  /** Presses do not wait for it: the outbox commits at the same time, and the outcome comes back as an event. */
  async function writeJournal({
    id,
    body,
    header,
  }: Extract<RecorderEffect, { kind: 'write-journal' }>): Promise<JournalWrite> {
    const appended = await journal.append(body, header ?? undefined);
    if (!appended.kept) {
      log.error('journal-append-failed', { id, detail: appended.error });
    }
    dispatch({ type: 'journal-settled', id, kept: appended.kept });
    return { body, kept: appended.kept };
  }

  function hear(heard: Omit<HeardPress, 'id'>): void {
    const press = { ...heard, id: newId(heard.at.wallMs) };
    const { repeat } = spacePress(press, state.previous).press;
    dispatch({ type: 'heard', press });
    if (press.recovered === null && !repeat) {
      parts.livePress(press);
    }
  }

  function noteBox({ boxId, boot, counts }: BoxReading): void {
    void journal.noteBox(boxId, { boot, counts, at: clock.now() }).then((noted) => {
      if (!noted.kept) {
        log.warn('box-not-noted', { boxId, detail: noted.error });
      }
      return undefined;
    });
  }

  const timers = [
    parts.startTimer(ATTACH_WITHIN_MS, () => dispatch({ type: 'attach-overdue' })),
    parts.startTimer(GIVE_UP_ATTACH_MS, () => dispatch({ type: 'attach-given-up' })),
  ];
  const cancelTimers = () => {
    for (const cancel of timers.splice(0)) {
      cancel();
    }
  };

  return {
    press({ choice, source, configurationVersion }) {
      const inForce = parts.inForce(configurationVersion);
      if (inForce === null) {
        return { outcome: 'not-enrolled' };
      }
      hear({
        at: clock.now(),
        context: inForce.context,
        choice,
        source: { kind: source },
        recovered: null,
        resumed: false,
      });
      return { outcome: 'taken' };
    },

    pressOnBox(press) {
      const { boxId, button } = press;
      const inForce = parts.inForce(null);
      if (inForce === null) {
        log.warn('box-press-not-enrolled', { boxId, button });
        noteBox(passedOver(press));
        return;
      }
      const heard = heardOnBox(press, inForce, clock, journal);
      if (heard === null) {
        log.warn('box-press-unknown-button', { boxId, button });
        noteBox(passedOver(press));
        return;
      }
      if ('choice' in heard) {
        hear(heard);
      } else {
        dispatch({ type: 'staff-heard', staff: { ...heard, id: newId(heard.at.wallMs) } });
      }
      // A press from before tells nobody that it was taken, nor that somebody is coming now.
      if (heard.recovered === null) {
        parts.lightButton(boxId, button);
        if (!('choice' in heard)) {
          parts.staffComing();
        }
      }
    },

    record(flow) {
      if (parts.inForce(null) === null) {
        return { outcome: 'not-enrolled' };
      }
      const at = clock.now();
      const ids = contentsOf(flow).map((content) => {
        const id = newId(at.wallMs);
        dispatch({ type: 'flow-heard', flow: { id, at, content } });
        if (content.type === 'answered' && asksForStaff(content)) {
          parts.staffWanted(id, content.pressId);
        }
        return id;
      });
      return { outcome: 'taken', ids };
    },

    alertedLocally(pressId, channel) {
      const at = clock.now();
      const content = { type: 'alerted-locally', pressId, channel } as const;
      dispatch({ type: 'flow-heard', flow: { id: newId(at.wallMs), at, content } });
    },

    passOver: (press) => noteBox(passedOver(press)),
    isAtRest: () =>
      state.waiting.length === 0 &&
      state.held.every(({ journal, outbox }) => journal !== 'pending' && outbox !== 'pending'),
    noteBox,

    attach(outbox) {
      cancelTimers();
      const bodies = outbox.state === 'ready' ? outbox.ahead : [];
      const { events: ahead, unreadable } = readAhead(bodies, (ledgerId, number) =>
        journal.holds(ledgerId, number),
      );
      if (outbox.state === 'unavailable') {
        log.error('outbox-unavailable', { detail: outbox.detail });
      }
      const lacking = ahead.filter(({ journalHolds }) => !journalHolds).length;
      if (lacking > 0) {
        log.warn('journal-behind-outbox', { events: lacking });
      }
      for (const detail of unreadable) {
        log.error('outbox-event-unreadable', { detail });
      }
      const summary = journal.summary();
      dispatch({ type: 'attached', outbox, ahead });
      const ledgerId = ledgerInUse(state);
      if (ledgerId === null) {
        throw new Error('The recorder has no ledger after an attach.');
      }
      return { ledgerId, journal: summary };
    },

    async fillGap({ ledgerId, from, through }) {
      const last = Math.min(through, from + MAX_GAP_FILL - 1);
      const { bodies } = await journal.page(ledgerId, from, MAX_GAP_FILL, last);
      const numbers: number[] = [];
      for (let number = from; number <= last; number += 1) {
        if (!journal.holds(ledgerId, number)) {
          numbers.push(number);
        }
      }
      const { last: journalHighest = 0 } =
        journal.summary().find((each) => each.ledgerId === ledgerId) ?? {};
      const writes = journalWrites({
        type: 'gap-found',
        gap: { ledgerId, numbers, journalHighest },
      });
      const voids = (await Promise.all(writes)).filter(({ kept }) => kept);
      return { bodies: [...bodies, ...voids.map(({ body }) => body)].slice(0, MAX_GAP_FILL) };
    },

    outboxSettled: ({ id, kept }) => dispatch({ type: 'outbox-settled', id, kept }),
    ledgerForked: ({ ledgerId }) => dispatch({ type: 'ledger-forked', ledgerId }),
    rendererGone: () => dispatch({ type: 'renderer-gone' }),
    stop() {
      cancelTimers();
      dispatch({ type: 'attach-given-up' });
    },
  };
}

/** Counting goes on after a press that is recorded nowhere, or a later run would take it for one that nobody heard. */
function passedOver({ boxId, boot, button, count }: BoxPress): BoxReading {
  return { boxId, boot, counts: new Map([[button, count]]) };
}

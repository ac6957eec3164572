import type { EventBody } from '../../contract/event-body.ts';
import type { IpcReply, JournalHolding, JournalSummary, OutboxReport } from '../../contract/ipc.ts';
import { MAX_AHEAD } from '../../contract/ipc-limits.ts';
import type { NumberRange } from '../../contract/number-range.ts';
import type { IpcBridge } from '../../contract/ipc-bridge.ts';
import { messageOf } from '../message-of.ts';
import { readEventOf } from '../outbox/entry.ts';
import { readHead } from '../outbox/event-head.ts';
import type { AddOutcome, Outbox, ReadEvent } from '../outbox/outbox.ts';
import { bodiesAhead } from './bodies-ahead.ts';
import { outcomeOfFailure } from './outbox-failure.ts';
import type { PressRecorder, RecorderListener } from './press-recorder.ts';
import { createRecordedAnswers } from './recorded-answers.ts';
import { awaitSettlement, type Settlement } from './settlement.ts';

const REFILL_PAGE = 500;
/** How much of the journal a stand-in in memory takes at the start; `fillGap` brings the next when that is sent. */
const REFILL_IN_MEMORY = 5_000;

/** An outbox on disk; or, where the browser gives none, a stand-in that can send but keeps nothing. */
export type AvailableOutbox =
  | { readonly durable: true; readonly outbox: Outbox }
  | { readonly durable: false; readonly outbox: Outbox; readonly detail: string };

/**
 * Records in two places at once: the main process numbers a press and writes its journal while this side commits the
 * same bytes to the outbox. Main holds each press until this side says how the outbox fared, and replays it to the
 * next renderer when this one dies.
 *
 * @param shownVersion of the configuration that the page shows at this moment; null while it shows none.
 */
export function createJournaledRecorder(
  main: IpcBridge,
  { outbox, ...storage }: AvailableOutbox,
  journal: readonly JournalHolding[],
  shownVersion: () => number | null,
): PressRecorder {
  const settlements = new Map<string, Settlement>();
  const answers = createRecordedAnswers();
  let told: RecorderListener | null = null;

  /** All or none; null when the outbox could not take them. */
  async function addToOutbox(
    events: readonly ReadEvent[],
    listener: RecorderListener,
  ): Promise<readonly AddOutcome[] | null> {
    try {
      const outcomes = await outbox.add(events);
      const added = events.filter((_, index) => outcomes[index] === 'added');
      if (added.length > 0) {
        listener.onQueued(added.filter(({ urgent }) => urgent).map(({ entry }) => entry));
      }
      if (storage.durable) {
        listener.onOutbox('worked');
      }
      const forked = events.filter(
        ({ entry }, index) => outcomes[index] === 'conflict' && !isVoid(entry.body),
      );
      for (const ledgerId of new Set(forked.map(({ entry }) => entry.ledgerId))) {
        listener.onTrouble(
          'The outbox holds another event at a number; the journal keeps this one, and a new ledger is begun.',
        );
        main.notify('ledgerForked', { ledgerId });
      }
      return outcomes;
    } catch (error) {
      listener.onTrouble(`The outbox could not keep an event: ${messageOf(error)}`);
      listener.onOutbox(outcomeOfFailure(error));
      return null;
    }
  }

  /** Adds what the journal holds; false when the outbox could not take it. */
  async function addBodies(
    bodies: readonly EventBody[],
    listener: RecorderListener,
  ): Promise<boolean> {
    const events = bodies.flatMap((body): ReadEvent[] => {
      const head = readHead(body);
      return head === null ? [] : [readEventOf(head, body)];
    });
    if (events.length < bodies.length) {
      const unreadable = bodies.length - events.length;
      listener.onTrouble(`The journal holds ${unreadable} events that this version cannot read.`);
    }
    return events.length === 0 || (await addToOutbox(events, listener)) !== null;
  }

  async function take(body: EventBody, ageMs: number, listener: RecorderListener): Promise<void> {
    const head = readHead(body);
    if (head === null) {
      listener.onTrouble('Main sent an event that cannot be read.');
      return;
    }
    const { id, press } = head;
    const read = readEventOf(head, body);
    const settlement = awaitSettlement();
    settlements.set(id, settlement);
    // A stand-in in memory only sends: it may have what the journal keeps, and must not have what nothing keeps.
    // The write is under way before anything is drawn.
    const adding = storage.durable ? addToOutbox([read], listener) : null;
    if (press !== null) {
      listener.onPress({ id, ...press, ageMs, kept: settlement.kept });
    }
    const outcome = (await adding)?.[0];
    // The place that a void event was made for turned out to be taken: nothing is missing there.
    const filled = outcome === 'conflict' && head.type === 'void';
    const kept = outcome === 'added' || outcome === 'present' || filled;
    settlement.outbox(kept ? 'kept' : 'failed');
    main.notify('outboxSettled', { id, kept });
    const verdict = await settlement.kept;
    settlements.delete(id);
    if (press === null) {
      answers.settled(id, verdict);
    }
    if (!storage.durable && verdict !== 'nothing') {
      await addToOutbox([read], listener);
    }
  }

  /** Gives the outbox what only the journal has: after a lost profile, or a time when IndexedDB failed. */
  async function refill(summary: JournalSummary, listener: RecorderListener): Promise<void> {
    const { ledgerId, confirmed, last } = summary;
    await outbox.confirm(ledgerId, confirmed);
    const lacking = await outbox.lacksFrom(ledgerId, last);
    let from = lacking;
    while (from !== null && (storage.durable || from < (lacking ?? 0) + REFILL_IN_MEMORY)) {
      const page: IpcReply<'readJournal'> = await main.request('readJournal', {
        ledgerId,
        from,
        limit: REFILL_PAGE,
      });
      if (!(await addBodies(page.bodies, listener))) {
        return;
      }
      from = page.next;
    }
    if (lacking !== null && from === null) {
      await outbox.declareComplete(ledgerId, last);
    }
  }

  /** What the outbox holds, and the events of it that the journal lacks. */
  async function report(): Promise<OutboxReport> {
    if (!storage.durable) {
      return { state: 'unavailable', detail: storage.detail.slice(0, 500) };
    }
    const books = await outbox.books();
    return {
      state: 'ready',
      ledgers: books.map(({ ledgerId, made }) => ({ ledgerId, highest: made })),
      ahead: [...(await bodiesAhead(outbox, books, journal, MAX_AHEAD))],
    };
  }

  /** Not waited for: presses are taken meanwhile, and adding an event twice is harmless. */
  async function refillAll(
    summaries: readonly JournalSummary[],
    listener: RecorderListener,
  ): Promise<void> {
    try {
      for (const summary of summaries) {
        await refill(summary, listener);
      }
    } catch (error) {
      listener.onTrouble(`The outbox could not be refilled from the journal: ${messageOf(error)}`);
    }
  }

  /** The journal's word on a gap. A stand-in in memory has gaps of its own making, where main has nothing to fill. */
  async function journalOf(ledgerId: string, gap: NumberRange): Promise<readonly EventBody[]> {
    const { bodies } = storage.durable
      ? await main.request('fillGap', { ledgerId, ...gap })
      : await main.request('readJournal', { ledgerId, from: gap.from, limit: REFILL_PAGE });
    return bodies;
  }

  return {
    async start(listener) {
      told = listener;
      main.subscribe('pressed', ({ body, ageMs }) => {
        void take(body, ageMs, listener);
      });
      main.subscribe('journalSettled', ({ id, kept }) => {
        settlements.get(id)?.journal(kept ? 'kept' : 'failed');
      });
      const attached = await main.request('attach', await report());
      void refillAll(attached.journal, listener);
    },
    press(choice, source) {
      main
        .request('press', { choice, source, configurationVersion: shownVersion() })
        .catch((error: unknown) =>
          told?.onTrouble(`The main process did not take a press: ${messageOf(error)}`),
        );
    },
    async record(flow) {
      try {
        const reply = await main.request('record', flow);
        return reply.outcome === 'taken' && (await answers.areKept(reply.ids));
      } catch (error) {
        told?.onTrouble(`The main process did not take an answer: ${messageOf(error)}`);
        return false;
      }
    },
    async fillGap(ledgerId, gap) {
      if (told === null) {
        return;
      }
      try {
        await addBodies(await journalOf(ledgerId, gap), told);
      } catch (error) {
        told.onTrouble(`A gap in the outbox could not be filled: ${messageOf(error)}`);
      }
    },
    ledgerForked: (ledgerId) => main.notify('ledgerForked', { ledgerId }),
  };
}

function isVoid(body: EventBody): boolean {
  return readHead(body)?.type === 'void';
}

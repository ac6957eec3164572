import { type EventBody, thawEvent } from '../../contract/event-body.ts';
import {
  type IpcReply,
  type JournalSummary,
  type LedgerEnd,
  MAX_AHEAD,
  type OutboxReport,
} from '../../contract/ipc.ts';
import type { IpcBridge } from '../../contract/ipc-bridge.ts';
import { readEntry } from '../outbox/entry.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { PressRecorder, RecorderListener } from './press-recorder.ts';
import { awaitSettlement, type Settlement } from './settlement.ts';
import { messageOf } from '../message-of.ts';

const REFILL_PAGE = 500;

/** An outbox on disk; or, where the browser gives none, a stand-in that can send but keeps nothing. */
export type AvailableOutbox =
  | { readonly durable: true; readonly outbox: Outbox }
  | { readonly durable: false; readonly outbox: Outbox; readonly detail: string };

/**
 * Records in two places at once: the main process numbers a press and writes its journal while this side commits the
 * same bytes to the outbox. Main holds each press until this side says how the outbox fared, and replays it to the
 * next renderer when this one dies.
 */
export function createJournaledRecorder(
  main: IpcBridge,
  { outbox, ...storage }: AvailableOutbox,
  journalEnds: readonly LedgerEnd[],
): PressRecorder {
  const settlements = new Map<string, Settlement>();
  let told: RecorderListener | null = null;

  /** All or none; false when the outbox could not take them. */
  async function addToOutbox(
    bodies: readonly EventBody[],
    listener: RecorderListener,
  ): Promise<boolean> {
    try {
      const outcomes = await outbox.add(bodies);
      const added = bodies.filter((_, index) => outcomes[index] === 'added');
      if (added.length > 0) {
        listener.onQueued(added.some((body) => readEntry(body).urgent));
      }
      if (storage.durable) {
        listener.onOutbox(true);
      }
      if (outcomes.includes('conflict')) {
        listener.onTrouble(
          'The outbox holds another event at a number; the journal keeps this one.',
        );
        return false;
      }
      return true;
    } catch (error) {
      listener.onTrouble(`The outbox could not keep an event: ${messageOf(error)}`);
      listener.onOutbox(false);
      return false;
    }
  }

  async function take(body: EventBody, ageMs: number, listener: RecorderListener): Promise<void> {
    const thawed = thawEvent(body);
    if (!thawed.ok) {
      listener.onTrouble(`Main sent an event that cannot be read. ${thawed.detail}`);
      return;
    }
    const { event } = thawed;
    const settlement = awaitSettlement();
    settlements.set(event.id, settlement);
    if (event.type === 'pressed') {
      const { id, rating, repeat } = event;
      listener.onPress({ id, rating, repeat, ageMs, kept: settlement.kept });
    }
    // A stand-in in memory only sends: it may have what the journal keeps, and must not have what nothing keeps.
    const kept = storage.durable && (await addToOutbox([body], listener));
    settlement.outbox(kept ? 'kept' : 'failed');
    main.notify('outboxSettled', { id: event.id, kept });
    const verdict = await settlement.kept;
    settlements.delete(event.id);
    if (!storage.durable && verdict !== 'nothing') {
      await addToOutbox([body], listener);
    }
  }

  /** Gives the outbox what only the journal has: after a lost profile, or a time when IndexedDB failed. */
  async function refill(summary: JournalSummary, listener: RecorderListener): Promise<void> {
    const { ledgerId, confirmed, last } = summary;
    await outbox.confirm(ledgerId, confirmed);
    if ((await outbox.count(ledgerId, confirmed + 1, last)) === last - confirmed) {
      return;
    }
    let from: number | null = confirmed + 1;
    while (from !== null) {
      const page: IpcReply<'readJournal'> = await main.request('readJournal', {
        ledgerId,
        from,
        limit: REFILL_PAGE,
      });
      const readable = page.bodies.filter((body) => thawEvent(body).ok);
      if (readable.length < page.bodies.length) {
        const unreadable = page.bodies.length - readable.length;
        listener.onTrouble(`The journal holds ${unreadable} events that this version cannot read.`);
      }
      if (readable.length > 0) {
        await addToOutbox(readable, listener);
      }
      from = page.next;
    }
  }

  /** What the outbox holds, and the events of it that the journal lacks. */
  async function report(): Promise<OutboxReport> {
    if (!storage.durable) {
      return { state: 'unavailable', detail: storage.detail.slice(0, 500) };
    }
    const books = await outbox.books();
    const ahead: EventBody[] = [];
    for (const { ledgerId, made } of books) {
      const journaled = journalEnds.find((end) => end.ledgerId === ledgerId)?.highest ?? 0;
      if (made > journaled) {
        ahead.push(...(await outbox.newest(ledgerId, journaled, MAX_AHEAD)));
      }
    }
    return {
      state: 'ready',
      ledgers: books.map(({ ledgerId, made }) => ({ ledgerId, highest: made })),
      ahead: ahead.slice(-MAX_AHEAD),
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

  return {
    async start(listener) {
      told = listener;
      main.subscribe('pressed', ({ body, ageMs }) => {
        void take(body, ageMs, listener);
      });
      main.subscribe('journalSettled', ({ id, kept }) => {
        settlements.get(id)?.journal(kept ? 'kept' : 'failed');
      });
      const { journal } = await main.request('attach', await report());
      void refillAll(journal, listener);
    },
    press(rating, source) {
      main
        .request('press', { rating, source })
        .catch((error: unknown) =>
          told?.onTrouble(`The main process did not take a press: ${messageOf(error)}`),
        );
    },
  };
}

import type { Instant } from '../../contract/instant.ts';
import { type ClockSample, MAX_BATCH_EVENTS } from '../../contract/protocol/events.ts';
import type { LedgerBooks, Outbox, OutboxEntry } from '../outbox/outbox.ts';
import { type Batch, NO_EVENTS } from './batch.ts';
import { type Arrival, createBatchCarrier } from './batch-carrier.ts';
import type { GapWatch } from './gap-watch.ts';
import { createHubBooks, type HubBooksOptions } from './hub-books.ts';
import { type HubResult, refusesWhole } from './hub-result.ts';
import type { HubSession } from './hub-session.ts';
import { type QueueReader, readQueue } from './queue-reader.ts';
import { createSetAside } from './set-aside.ts';
import { createTakenUrgent } from './taken-urgent.ts';
import { createUrgentQueue } from './urgent-queue.ts';

/** Within a long queue the books are stated this often; at its start always. */
const STATED_EVERY_MS = 1_000;
/** So many events in a batch tell how quick a link is. */
const TELLING_EVENTS = MAX_BATCH_EVENTS / 5;
/** On a link where a batch takes longer, one more beside it would only slow down the first. */
const QUICK_WITHIN_MS = 2_000;

export type EventUploadOptions = Omit<HubBooksOptions, 'outbox'> & {
  readonly outbox: Outbox;
  readonly session: HubSession;
  readonly now: () => Instant;
  readonly gzip: (text: string) => Promise<Uint8Array<ArrayBuffer>>;
  readonly clockSamples: () => readonly ClockSample[];
  /** Looks at the books whenever they are read. */
  readonly gaps: GapWatch;
  /** The hub has these events, which jumped the queue; told once of each. */
  readonly onTaken: (ids: readonly string[]) => void;
  /** The hub rejected events; they are parked. */
  readonly onParked: (count: number, detail: string) => void;
};

export type UploadOutcome =
  | {
      readonly kind: 'nothing-to-send';
      /** Numbers are missing that nobody answered; the books want another look soon. */
      readonly gapStands: boolean;
    }
  | {
      readonly kind: 'sent';
      readonly events: number;
      /** The books were stated along with them. */
      readonly stated: boolean;
      /** The hub lacks what it once confirmed; those events are queued again. */
      readonly rewound: boolean;
      readonly gapStands: boolean;
    }
  | { readonly kind: 'failed'; readonly events: number; readonly result: HubResult<unknown> };

export type EventUpload = {
  /**
   * Sends one batch — fresh negative presses before anything else — and takes in the hub's answers. On a quick link
   * the batch after it goes out meanwhile, and the next call waits for that one. When anything but all answers comes
   * of either, both are waited for and the next call begins at the mark.
   *
   * @param statementDue states the books although there is nothing to send.
   */
  sendBatch(maxEvents: number, statementDue: boolean): Promise<UploadOutcome>;
  /** Sends fresh negative presses only; may run beside `sendBatch`, since the hub stores each event once. */
  sendUrgent(): Promise<UploadOutcome>;
  /** These have just been added to the outbox and jump the queue. */
  tellUrgent(entries: readonly OutboxEntry[]): void;
  /** Resolves when nothing is on its way ahead of the next call. */
  settled(): Promise<void>;
};

/** A batch on its way. */
type Carried = {
  readonly entries: readonly OutboxEntry[];
  readonly stated: boolean;
  readonly sentAtMs: number;
  readonly arrival: Promise<Arrival>;
};

/** One way through the queue, from the mark on, that sends each event once. */
type Passage = {
  readonly queue: QueueReader;
  /** What was sent before the next call asks for it; null when the queue was at its end. */
  ahead: Promise<Carried | null> | null;
};

export function createEventUpload(options: EventUploadOptions): EventUpload {
  const { outbox } = options;
  const monotonicMs = (): number => options.now().monotonicMs;
  const hubBooks = createHubBooks(options);
  const aside = createSetAside(monotonicMs);
  const urgentQueue = createUrgentQueue(outbox, options.now, aside.has);
  const takenUrgent = createTakenUrgent(options.onTaken);
  const carry = createBatchCarrier({ ...options, hubBooks, onStored: takenUrgent.stored });
  let passage: Passage | null = null;
  let calls = 0;
  let linkIsQuick = false;
  let statedAtMs = Number.NEGATIVE_INFINITY;
  let gapStands = false;

  async function readBooks(): Promise<readonly LedgerBooks[]> {
    const books = await outbox.books();
    hubBooks.tell(books);
    gapStands = options.gaps.look(books);
    statedAtMs = monotonicMs();
    return books;
  }

  function send(batch: Batch, books: readonly LedgerBooks[] | null): Carried {
    const arrival = heard(carry(batch, books ?? []));
    return { entries: batch.entries, stated: books !== null, sentAtMs: monotonicMs(), arrival };
  }

  /** The next batch of a passage; null at its end. */
  async function sendFurther(queue: QueueReader, maxEvents: number): Promise<Carried | null> {
    const batch = await queue.next(maxEvents);
    if (batch === null) {
      return null;
    }
    const isDue = monotonicMs() - statedAtMs >= STATED_EVERY_MS;
    return send(batch, isDue ? await readBooks() : null);
  }

  async function sendFirst(maxEvents: number, statementDue: boolean): Promise<Carried | null> {
    const queue = readQueue(outbox, aside.has);
    passage = { queue, ahead: null };
    const batch = await queue.next(maxEvents);
    const books = await readBooks();
    return batch === null && !statementDue ? null : send(batch ?? NO_EVENTS, books);
  }

  async function sendNext(maxEvents: number, statementDue: boolean): Promise<Carried | null> {
    let further: Carried | null = null;
    if (passage !== null) {
      const { queue, ahead } = passage;
      passage.ahead = null;
      further = await (ahead ?? sendFurther(queue, maxEvents));
    }
    const carried = further ?? (await sendFirst(maxEvents, statementDue));
    if (carried !== null && passage !== null && linkIsQuick && maxEvents === MAX_BATCH_EVENTS) {
      passage.ahead = heard(sendFurther(passage.queue, maxEvents));
    }
    return carried;
  }

  /** The next call begins at the mark. What is on its way is waited for, whatever comes of it. */
  async function endPassage(): Promise<void> {
    const ahead = passage?.ahead;
    passage = null;
    await Promise.allSettled([ahead?.then((carried) => carried?.arrival)]);
  }

  async function takeIn(carried: Carried): Promise<UploadOutcome> {
    const { entries, stated, sentAtMs } = carried;
    const arrival = await carried.arrival;
    const tookMs = monotonicMs() - sentAtMs;
    linkIsQuick = tookMs <= QUICK_WITHIN_MS && (linkIsQuick || entries.length >= TELLING_EVENTS);
    if (arrival.kind === 'answered') {
      const { rewound, unanswered } = arrival;
      if (rewound || unanswered > 0) {
        urgentQueue.lookInOutbox();
        await endPassage();
      }
      return { kind: 'sent', events: entries.length, stated, rewound, gapStands };
    }
    const { result } = arrival;
    const [only] = entries;
    if (only !== undefined && entries.length === 1 && refusesWhole(result)) {
      aside.add(only.id);
    }
    linkIsQuick = false;
    urgentQueue.lookInOutbox();
    await endPassage();
    return { kind: 'failed', events: entries.length, result };
  }

  async function attempt(sending: Promise<Carried | null>): Promise<UploadOutcome> {
    try {
      const carried = await sending;
      return carried === null ? { kind: 'nothing-to-send', gapStands } : await takeIn(carried);
    } catch (error) {
      urgentQueue.lookInOutbox();
      await endPassage();
      throw error;
    }
  }

  async function sendUrgent(maxEvents: number): Promise<Carried | null> {
    const urgent = await urgentQueue.next(maxEvents);
    if (urgent === null) {
      return null;
    }
    // The outbox may have held them since before this page.
    takenUrgent.await(urgent.entries.map(({ id }) => id));
    return send(urgent, null);
  }

  return {
    async sendBatch(maxEvents, statementDue) {
      if (calls > 0) {
        // The one before was given up; so is what it sent ahead.
        passage = null;
      }
      calls += 1;
      if (statementDue) {
        urgentQueue.lookInOutbox();
      }
      const sending = sendUrgent(maxEvents).then(
        (urgent) => urgent ?? sendNext(maxEvents, statementDue),
      );
      return attempt(sending).finally(() => {
        calls -= 1;
      });
    },
    sendUrgent: () => attempt(sendUrgent(MAX_BATCH_EVENTS)),
    tellUrgent(entries) {
      takenUrgent.await(entries.map(({ id }) => id));
      urgentQueue.tell(entries);
    },
    settled: endPassage,
  };
}

/** Whoever waits for it is told how it failed; nobody has to wait already. */
function heard<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  return promise;
}

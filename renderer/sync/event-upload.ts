import type { Instant } from '../../contract/instant.ts';
import {
  type ClockSample,
  type EventAnswer,
  EventsReply,
  type EventsRequest,
  MAX_BATCH_EVENTS,
} from '../../contract/protocol/events.ts';
import { ledgerStatements } from '../outbox/ledger-statements.ts';
import type { EntryAnswer, LedgerBooks, Outbox, OutboxEntry } from '../outbox/outbox.ts';
import { createBatchChoice } from './batch-choice.ts';
import type { GapWatch } from './gap-watch.ts';
import { createHubBooks, type HubBooksOptions } from './hub-books.ts';
import { type HubResult, refusesWhole } from './hub-result.ts';
import type { HubSession } from './hub-session.ts';

/** One press fits a packet as it is: compressing it would only take time from whoever has to come. */
const COMPRESSED_FROM_LENGTH = 2_048;

export type EventUploadOptions = Omit<HubBooksOptions, 'outbox'> & {
  readonly outbox: Outbox;
  readonly session: HubSession;
  readonly now: () => Instant;
  readonly gzip: (text: string) => Promise<Uint8Array<ArrayBuffer>>;
  readonly clockSamples: () => readonly ClockSample[];
  /** Looks at the books before every batch. */
  readonly gaps: GapWatch;
  /** The hub rejected events; they are parked. */
  readonly onParked: (count: number, detail: string) => void;
};

/** The hub answered none of the events it was sent: asking again at once would go on for ever. */
const NOTHING_ANSWERED: HubResult<never> = {
  kind: 'offline',
  detail: 'The hub answered none of the events it was sent.',
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
      /** The hub lacks what it once confirmed; those events are queued again. */
      readonly rewound: boolean;
      readonly gapStands: boolean;
    }
  | { readonly kind: 'failed'; readonly events: number; readonly result: HubResult<unknown> };

export type EventUpload = {
  /**
   * Sends one batch — fresh negative presses before anything else — and takes in the hub's answers.
   *
   * @param evenIfEmpty states the books although there is nothing to send.
   */
  sendBatch(maxEvents: number, evenIfEmpty: boolean): Promise<UploadOutcome>;
  /** Sends fresh negative presses only; may run beside `sendBatch`, since the hub stores each event once. */
  sendUrgent(): Promise<UploadOutcome>;
};

export function createEventUpload(options: EventUploadOptions): EventUpload {
  const { outbox, session } = options;
  const choice = createBatchChoice(outbox, options.now);
  const hubBooks = createHubBooks(options);

  async function ask(
    entries: readonly OutboxEntry[],
    books: readonly LedgerBooks[],
  ): Promise<HubResult<EventsReply>> {
    const request: EventsRequest = {
      sentAt: options.now(),
      clockSamples: [...options.clockSamples()],
      ledgers: ledgerStatements(books),
      events: entries.map(({ id, body }) => ({ id, body })),
    };
    const text = JSON.stringify(request);
    const compressed = text.length >= COMPRESSED_FROM_LENGTH;
    return session.ask({
      method: 'POST',
      path: '/v1/events',
      headers: {
        'content-type': 'application/json',
        ...(compressed ? { 'content-encoding': 'gzip' } : {}),
      },
      body: compressed ? await options.gzip(text) : text,
      reply: EventsReply,
    });
  }

  /** False when the hub answered none of them. */
  async function settleAnswers(
    entries: readonly OutboxEntry[],
    answers: readonly EventAnswer[],
  ): Promise<boolean> {
    const answered = pairAnswers(entries, answers);
    for (const [ledgerId, ofLedger] of Map.groupBy(answered, (each) => each.ledgerId)) {
      await outbox.settle(
        ledgerId,
        ofLedger.map(({ answer }) => answer),
      );
    }
    const rejected = answered.flatMap(({ answer }) => (answer.outcome === 'parked' ? answer : []));
    if (rejected[0] !== undefined) {
      options.onParked(rejected.length, `${rejected[0].reason}: ${rejected[0].detail}`);
    }
    return answered.length > 0 || entries.length === 0;
  }

  return {
    async sendBatch(maxEvents, evenIfEmpty) {
      const entries = await choice.next(maxEvents);
      const books = await outbox.books();
      hubBooks.tell(books);
      const gapStands = options.gaps.look(books);
      if (entries.length === 0 && !evenIfEmpty) {
        return { kind: 'nothing-to-send', gapStands };
      }
      const result = await ask(entries, books);
      if (result.kind !== 'ok') {
        const [only] = entries;
        if (only !== undefined && entries.length === 1 && refusesWhole(result)) {
          choice.setAside(only.id);
        }
        return { kind: 'failed', events: entries.length, result };
      }
      if (!(await settleAnswers(entries, result.value.answers))) {
        return { kind: 'failed', events: entries.length, result: NOTHING_ANSWERED };
      }
      const rewound = await hubBooks.compare(books, result.value);
      return { kind: 'sent', events: entries.length, rewound, gapStands };
    },
    async sendUrgent() {
      const entries = await choice.urgent(MAX_BATCH_EVENTS);
      if (entries.length === 0) {
        return { kind: 'nothing-to-send', gapStands: false };
      }
      const result = await ask(entries, await outbox.books());
      if (result.kind !== 'ok') {
        return { kind: 'failed', events: entries.length, result };
      }
      // What else the reply says, the batch beside this one hears as well.
      return (await settleAnswers(entries, result.value.answers))
        ? { kind: 'sent', events: entries.length, rewound: false, gapStands: false }
        : { kind: 'failed', events: entries.length, result: NOTHING_ANSWERED };
    },
  };
}

type AnsweredEntry = { readonly ledgerId: string; readonly answer: EntryAnswer };

/** An event without an answer stays queued; an answer without an event is not ours to act on. */
function pairAnswers(
  entries: readonly OutboxEntry[],
  answers: readonly EventAnswer[],
): AnsweredEntry[] {
  const entryById = new Map(entries.map((entry) => [entry.id, entry]));
  return answers.flatMap((answer): AnsweredEntry[] => {
    const entry = entryById.get(answer.id);
    if (entry === undefined) {
      return [];
    }
    const { ledgerId, number } = entry;
    switch (answer.outcome) {
      case 'accepted':
      case 'duplicate':
        return [{ ledgerId, answer: { number, outcome: 'stored' } }];
      case 'rejected': {
        const { reason, detail } = answer;
        return [{ ledgerId, answer: { number, outcome: 'parked', reason, detail } }];
      }
    }
  });
}

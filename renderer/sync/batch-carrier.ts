import type { Instant } from '../../contract/instant.ts';
import type {
  ClockSample,
  EventAnswer,
  EventsReply,
  EventsRequest,
} from '../../contract/protocol/events.ts';
import { ledgerStatements } from '../outbox/ledger-statements.ts';
import type { EntryAnswer, LedgerBooks, Outbox, OutboxEntry } from '../outbox/outbox.ts';
import type { Batch } from './batch.ts';
import { QuickEventsReply } from './events-reply.ts';
import type { HubBooks } from './hub-books.ts';
import type { HubResult } from './hub-result.ts';
import type { HubSession } from './hub-session.ts';

/** One press fits a packet as it is: compressing it would only take time from whoever has to come. */
const COMPRESSED_FROM_LENGTH = 2_048;

export type BatchCarrierOptions = {
  readonly outbox: Pick<Outbox, 'settle'>;
  readonly session: HubSession;
  readonly now: () => Instant;
  readonly gzip: (text: string) => Promise<Uint8Array<ArrayBuffer>>;
  readonly clockSamples: () => readonly ClockSample[];
  readonly hubBooks: Pick<HubBooks, 'compare'>;
  /** The hub has these events, as it answered. */
  readonly onStored: (ids: readonly string[]) => void;
  /** The hub rejected events; they are parked. */
  readonly onParked: (count: number, detail: string) => void;
};

/** What became of a batch. */
export type Arrival =
  | {
      readonly kind: 'answered';
      /** Events without an answer; they stay queued. */
      readonly unanswered: number;
      /** The hub lacks what it once confirmed; those events are queued again. */
      readonly rewound: boolean;
    }
  | { readonly kind: 'failed'; readonly result: HubResult<unknown> };

/**
 * Takes a batch to the hub and its answers to the outbox. Several may be on their way at once, and their answers may
 * come in any order.
 *
 * @param books what is stated along with the batch; none says nothing of any ledger.
 */
export type BatchCarrier = (batch: Batch, books: readonly LedgerBooks[]) => Promise<Arrival>;

/** The hub answered none of the events it was sent: asking again at once would go on for ever. */
const NOTHING_ANSWERED: HubResult<never> = {
  kind: 'offline',
  detail: 'The hub answered none of the events it was sent.',
};

export function createBatchCarrier(options: BatchCarrierOptions): BatchCarrier {
  async function ask(
    { json }: Batch,
    books: readonly LedgerBooks[],
  ): Promise<HubResult<EventsReply>> {
    const envelope: Omit<EventsRequest, 'events'> = {
      sentAt: options.now(),
      clockSamples: [...options.clockSamples()],
      ledgers: ledgerStatements(books),
    };
    const text = `${JSON.stringify(envelope).slice(0, -1)},"events":${json}}`;
    const compressed = text.length >= COMPRESSED_FROM_LENGTH;
    return options.session.ask({
      method: 'POST',
      path: '/v1/events',
      headers: {
        'content-type': 'application/json',
        ...(compressed ? { 'content-encoding': 'gzip' } : {}),
      },
      body: compressed ? await options.gzip(text) : text,
      reply: QuickEventsReply,
    });
  }

  async function settle(answered: readonly AnsweredEntry[]): Promise<void> {
    for (const [ledgerId, ofLedger] of Map.groupBy(answered, (each) => each.ledgerId)) {
      await options.outbox.settle(
        ledgerId,
        ofLedger.map(({ answer }) => answer),
      );
    }
    const rejected = answered.flatMap(({ answer }) => (answer.outcome === 'parked' ? answer : []));
    if (rejected[0] !== undefined) {
      options.onParked(rejected.length, `${rejected[0].reason}: ${rejected[0].detail}`);
    }
  }

  return async (batch, books) => {
    const { entries } = batch;
    const result = await ask(batch, books);
    if (result.kind !== 'ok') {
      return { kind: 'failed', result };
    }
    const answered = pairAnswers(entries, result.value.answers);
    options.onStored(storedIds(answered));
    await settle(answered);
    if (answered.length === 0 && entries.length > 0) {
      return { kind: 'failed', result: NOTHING_ANSWERED };
    }
    const rewound = await options.hubBooks.compare(books, result.value);
    return { kind: 'answered', unanswered: entries.length - answered.length, rewound };
  };
}

type AnsweredEntry = {
  readonly id: string;
  readonly ledgerId: string;
  readonly answer: EntryAnswer;
};

function storedIds(answered: readonly AnsweredEntry[]): readonly string[] {
  return answered.flatMap(({ id, answer }) => (answer.outcome === 'stored' ? [id] : []));
}

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
    const { id, ledgerId, number } = entry;
    switch (answer.outcome) {
      case 'accepted':
      case 'duplicate':
        return [{ id, ledgerId, answer: { number, outcome: 'stored' } }];
      case 'rejected': {
        const { reason, detail } = answer;
        return [{ id, ledgerId, answer: { number, outcome: 'parked', reason, detail } }];
      }
    }
  });
}

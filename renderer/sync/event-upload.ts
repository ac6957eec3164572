import type { EventBody } from '../../contract/event-body.ts';
import { thawEvent } from '../../contract/event-body.ts';
import type { Instant } from '../../contract/instant.ts';
import {
  type ClockSample,
  type EventAnswer,
  EventsReply,
  type EventsRequest,
  type LedgerStatement,
  MAX_BATCH_BYTES,
} from '../../contract/protocol/events.ts';
import type { EntryAnswer, LedgerBooks, Outbox, OutboxEntry } from '../outbox/outbox.ts';
import { elapsedMs } from '../clock.ts';
import type { HubResult } from './hub-result.ts';
import type { HubSession } from './hub-session.ts';

/** After this a negative press is late: it pages nobody any more and waits its turn. */
const FRESH_FOR_MS = 120_000;
/** Room in a batch for everything that is not an event. */
const ENVELOPE_BYTES = 24 * 1024;

export type EventUploadOptions = {
  readonly outbox: Outbox;
  readonly session: HubSession;
  readonly now: () => Instant;
  readonly gzip: (text: string) => Promise<Uint8Array<ArrayBuffer>>;
  readonly clockSamples: () => readonly ClockSample[];
  /** Everything of a ledger up to a number is stored at the hub. */
  readonly onStoredThrough: (ledgerId: string, number: number) => void;
  /** The hub rejected events; they are parked. */
  readonly onParked: (count: number, detail: string) => void;
};

/** The hub answered none of the events it was sent: asking again at once would go on for ever. */
const NOTHING_ANSWERED: HubResult<never> = {
  kind: 'offline',
  detail: 'The hub answered none of the events it was sent.',
};

export type UploadOutcome =
  | { readonly kind: 'nothing-to-send' }
  | {
      readonly kind: 'sent';
      readonly events: number;
      /** The hub lacks what it once confirmed; those events are queued again. */
      readonly rewound: boolean;
    }
  | { readonly kind: 'failed'; readonly events: number; readonly result: HubResult<unknown> };

/** Sends one batch — fresh negative presses before anything else — and takes in the hub's answers. */
export function createEventUpload(options: EventUploadOptions): {
  /** @param evenIfEmpty states the books although there is nothing to send. */
  sendBatch(maxEvents: number, evenIfEmpty: boolean): Promise<UploadOutcome>;
} {
  const { outbox, session } = options;

  function isFresh(body: EventBody): boolean {
    const thawed = thawEvent(body);
    const ageMs = thawed.ok ? elapsedMs(thawed.event.at, options.now()) : null;
    return ageMs !== null && ageMs <= FRESH_FOR_MS;
  }

  async function chooseBatch(maxEvents: number): Promise<readonly OutboxEntry[]> {
    const limits = { maxEvents, maxBytes: MAX_BATCH_BYTES - ENVELOPE_BYTES };
    const urgent = await outbox.urgentBatch(limits, isFresh);
    return urgent.length > 0 ? urgent : outbox.nextBatch(limits);
  }

  /** Highest number per ledger that the journal was told to be stored at the hub. */
  const told = new Map<string, number>();

  async function settleAnswers(answered: readonly AnsweredEntry[]): Promise<void> {
    for (const [ledgerId, entries] of Map.groupBy(answered, (entry) => entry.ledgerId)) {
      await outbox.settle(
        ledgerId,
        entries.map(({ answer }) => answer),
      );
    }
  }

  /** True when the hub lacks what it once confirmed. */
  async function compareBooks(
    statedBooks: readonly LedgerBooks[],
    reply: EventsReply,
  ): Promise<boolean> {
    const storedThrough = new Map(reply.ledgers.map((each) => [each.ledgerId, each.storedThrough]));
    let rewound = false;
    for (const { ledgerId, mark, parked } of statedBooks) {
      const stored = storedThrough.get(ledgerId);
      // Below what was answered before this batch: the hub was restored. What this batch brought proves nothing yet,
      // and neither does a hub that stops at a number we parked.
      if (stored !== undefined && stored < mark && !parked.includes(stored + 1)) {
        rewound = (await outbox.reconcile(ledgerId, stored)) || rewound;
      }
    }
    for (const { ledgerId, mark } of await outbox.books()) {
      const stored = storedThrough.get(ledgerId);
      if (stored !== undefined) {
        const before = told.get(ledgerId) ?? 0;
        // Lower than before only by the hub's own word: an outbox that lost its mark says nothing about the hub.
        const now = stored < before ? stored : Math.max(before, Math.min(mark, stored));
        told.set(ledgerId, now);
        if (now > 0) {
          options.onStoredThrough(ledgerId, now);
        }
      }
    }
    return rewound;
  }

  function reportRejected(answers: readonly EventAnswer[]): void {
    const rejected = answers.filter((answer) => answer.outcome === 'rejected');
    if (rejected[0] !== undefined) {
      options.onParked(rejected.length, `${rejected[0].reason}: ${rejected[0].detail}`);
    }
  }

  return {
    async sendBatch(maxEvents, evenIfEmpty) {
      const entries = await chooseBatch(maxEvents);
      if (entries.length === 0 && !evenIfEmpty) {
        return { kind: 'nothing-to-send' };
      }
      const books = await outbox.books();
      const request: EventsRequest = {
        sentAt: options.now(),
        clockSamples: [...options.clockSamples()],
        ledgers: books.map(statementOf),
        events: entries.map(({ id, body }) => ({ id, body })),
      };
      const result = await session.ask({
        method: 'POST',
        path: '/v1/events',
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
        body: await options.gzip(JSON.stringify(request)),
        reply: EventsReply,
      });
      if (result.kind !== 'ok') {
        return { kind: 'failed', events: entries.length, result };
      }
      const answered = pairAnswers(entries, result.value.answers);
      if (answered.length === 0 && entries.length > 0) {
        return { kind: 'failed', events: entries.length, result: NOTHING_ANSWERED };
      }
      await settleAnswers(answered);
      const rewound = await compareBooks(books, result.value);
      reportRejected(result.value.answers);
      return { kind: 'sent', events: entries.length, rewound };
    },
  };
}

/** The books as the protocol states them; a terminal with ever more parked events states the oldest. */
export function statementOf({
  ledgerId,
  made,
  queued,
  oldestQueued,
  parked,
}: LedgerBooks): LedgerStatement {
  return { ledgerId, made, queued, oldestQueued, parked: parked.slice(0, 1_000) };
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

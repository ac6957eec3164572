import type { EventBody } from '../../contract/event-body.ts';
import { thawEvent } from '../../contract/event-body.ts';
import type { Instant } from '../../contract/instant.ts';
import {
  type ClockSample,
  type EventAnswer,
  EventsReply,
  type EventsRequest,
  MAX_BATCH_BYTES,
  MAX_BATCH_EVENTS,
} from '../../contract/protocol/events.ts';
import { ledgerStatements } from '../outbox/ledger-statements.ts';
import type {
  BatchLimits,
  EntryAnswer,
  LedgerBooks,
  Outbox,
  OutboxEntry,
} from '../outbox/outbox.ts';
import { elapsedMs } from '../clock.ts';
import type { GapWatch } from './gap-watch.ts';
import { type HubResult, refusesWhole } from './hub-result.ts';
import type { HubSession } from './hub-session.ts';
import { STATEMENT_EVERY_MS } from './sync-machine.ts';

/** After this a negative press is late: it pages nobody any more and waits its turn. */
const FRESH_FOR_MS = 120_000;
/** Room in a batch for everything that is not an event. */
const ENVELOPE_BYTES = 24 * 1024;
/** Others go first for so long. An idle terminal looks after its queue as often. */
const SET_ASIDE_FOR_MS = STATEMENT_EVERY_MS;
/** Together they fit a batch, so that there is always room beside them. */
const MAX_SET_ASIDE = 16;

export type EventUploadOptions = {
  readonly outbox: Outbox;
  readonly session: HubSession;
  readonly now: () => Instant;
  readonly gzip: (text: string) => Promise<Uint8Array<ArrayBuffer>>;
  readonly clockSamples: () => readonly ClockSample[];
  /** Looks at the books before every batch. */
  readonly gaps: GapWatch;
  /** Everything of a ledger up to a number is stored at the hub. */
  readonly onStoredThrough: (ledgerId: string, number: number) => void;
  /** The hub holds another event at one of this ledger's numbers; told once. */
  readonly onForked: (ledgerId: string) => void;
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
  /** Events that make the hub refuse a batch even when they are alone in it, and when they are tried again. */
  const setAside = new Map<string, number>();
  /** Highest number per ledger that the journal was told to be stored at the hub. */
  const told = new Map<string, number>();
  /** The hub's last word, not told yet. */
  let storedThrough: ReadonlyMap<string, number> = new Map();
  /** Where the hub stopped before a number that is parked here, and events were sent again for it. */
  const stoppedAtParked = new Map<string, number>();
  const forked = new Set<string>();

  function isFresh(body: EventBody): boolean {
    const thawed = thawEvent(body);
    const ageMs = thawed.ok ? elapsedMs(thawed.event.at, options.now()) : null;
    return ageMs !== null && ageMs <= FRESH_FOR_MS;
  }

  function releaseSetAside(): void {
    const nowMs = options.now().monotonicMs;
    for (const [id, untilMs] of setAside) {
      if (nowMs >= untilMs) {
        setAside.delete(id);
      }
    }
  }

  function limitsFor(maxEvents: number): BatchLimits {
    return { maxEvents: maxEvents + setAside.size, maxBytes: MAX_BATCH_BYTES - ENVELOPE_BYTES };
  }

  function withoutSetAside(
    entries: readonly OutboxEntry[],
    maxEvents: number,
  ): readonly OutboxEntry[] {
    return setAside.size === 0
      ? entries
      : entries.filter(({ id }) => !setAside.has(id)).slice(0, maxEvents);
  }

  async function chooseUrgent(maxEvents: number): Promise<readonly OutboxEntry[]> {
    return withoutSetAside(await outbox.urgentBatch(limitsFor(maxEvents), isFresh), maxEvents);
  }

  async function chooseBatch(maxEvents: number): Promise<readonly OutboxEntry[]> {
    const urgent = await chooseUrgent(maxEvents);
    return urgent.length > 0
      ? urgent
      : withoutSetAside(await outbox.nextBatch(limitsFor(maxEvents)), maxEvents);
  }

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
    return session.ask({
      method: 'POST',
      path: '/v1/events',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: await options.gzip(JSON.stringify(request)),
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

  /** True when the hub lacks what it once confirmed. */
  async function compareBooks(
    statedBooks: readonly LedgerBooks[],
    reply: EventsReply,
  ): Promise<boolean> {
    storedThrough = new Map(reply.ledgers.map((each) => [each.ledgerId, each.storedThrough]));
    let rewound = false;
    for (const { ledgerId, mark, parked } of statedBooks) {
      const stored = storedThrough.get(ledgerId);
      // Below what was answered before this batch: the hub was restored. What this batch brought proves nothing yet.
      if (stored === undefined || stored >= mark) {
        continue;
      }
      // Or it does not believe what we state as parked and tells nothing of what lies behind: sent again once.
      if (parked.includes(stored + 1)) {
        if (stoppedAtParked.get(ledgerId) === stored) {
          continue;
        }
        stoppedAtParked.set(ledgerId, stored);
      }
      rewound = (await outbox.reconcile(ledgerId, stored)) || rewound;
    }
    return rewound;
  }

  /** Once per reply, with the books as they stand a turn later. */
  function tellStored(books: readonly LedgerBooks[]): void {
    for (const { ledgerId, mark } of books) {
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
    storedThrough = new Map();
  }

  function reportForks({ ledgers }: EventsReply): void {
    for (const ledger of ledgers) {
      if (ledger.forked && !forked.has(ledger.ledgerId)) {
        forked.add(ledger.ledgerId);
        options.onForked(ledger.ledgerId);
      }
    }
  }

  return {
    async sendBatch(maxEvents, evenIfEmpty) {
      releaseSetAside();
      const entries = await chooseBatch(maxEvents);
      const books = await outbox.books();
      tellStored(books);
      const gapStands = options.gaps.look(books);
      if (entries.length === 0 && !evenIfEmpty) {
        return { kind: 'nothing-to-send', gapStands };
      }
      const result = await ask(entries, books);
      if (result.kind !== 'ok') {
        const [only] = entries;
        if (
          only !== undefined &&
          entries.length === 1 &&
          refusesWhole(result) &&
          setAside.size < MAX_SET_ASIDE
        ) {
          setAside.set(only.id, options.now().monotonicMs + SET_ASIDE_FOR_MS);
        }
        return { kind: 'failed', events: entries.length, result };
      }
      if (!(await settleAnswers(entries, result.value.answers))) {
        return { kind: 'failed', events: entries.length, result: NOTHING_ANSWERED };
      }
      const rewound = await compareBooks(books, result.value);
      reportForks(result.value);
      return { kind: 'sent', events: entries.length, rewound, gapStands };
    },
    async sendUrgent() {
      const entries = await chooseUrgent(MAX_BATCH_EVENTS);
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

import { type EventBody, freezeEvent } from '../../contract/event-body.ts';
import type { FeedbackEvent } from '../../contract/feedback-event.ts';
import { assembleBatch } from './batch-assembly.ts';
import { madeAtMs, readEntry } from './entry.ts';
import type {
  AddOutcome,
  BatchLimits,
  EntryAnswer,
  LedgerBooks,
  LedgerPlace,
  Outbox,
  OutboxEntry,
  ParkedEntry,
} from './outbox.ts';
import {
  answer,
  confirmThrough,
  reopen,
  rewind,
  unanswered,
  UNTOUCHED,
  type Watermark,
} from './watermark.ts';

type Ledger = {
  readonly entries: Map<number, OutboxEntry & { readonly urgent: boolean }>;
  readonly parked: Map<number, ParkedEntry>;
  watermark: Watermark;
  made: number;
};

/** A working outbox without a disk, for tests and for the pages that only show a kiosk. */
export class MemoryOutbox implements Outbox {
  readonly #ledgers = new Map<string, Ledger>();

  async add(bodies: readonly EventBody[]): Promise<readonly AddOutcome[]> {
    return bodies.map((body) => this.#addOne(body));
  }

  async record(
    newLedgerId: string,
    make: (place: LedgerPlace) => FeedbackEvent,
  ): Promise<OutboxEntry> {
    const ledgerId = this.#ledgerIds().at(-1) ?? newLedgerId;
    const place = { ledgerId, number: (this.#ledgers.get(ledgerId)?.made ?? 0) + 1 };
    const body = freezeEvent(make(place));
    this.#addOne(body);
    return readEntry(body).entry;
  }

  async nextBatch(limits: BatchLimits): Promise<readonly OutboxEntry[]> {
    const batch = assembleBatch(limits);
    for (const ledgerId of this.#ledgerIds()) {
      for (const entry of this.#unanswered(this.#ledger(ledgerId))) {
        if (!batch.offer(plain(entry))) {
          return batch.entries;
        }
      }
    }
    return batch.entries;
  }

  async urgentBatch(
    limits: BatchLimits,
    isFresh: (body: EventBody) => boolean,
  ): Promise<readonly OutboxEntry[]> {
    const batch = assembleBatch(limits);
    for (const ledgerId of this.#ledgerIds().toReversed()) {
      const ledger = this.#ledger(ledgerId);
      for (const entry of this.#unanswered(ledger).toReversed()) {
        if (!entry.urgent || entry.number <= ledger.watermark.mark) {
          continue;
        }
        if (!isFresh(entry.body) || !batch.offer(plain(entry))) {
          return batch.entries;
        }
      }
    }
    return batch.entries;
  }

  async settle(ledgerId: string, answers: readonly EntryAnswer[]): Promise<void> {
    const ledger = this.#ledger(ledgerId);
    for (const entryAnswer of answers) {
      const entry = ledger.entries.get(entryAnswer.number);
      if (entryAnswer.outcome === 'parked' && entry !== undefined) {
        const { reason, detail } = entryAnswer;
        ledger.parked.set(entryAnswer.number, { ...plain(entry), reason, detail });
      }
    }
    ledger.watermark = answer(
      ledger.watermark,
      answers.map(({ number }) => number),
    );
  }

  async confirm(ledgerId: string, through: number): Promise<void> {
    if (through > 0) {
      const ledger = this.#ledger(ledgerId);
      ledger.watermark = confirmThrough(ledger.watermark, through);
      ledger.made = Math.max(ledger.made, through);
    }
  }

  async reconcile(ledgerId: string, storedThrough: number): Promise<boolean> {
    const ledger = this.#ledger(ledgerId);
    const rewound = rewind(ledger.watermark, storedThrough, [...ledger.parked.keys()]);
    const changed = rewound !== ledger.watermark;
    ledger.watermark = rewound;
    return changed;
  }

  async books(): Promise<readonly LedgerBooks[]> {
    return this.#ledgerIds().map((ledgerId) => {
      const { made, watermark, parked } = this.#ledger(ledgerId);
      const { count, oldest } = unanswered(watermark, made);
      return {
        ledgerId,
        made,
        mark: watermark.mark,
        queued: count,
        oldestQueued: oldest,
        parked: [...parked.keys()].toSorted((a, b) => a - b),
      };
    });
  }

  async newest(ledgerId: string, above: number, limit: number): Promise<readonly EventBody[]> {
    return [...this.#ledger(ledgerId).entries.values()]
      .filter(({ number }) => number > above)
      .toSorted((a, b) => a.number - b.number)
      .slice(-limit)
      .map(({ body }) => body);
  }

  async count(ledgerId: string, from: number, through: number): Promise<number> {
    const numbers = [...this.#ledger(ledgerId).entries.keys()];
    return numbers.filter((number) => number >= from && number <= through).length;
  }

  async parked(): Promise<readonly ParkedEntry[]> {
    return this.#ledgerIds().flatMap((ledgerId) =>
      [...this.#ledger(ledgerId).parked.values()].toSorted((a, b) => a.number - b.number),
    );
  }

  async retryParked(ledgerId: string, number: number): Promise<void> {
    const ledger = this.#ledger(ledgerId);
    if (ledger.parked.delete(number)) {
      ledger.watermark = reopen(ledger.watermark, [number]);
    }
  }

  async prune(keep: { readonly newest: number; readonly madeAfterMs: number }): Promise<number> {
    let removed = 0;
    for (const ledger of this.#ledgers.values()) {
      const { mark, reopened } = ledger.watermark;
      for (const [number, { id }] of ledger.entries) {
        const tooOld = number <= ledger.made - keep.newest || madeAtMs(id) < keep.madeAfterMs;
        const kept = number > mark || reopened.includes(number) || ledger.parked.has(number);
        if (tooOld && !kept) {
          ledger.entries.delete(number);
          removed += 1;
        }
      }
    }
    return removed;
  }

  close(): void {
    this.#ledgers.clear();
  }

  #ledgerIds(): string[] {
    return [...this.#ledgers.keys()].toSorted();
  }

  #ledger(ledgerId: string): Ledger {
    const held = this.#ledgers.get(ledgerId);
    if (held !== undefined) {
      return held;
    }
    const opened = { entries: new Map(), parked: new Map(), watermark: UNTOUCHED, made: 0 };
    this.#ledgers.set(ledgerId, opened);
    return opened;
  }

  #addOne(body: EventBody): AddOutcome {
    const { entry, urgent } = readEntry(body);
    const ledger = this.#ledger(entry.ledgerId);
    const held = ledger.entries.get(entry.number);
    if (held !== undefined) {
      return held.body === body ? 'present' : 'conflict';
    }
    ledger.entries.set(entry.number, { ...entry, urgent });
    ledger.made = Math.max(ledger.made, entry.number);
    if (entry.number <= ledger.watermark.mark) {
      ledger.watermark = reopen(ledger.watermark, [entry.number]);
    }
    return 'added';
  }

  #unanswered(ledger: Ledger): (OutboxEntry & { readonly urgent: boolean })[] {
    const { mark, above, reopened } = ledger.watermark;
    return [...ledger.entries.values()]
      .filter(({ number }) => (number > mark ? !above.includes(number) : reopened.includes(number)))
      .toSorted((a, b) => a.number - b.number);
  }
}

function plain({ ledgerId, number, id, body }: OutboxEntry): OutboxEntry {
  return { ledgerId, number, id, body };
}

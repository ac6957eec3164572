import type { EventBody } from '../../contract/event-body.ts';
import { madeAtMs, readBody, readOffered } from './entry.ts';
import { rangeWith } from '../../contract/number-ranges.ts';
import type { NumberRange } from '../../contract/number-range.ts';
import type {
  AddOutcome,
  EntryAnswer,
  FreezeAt,
  Kept,
  LedgerBooks,
  LedgerPlace,
  Outbox,
  OutboxEntry,
  ParkedEntry,
  ReadEvent,
} from './outbox.ts';
import {
  answer,
  confirmThrough,
  gapAtMark,
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
  completeThrough: number;
  ended: boolean;
};

/** A working outbox without a disk, for tests and for the pages that only show a kiosk. */
export class MemoryOutbox implements Outbox {
  readonly #ledgers = new Map<string, Ledger>();

  async add(offered: readonly (EventBody | ReadEvent)[]): Promise<readonly AddOutcome[]> {
    return offered.map(readOffered).map((event) => this.#addOne(event));
  }

  async record(newLedgerId: string, freeze: readonly FreezeAt[]): Promise<readonly ReadEvent[]> {
    const ledgerId = this.#ledgerIds().findLast((each) => !this.#ledger(each).ended) ?? newLedgerId;
    const first = (this.#ledgers.get(ledgerId)?.made ?? 0) + 1;
    const read = freeze.map((each, index) => readBody(each({ ledgerId, number: first + index })));
    for (const event of read) {
      this.#addOne(event);
    }
    return read;
  }

  async endLedger(ledgerId: string): Promise<void> {
    this.#ledger(ledgerId).ended = true;
  }

  async queuedAfter(place: LedgerPlace | null, limit: number): Promise<readonly OutboxEntry[]> {
    return this.#ledgerIds()
      .flatMap((ledgerId) => this.#unanswered(this.#ledger(ledgerId)))
      .filter(
        ({ ledgerId, number }) =>
          place === null ||
          ledgerId > place.ledgerId ||
          (ledgerId === place.ledgerId && number > place.number),
      )
      .slice(0, limit)
      .map(plain);
  }

  async urgentQueued(
    limit: number,
    isFresh: (body: EventBody) => boolean,
  ): Promise<readonly OutboxEntry[]> {
    const found: OutboxEntry[] = [];
    for (const ledgerId of this.#ledgerIds().toReversed()) {
      const ledger = this.#ledger(ledgerId);
      for (const entry of this.#unanswered(ledger).toReversed()) {
        if (!entry.urgent || entry.number <= ledger.watermark.mark) {
          continue;
        }
        if (!isFresh(entry.body) || found.length === limit) {
          return found;
        }
        found.push(plain(entry));
      }
    }
    return found;
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
    const numbers = answers.map(({ number }) => number);
    ledger.watermark = answer(ledger.watermark, numbers);
    ledger.made = Math.max(ledger.made, ...numbers);
  }

  async confirm(ledgerId: string, through: number): Promise<void> {
    if (through > 0) {
      const ledger = this.#ledger(ledgerId);
      ledger.watermark = confirmThrough(ledger.watermark, through);
      ledger.made = Math.max(ledger.made, through);
    }
  }

  async reconcile(ledgerId: string, storedThrough: number): Promise<boolean> {
    const ledger = this.#look(ledgerId);
    const rewound = rewind(ledger.watermark, storedThrough, [...ledger.parked.keys()]);
    const changed = rewound !== ledger.watermark;
    ledger.watermark = rewound;
    return changed;
  }

  async books(): Promise<readonly LedgerBooks[]> {
    return this.#ledgerIds().map((ledgerId) => {
      const { made, watermark, parked, entries } = this.#ledger(ledgerId);
      const beyond = [...entries.keys()].filter((number) => number > watermark.mark);
      const { count, oldest } = unanswered(watermark, made);
      return {
        ledgerId,
        made,
        mark: watermark.mark,
        queued: count,
        oldestQueued: oldest,
        parked: [...parked.keys()].toSorted((a, b) => a - b),
        gap: gapAtMark(watermark, made, beyond.length > 0 ? Math.min(...beyond) : null),
      };
    });
  }

  async newest(
    ledgerId: string,
    { from, through }: NumberRange,
    limit: number,
  ): Promise<readonly EventBody[]> {
    return [...this.#look(ledgerId).entries.values()]
      .filter(({ number }) => number >= from && number <= through)
      .toSorted((a, b) => a.number - b.number)
      .slice(-limit)
      .map(({ body }) => body);
  }

  async lacksFrom(ledgerId: string, through: number): Promise<number | null> {
    const { entries, watermark, completeThrough } = this.#look(ledgerId);
    let complete = Math.max(watermark.mark, completeThrough);
    while (entries.has(complete + 1)) {
      complete += 1;
    }
    return complete < through ? complete + 1 : null;
  }

  async declareComplete(ledgerId: string, through: number): Promise<void> {
    const ledger = this.#ledger(ledgerId);
    ledger.completeThrough = Math.max(ledger.completeThrough, through);
  }

  async parked(): Promise<readonly ParkedEntry[]> {
    return this.#ledgerIds().flatMap((ledgerId) =>
      [...this.#ledger(ledgerId).parked.values()].toSorted((a, b) => a.number - b.number),
    );
  }

  async retryParked(ledgerId: string, numbers: readonly number[]): Promise<void> {
    const ledger = this.#look(ledgerId);
    const found = numbers.filter((number) => ledger.parked.delete(number));
    ledger.watermark = reopen(ledger.watermark, found);
  }

  async prune(keep: Kept): Promise<number> {
    let removed = 0;
    for (const ledger of this.#ledgers.values()) {
      const { mark, reopened } = ledger.watermark;
      for (const [number, { id }] of ledger.entries) {
        const tooOld = number <= ledger.made - keep.newest || madeAtMs(id) < keep.madeAfterMs;
        const kept =
          number > mark || rangeWith(reopened, number) !== undefined || ledger.parked.has(number);
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

  /** A ledger to change. */
  #ledger(ledgerId: string): Ledger {
    const ledger = this.#look(ledgerId);
    this.#ledgers.set(ledgerId, ledger);
    return ledger;
  }

  /** A ledger to look at; one that nothing is known of is not opened by that. */
  #look(ledgerId: string): Ledger {
    return (
      this.#ledgers.get(ledgerId) ?? {
        entries: new Map(),
        parked: new Map(),
        watermark: UNTOUCHED,
        made: 0,
        completeThrough: 0,
        ended: false,
      }
    );
  }

  #addOne({ entry, urgent }: ReadEvent): AddOutcome {
    const ledger = this.#ledger(entry.ledgerId);
    const held = ledger.entries.get(entry.number);
    if (held !== undefined) {
      return held.body === entry.body ? 'present' : 'conflict';
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
      .filter(({ number }) =>
        number > mark
          ? rangeWith(above, number) === undefined
          : rangeWith(reopened, number) !== undefined,
      )
      .toSorted((a, b) => a.number - b.number);
  }
}

function plain({ ledgerId, number, id, body }: OutboxEntry): OutboxEntry {
  return { ledgerId, number, id, body };
}

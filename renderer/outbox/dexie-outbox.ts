import { type Collection, Dexie, type Table } from 'dexie';
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

/** `urgentNumber` repeats the number of an urgent event; other rows lack it and so stay out of that index. */
type EventRow = OutboxEntry & { readonly urgentNumber?: number };

type LedgerRow = {
  readonly ledgerId: string;
  readonly watermark: Watermark;
  /** Highest number answered; the highest made may stand in the events alone. */
  readonly answeredThrough: number;
};

type Place = [ledgerId: string, number: number];

/** The outbox on IndexedDB, with strict durability: a resolved `add` or `record` has reached the disk. */
export class DexieOutbox implements Outbox {
  readonly #database: Dexie;
  readonly #events: Table<EventRow, Place>;
  readonly #ledgers: Table<LedgerRow, string>;
  readonly #parked: Table<ParkedEntry, Place>;

  private constructor(database: Dexie) {
    this.#database = database;
    this.#events = database.table('events');
    this.#ledgers = database.table('ledgers');
    this.#parked = database.table('parked');
  }

  /** Rejects when the browser offers no storage, or refuses to open it. */
  static async open(name: string): Promise<DexieOutbox> {
    const database = new Dexie(name, {
      chromeTransactionDurability: 'strict',
      // A database that was reset while we were open must not come back empty behind our back.
      autoOpen: false,
    });
    database.version(1).stores({
      events: '[ledgerId+number], [ledgerId+urgentNumber]',
      ledgers: 'ledgerId',
      parked: '[ledgerId+number]',
    });
    await database.open();
    return new DexieOutbox(database);
  }

  async add(bodies: readonly EventBody[]): Promise<readonly AddOutcome[]> {
    return this.#database.transaction('rw', this.#events, this.#ledgers, async () => {
      const rows = bodies.map(toRow);
      const held = await this.#events.bulkGet(rows.map(placeOf));
      const outcomes = rows.map((row, index): AddOutcome => {
        const other = held[index];
        return other === undefined ? 'added' : other.body === row.body ? 'present' : 'conflict';
      });
      const fresh = rows.filter((_, index) => outcomes[index] === 'added');
      for (const [ledgerId, added] of Map.groupBy(fresh, (row) => row.ledgerId)) {
        await this.#admit(
          ledgerId,
          added.map(({ number }) => number),
        );
      }
      await this.#events.bulkAdd(fresh);
      return outcomes;
    });
  }

  async record(
    newLedgerId: string,
    make: (place: LedgerPlace) => FeedbackEvent,
  ): Promise<OutboxEntry> {
    return this.#database.transaction('rw', this.#events, this.#ledgers, async () => {
      const newest = await this.#ledgers.orderBy('ledgerId').last();
      const ledgerId = newest?.ledgerId ?? newLedgerId;
      const number = newest === undefined ? 1 : (await this.#made(newest)) + 1;
      const row = toRow(freezeEvent(make({ ledgerId, number })));
      await this.#admit(ledgerId, [number]);
      await this.#events.add(row);
      return entryOf(row);
    });
  }

  async nextBatch(limits: BatchLimits): Promise<readonly OutboxEntry[]> {
    return this.#database.transaction('r', this.#events, this.#ledgers, async () => {
      const batch = assembleBatch(limits);
      for (const { ledgerId, watermark } of await this.#ledgers.orderBy('ledgerId').toArray()) {
        const places = watermark.reopened
          .slice(0, limits.maxEvents)
          .map((number): Place => [ledgerId, number]);
        const reopened = (await this.#events.bulkGet(places)).filter((row) => row !== undefined);
        for (const row of reopened) {
          if (!batch.offer(entryOf(row))) {
            return batch.entries;
          }
        }
        const answered = new Set(watermark.above);
        let from = watermark.mark + 1;
        for (;;) {
          const page = await this.#above(ledgerId, from - 1)
            .limit(limits.maxEvents)
            .toArray();
          for (const row of page) {
            if (!answered.has(row.number) && !batch.offer(entryOf(row))) {
              return batch.entries;
            }
          }
          const last = page.at(-1);
          if (last === undefined || page.length < limits.maxEvents) {
            break;
          }
          from = last.number + 1;
        }
      }
      return batch.entries;
    });
  }

  async urgentBatch(
    limits: BatchLimits,
    isFresh: (body: EventBody) => boolean,
  ): Promise<readonly OutboxEntry[]> {
    return this.#database.transaction('r', this.#events, this.#ledgers, async () => {
      const batch = assembleBatch(limits);
      const ledgers = await this.#ledgers.orderBy('ledgerId').reverse().toArray();
      for (const { ledgerId, watermark } of ledgers) {
        const answered = new Set(watermark.above);
        const rows = await this.#events
          .where('[ledgerId+urgentNumber]')
          .between([ledgerId, watermark.mark + 1], [ledgerId, Dexie.maxKey])
          .reverse()
          .until((row) => !answered.has(row.number) && !isFresh(row.body))
          .filter((row) => !answered.has(row.number))
          .limit(limits.maxEvents)
          .toArray();
        for (const row of rows) {
          if (!batch.offer(entryOf(row))) {
            return batch.entries;
          }
        }
      }
      return batch.entries;
    });
  }

  async settle(ledgerId: string, answers: readonly EntryAnswer[]): Promise<void> {
    await this.#database.transaction('rw', this.#events, this.#ledgers, this.#parked, async () => {
      const ledger = await this.#ledger(ledgerId);
      const numbers = answers.map(({ number }) => number);
      for (const entryAnswer of answers) {
        if (entryAnswer.outcome === 'parked') {
          const row = await this.#events.get([ledgerId, entryAnswer.number]);
          if (row !== undefined) {
            const { reason, detail } = entryAnswer;
            await this.#parked.put({ ...entryOf(row), reason, detail });
          }
        }
      }
      await this.#ledgers.put({
        ledgerId,
        watermark: answer(ledger.watermark, numbers),
        answeredThrough: Math.max(ledger.answeredThrough, ...numbers),
      });
    });
  }

  async confirm(ledgerId: string, through: number): Promise<void> {
    await this.#database.transaction('rw', this.#ledgers, async () => {
      const ledger = await this.#ledger(ledgerId);
      const watermark = confirmThrough(ledger.watermark, through);
      if (watermark !== ledger.watermark) {
        const answeredThrough = Math.max(ledger.answeredThrough, through);
        await this.#ledgers.put({ ledgerId, watermark, answeredThrough });
      }
    });
  }

  async reconcile(ledgerId: string, storedThrough: number): Promise<boolean> {
    return this.#database.transaction('rw', this.#ledgers, this.#parked, async () => {
      const ledger = await this.#ledger(ledgerId);
      if (storedThrough >= ledger.watermark.mark) {
        return false;
      }
      const watermark = rewind(
        ledger.watermark,
        storedThrough,
        await this.#parkedNumbers(ledgerId),
      );
      await this.#ledgers.put({ ...ledger, watermark });
      return true;
    });
  }

  async books(): Promise<readonly LedgerBooks[]> {
    return this.#database.transaction('r', this.#events, this.#ledgers, this.#parked, async () => {
      const books: LedgerBooks[] = [];
      for (const ledger of await this.#ledgers.orderBy('ledgerId').toArray()) {
        const made = await this.#made(ledger);
        const { count, oldest } = unanswered(ledger.watermark, made);
        books.push({
          ledgerId: ledger.ledgerId,
          made,
          mark: ledger.watermark.mark,
          queued: count,
          oldestQueued: oldest,
          parked: await this.#parkedNumbers(ledger.ledgerId),
        });
      }
      return books;
    });
  }

  async newest(ledgerId: string, above: number, limit: number): Promise<readonly EventBody[]> {
    const rows = await this.#above(ledgerId, above).reverse().limit(limit).toArray();
    return rows.map(({ body }) => body).toReversed();
  }

  async count(ledgerId: string, from: number, through: number): Promise<number> {
    return this.#events
      .where('[ledgerId+number]')
      .between([ledgerId, from], [ledgerId, through], true, true)
      .count();
  }

  async parked(): Promise<readonly ParkedEntry[]> {
    return this.#parked.orderBy('[ledgerId+number]').toArray();
  }

  async retryParked(ledgerId: string, number: number): Promise<void> {
    await this.#database.transaction('rw', this.#ledgers, this.#parked, async () => {
      if ((await this.#parked.get([ledgerId, number])) === undefined) {
        return;
      }
      const ledger = await this.#ledger(ledgerId);
      await this.#parked.delete([ledgerId, number]);
      await this.#ledgers.put({ ...ledger, watermark: reopen(ledger.watermark, [number]) });
    });
  }

  async prune(keep: { readonly newest: number; readonly madeAfterMs: number }): Promise<number> {
    return this.#database.transaction('rw', this.#events, this.#ledgers, this.#parked, async () => {
      let removed = 0;
      for (const ledger of await this.#ledgers.toArray()) {
        const { ledgerId, watermark } = ledger;
        const made = await this.#made(ledger);
        const byCount = made - keep.newest;
        const byAge = await this.#lastMadeBefore(ledgerId, watermark.mark, keep.madeAfterMs);
        const through = Math.min(watermark.mark, Math.max(byCount, byAge));
        // Ranges between the events that stay whatever their age, so that a range delete does the work.
        const kept = [...watermark.reopened, ...(await this.#parkedNumbers(ledgerId))]
          .filter((number) => number <= through)
          .toSorted((a, b) => a - b);
        let from = 1;
        for (const stop of [...kept, through + 1]) {
          if (stop > from) {
            removed += await this.#events
              .where('[ledgerId+number]')
              .between([ledgerId, from], [ledgerId, stop])
              .delete();
          }
          from = stop + 1;
        }
      }
      return removed;
    });
  }

  close(): void {
    this.#database.close();
  }

  /** Makes sure the ledger of new events has a row; writes nothing where it has one and the events are ahead of it. */
  async #admit(ledgerId: string, numbers: readonly number[]): Promise<void> {
    const held = await this.#ledgers.get(ledgerId);
    if (held === undefined) {
      await this.#ledgers.add({ ledgerId, watermark: UNTOUCHED, answeredThrough: 0 });
      return;
    }
    const behind = numbers.filter((number) => number <= held.watermark.mark);
    if (behind.length > 0) {
      await this.#ledgers.put({ ...held, watermark: reopen(held.watermark, behind) });
    }
  }

  /** Events of a ledger above a number, ascending. */
  #above(ledgerId: string, number: number): Collection<EventRow, Place> {
    return this.#events
      .where('[ledgerId+number]')
      .between([ledgerId, number + 1], [ledgerId, Dexie.maxKey]);
  }

  async #ledger(ledgerId: string): Promise<LedgerRow> {
    const held = await this.#ledgers.get(ledgerId);
    return held ?? { ledgerId, watermark: UNTOUCHED, answeredThrough: 0 };
  }

  async #made({ ledgerId, answeredThrough }: LedgerRow): Promise<number> {
    const last = await this.#above(ledgerId, 0).last();
    return Math.max(answeredThrough, last?.number ?? 0);
  }

  async #parkedNumbers(ledgerId: string): Promise<number[]> {
    const places = await this.#parked
      .where('[ledgerId+number]')
      .between([ledgerId, Dexie.minKey], [ledgerId, Dexie.maxKey])
      .primaryKeys();
    return places.map(([, number]) => number);
  }

  /** Highest number up to `through` whose event was made before a moment; numbers and times rise together. */
  async #lastMadeBefore(ledgerId: string, through: number, beforeMs: number): Promise<number> {
    const first = await this.#above(ledgerId, 0).first();
    let known = (first?.number ?? 1) - 1;
    let beyond = through + 1;
    while (beyond - known > 1) {
      const middle = Math.floor((known + beyond) / 2);
      const row = await this.#events.get([ledgerId, middle]);
      if (row === undefined || madeAtMs(row.id) < beforeMs) {
        known = middle;
      } else {
        beyond = middle;
      }
    }
    return known;
  }
}

function toRow(body: EventBody): EventRow {
  const { entry, urgent } = readEntry(body);
  return urgent ? { ...entry, urgentNumber: entry.number } : entry;
}

function placeOf({ ledgerId, number }: OutboxEntry): Place {
  return [ledgerId, number];
}

function entryOf({ ledgerId, number, id, body }: OutboxEntry): OutboxEntry {
  return { ledgerId, number, id, body };
}

import { type Collection, Dexie, type Table } from 'dexie';
import { type EventBody, freezeEvent } from '../../contract/event-body.ts';
import type { FeedbackEvent } from '../../contract/feedback-event.ts';
import type { NumberRange } from '../../contract/ipc.ts';
import { assembleBatch } from './batch-assembly.ts';
import { madeAtMs, readEventOf, readOffered } from './entry.ts';
import { holding, knowing, type LedgerKnowledge, needsNoLedger } from './ledger-knowledge.ts';
import { lowestOf, rangesOf, rangeWith, subtract, union } from './number-ranges.ts';
import type {
  AddOutcome,
  BatchLimits,
  EntryAnswer,
  LedgerBooks,
  LedgerPlace,
  Outbox,
  OutboxEntry,
  ParkedEntry,
  ReadEvent,
} from './outbox.ts';
import {
  addOneRow,
  entryOf,
  type EventRow,
  type LedgerRow,
  newLedger,
  openOutboxDatabase,
  type OutboxDatabase,
  type Place,
  placeOf,
  rowOf,
} from './outbox-database.ts';
import { answer, confirmThrough, gapAtMark, reopen, rewind, unanswered } from './watermark.ts';

/** How many numbers one transaction of `prune` covers: a press must not wait behind a large one. */
const PRUNE_STEP = 1_000;

/** The outbox on IndexedDB, with strict durability: a resolved `add` or `record` has reached the disk. */
export class DexieOutbox implements Outbox {
  readonly #database: OutboxDatabase;
  readonly #known = new Map<string, LedgerKnowledge>();

  private constructor(database: OutboxDatabase) {
    this.#database = database;
  }

  /** Rejects when the browser offers no storage, or refuses to open it. */
  static async open(name: string): Promise<DexieOutbox> {
    return new DexieOutbox(await openOutboxDatabase(name));
  }

  async add(offered: readonly (EventBody | ReadEvent)[]): Promise<readonly AddOutcome[]> {
    const events = offered.map(readOffered);
    const [only] = events;
    if (only !== undefined && events.length === 1) {
      const { ledgerId, number } = only.entry;
      const known = this.#known.get(ledgerId);
      const alone = needsNoLedger(known, number);
      if (alone && (await addOneRow(this.#database, rowOf(only)))) {
        this.#holds(ledgerId, [number]);
        return ['added'];
      }
    }
    return this.#addWithLedgers(events.map(rowOf));
  }

  async record(
    newLedgerId: string,
    make: (place: LedgerPlace) => FeedbackEvent,
  ): Promise<ReadEvent> {
    const { dexie, events, ledgers } = this.#database;
    return dexie.transaction('rw', events, ledgers, async () => {
      const open = (await ledgers.orderBy('ledgerId').toArray()).findLast(({ ended }) => !ended);
      const ledgerId = open?.ledgerId ?? newLedgerId;
      const number = open === undefined ? 1 : (await this.#made(open)) + 1;
      const event = make({ ledgerId, number });
      const read = readEventOf(event, freezeEvent(event));
      if (open === undefined) {
        await ledgers.add(newLedger(ledgerId));
      }
      await events.add(rowOf(read));
      return read;
    });
  }

  async endLedger(ledgerId: string): Promise<void> {
    await this.#change(ledgerId, [], (ledger) =>
      ledger.ended ? null : { ...ledger, ended: true },
    );
  }

  async nextBatch(limits: BatchLimits): Promise<readonly OutboxEntry[]> {
    const { dexie, events, ledgers } = this.#database;
    return dexie.transaction('r', events, ledgers, async () => {
      const batch = assembleBatch(limits);
      for (const { ledgerId, watermark } of await ledgers.orderBy('ledgerId').toArray()) {
        const { mark, above, reopened } = watermark;
        const again = await events.bulkGet(
          lowestOf(reopened, limits.maxEvents).map((number): Place => [ledgerId, number]),
        );
        for (const row of again) {
          if (row !== undefined && !batch.offer(entryOf(row))) {
            return batch.entries;
          }
        }
        let from = mark + 1;
        for (;;) {
          const page = await this.#within(ledgerId, { from, through: Infinity })
            .limit(limits.maxEvents)
            .toArray();
          for (const row of page) {
            if (rangeWith(above, row.number) === undefined && !batch.offer(entryOf(row))) {
              return batch.entries;
            }
          }
          const last = page.at(-1);
          if (last === undefined || page.length < limits.maxEvents) {
            break;
          }
          from = (rangeWith(above, last.number)?.through ?? last.number) + 1;
        }
      }
      return batch.entries;
    });
  }

  async urgentBatch(
    limits: BatchLimits,
    isFresh: (body: EventBody) => boolean,
  ): Promise<readonly OutboxEntry[]> {
    const { dexie, events, ledgers } = this.#database;
    return dexie.transaction('r', events, ledgers, async () => {
      const batch = assembleBatch(limits);
      for (const { ledgerId, watermark } of await ledgers.orderBy('ledgerId').reverse().toArray()) {
        const { mark, above } = watermark;
        const waits = ({ number }: EventRow): boolean => rangeWith(above, number) === undefined;
        const rows = await events
          .where('[ledgerId+urgentNumber]')
          .between([ledgerId, mark + 1], [ledgerId, Dexie.maxKey])
          .reverse()
          .until((row) => waits(row) && !isFresh(row.body))
          .filter(waits)
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
    const { events, parked } = this.#database;
    const numbers = answers.map(({ number }) => number);
    const rejected = answers.filter((each) => each.outcome === 'parked');
    // Without the events in its scope it holds up no press that is being added.
    const others = rejected.length === 0 ? [] : [events, parked];
    await this.#change(ledgerId, others, async (ledger) => {
      for (const { number, reason, detail } of rejected) {
        const row = await events.get([ledgerId, number]);
        if (row !== undefined) {
          await parked.put({ ...entryOf(row), reason, detail });
        }
      }
      return {
        ...ledger,
        watermark: answer(ledger.watermark, numbers),
        answeredThrough: Math.max(ledger.answeredThrough, ...numbers),
        completeThrough: this.#completeThrough(ledger),
      };
    });
  }

  async confirm(ledgerId: string, through: number): Promise<void> {
    await this.#change(ledgerId, [], (ledger) => {
      const watermark = confirmThrough(ledger.watermark, through);
      return watermark === ledger.watermark
        ? null
        : { ...ledger, watermark, answeredThrough: Math.max(ledger.answeredThrough, through) };
    });
  }

  async reconcile(ledgerId: string, storedThrough: number): Promise<boolean> {
    return this.#change(ledgerId, [this.#database.parked], async (ledger) => {
      if (storedThrough >= ledger.watermark.mark) {
        return null;
      }
      const parked = await this.#parkedNumbers(ledgerId);
      return { ...ledger, watermark: rewind(ledger.watermark, storedThrough, parked) };
    });
  }

  async books(): Promise<readonly LedgerBooks[]> {
    const { dexie, events, ledgers, parked } = this.#database;
    return dexie.transaction('r', events, ledgers, parked, async () => {
      const rows = await ledgers.orderBy('ledgerId').toArray();
      for (const ledger of rows.filter(({ ledgerId }) => !this.#known.has(ledgerId))) {
        this.#learn(ledger);
      }
      return Promise.all(
        rows.map(async (ledger): Promise<LedgerBooks> => {
          const { ledgerId, watermark } = ledger;
          const [made, nextHeld, parkedNumbers] = await Promise.all([
            this.#made(ledger),
            this.#lowestFrom(ledgerId, watermark.mark + 1),
            this.#parkedNumbers(ledgerId),
          ]);
          const { count, oldest } = unanswered(watermark, made);
          return {
            ledgerId,
            made,
            mark: watermark.mark,
            queued: count,
            oldestQueued: oldest,
            parked: parkedNumbers,
            gap: gapAtMark(watermark, made, nextHeld),
          };
        }),
      );
    });
  }

  async newest(ledgerId: string, range: NumberRange, limit: number): Promise<readonly EventBody[]> {
    const rows = await this.#within(ledgerId, range).reverse().limit(limit).toArray();
    return rows.map(({ body }) => body).toReversed();
  }

  async lacksFrom(ledgerId: string, through: number): Promise<number | null> {
    const ledger = await this.#ledger(ledgerId);
    const complete = Math.max(this.#completeThrough(ledger), ledger.watermark.mark);
    if (complete >= through) {
      return null;
    }
    const held = await this.#within(ledgerId, { from: complete + 1, through }).count();
    if (held < through - complete) {
      return complete + 1;
    }
    await this.declareComplete(ledgerId, through);
    return null;
  }

  async declareComplete(ledgerId: string, through: number): Promise<void> {
    await this.#change(ledgerId, [], (ledger) =>
      through > ledger.completeThrough ? { ...ledger, completeThrough: through } : null,
    );
  }

  async parked(): Promise<readonly ParkedEntry[]> {
    return this.#database.parked.orderBy('[ledgerId+number]').toArray();
  }

  async retryParked(ledgerId: string, numbers: readonly number[]): Promise<void> {
    const { parked } = this.#database;
    await this.#change(ledgerId, [parked], async (ledger) => {
      const places = numbers.map((number): Place => [ledgerId, number]);
      const found = (await parked.bulkGet(places)).filter((entry) => entry !== undefined);
      if (found.length === 0) {
        return null;
      }
      await parked.bulkDelete(found.map(placeOf));
      const again = found.map(({ number }) => number);
      return { ...ledger, watermark: reopen(ledger.watermark, again) };
    });
  }

  async prune(keep: { readonly newest: number; readonly madeAfterMs: number }): Promise<number> {
    let removed = 0;
    for (const ledgerId of await this.#database.ledgers.toCollection().primaryKeys()) {
      let from: number | null = 1;
      while (from !== null) {
        const step: PruneStep = await this.#prune(ledgerId, from, keep);
        removed += step.removed;
        from = step.next;
      }
    }
    return removed;
  }

  close(): void {
    this.#database.dexie.close();
  }

  /** Adds rows together with what they change of their ledgers. */
  async #addWithLedgers(rows: readonly EventRow[]): Promise<readonly AddOutcome[]> {
    const { dexie, events, ledgers } = this.#database;
    const byLedger = Map.groupBy(rows, ({ ledgerId }) => ledgerId);
    const done = await dexie.transaction('rw', events, ledgers, async () => {
      const held = new Map<string, EventRow>();
      for (const row of await events.bulkGet(rows.map(placeOf))) {
        if (row !== undefined) {
          held.set(String(placeOf(row)), row);
        }
      }
      const fresh: EventRow[] = [];
      const outcomes = rows.map((row): AddOutcome => {
        const other = held.get(String(placeOf(row)));
        if (other === undefined) {
          held.set(String(placeOf(row)), row);
          fresh.push(row);
          return 'added';
        }
        return other.body === row.body ? 'present' : 'conflict';
      });
      await events.bulkAdd(fresh);
      const after: LedgerRow[] = [];
      for (const [ledgerId, added] of Map.groupBy(fresh, (row) => row.ledgerId)) {
        after.push(await this.#admit(ledgerId, added.map(numberOf)));
      }
      return { outcomes, after };
    });
    for (const ledger of done.after) {
      this.#learn(ledger);
    }
    for (const [ledgerId, taken] of byLedger) {
      this.#holds(ledgerId, taken.map(numberOf));
    }
    return done.outcomes;
  }

  /** Gives the ledger of new events its row, queues again what lies behind its mark, and notes how far it goes. */
  async #admit(ledgerId: string, numbers: readonly number[]): Promise<LedgerRow> {
    const { ledgers } = this.#database;
    const held = await ledgers.get(ledgerId);
    const ledger = held ?? newLedger(ledgerId);
    const behind = numbers.filter((number) => number <= ledger.watermark.mark);
    const completeThrough = this.#completeThrough(ledger);
    if (held === undefined || behind.length > 0 || completeThrough > ledger.completeThrough) {
      const watermark = behind.length > 0 ? reopen(ledger.watermark, behind) : ledger.watermark;
      const after = { ...ledger, watermark, completeThrough };
      await ledgers.put(after);
      return after;
    }
    return ledger;
  }

  /** Changes a ledger's row in one transaction with other tables; false when there was nothing to change. */
  async #change(
    ledgerId: string,
    others: readonly Table[],
    change: (ledger: LedgerRow) => LedgerRow | null | Promise<LedgerRow | null>,
  ): Promise<boolean> {
    const { dexie, ledgers } = this.#database;
    const changed = await dexie.transaction('rw', [ledgers, ...others], async () => {
      const after = await change(await this.#ledger(ledgerId));
      if (after !== null) {
        await ledgers.put(after);
      }
      return after;
    });
    if (changed !== null) {
      this.#learn(changed);
    }
    return changed !== null;
  }

  /** Takes in what a transaction that has ended left on disk. */
  #learn(row: LedgerRow): void {
    this.#known.set(row.ledgerId, knowing(this.#known.get(row.ledgerId), row));
  }

  #holds(ledgerId: string, numbers: readonly number[]): void {
    const known = this.#known.get(ledgerId);
    if (known !== undefined) {
      this.#known.set(ledgerId, holding(known, numbers));
    }
  }

  #completeThrough({ ledgerId, completeThrough }: LedgerRow): number {
    return Math.max(completeThrough, this.#known.get(ledgerId)?.completeThrough ?? 0);
  }

  /** Events of a ledger, ascending. */
  #within(ledgerId: string, { from, through }: NumberRange): Collection<EventRow, Place> {
    return this.#database.events
      .where('[ledgerId+number]')
      .between([ledgerId, from], [ledgerId, through], true, true);
  }

  async #ledger(ledgerId: string): Promise<LedgerRow> {
    return (await this.#database.ledgers.get(ledgerId)) ?? newLedger(ledgerId);
  }

  async #lowestFrom(ledgerId: string, from: number): Promise<number | null> {
    const [lowest] = await this.#within(ledgerId, { from, through: Infinity })
      .limit(1)
      .primaryKeys();
    return lowest?.[1] ?? null;
  }

  async #made({ ledgerId, answeredThrough }: LedgerRow): Promise<number> {
    const [highest] = await this.#within(ledgerId, { from: 1, through: Infinity })
      .reverse()
      .limit(1)
      .primaryKeys();
    return Math.max(answeredThrough, highest?.[1] ?? 0);
  }

  async #parkedNumbers(ledgerId: string): Promise<number[]> {
    const places = await this.#database.parked
      .where('[ledgerId+number]')
      .between([ledgerId, Dexie.minKey], [ledgerId, Dexie.maxKey])
      .primaryKeys();
    return places.map(([, number]) => number);
  }

  /** Prunes the next stretch of numbers of one ledger, from a number on. */
  async #prune(
    ledgerId: string,
    from: number,
    keep: { readonly newest: number; readonly madeAfterMs: number },
  ): Promise<PruneStep> {
    const { dexie, events, ledgers, parked } = this.#database;
    return dexie.transaction('rw', events, ledgers, parked, async () => {
      const ledger = await this.#ledger(ledgerId);
      const { mark, reopened } = ledger.watermark;
      const lowest = await this.#lowestFrom(ledgerId, from);
      if (lowest === null || lowest > mark) {
        return { removed: 0, next: null };
      }
      const byCount = (await this.#made(ledger)) - keep.newest;
      const byAge = await this.#lastMadeBefore(ledgerId, { from: lowest, through: mark }, keep);
      const end = Math.min(mark, Math.max(byCount, byAge));
      if (lowest > end) {
        return { removed: 0, next: null };
      }
      const through = Math.min(end, lowest + PRUNE_STEP - 1);
      const kept = union(reopened, rangesOf(await this.#parkedNumbers(ledgerId)));
      let removed = 0;
      for (const range of subtract([{ from: lowest, through }], kept)) {
        removed += await this.#within(ledgerId, range).delete();
      }
      return { removed, next: through < end ? through + 1 : null };
    });
  }

  /** Highest number held of a range whose event was made before a moment; numbers and times rise together. */
  async #lastMadeBefore(
    ledgerId: string,
    { from, through }: NumberRange,
    { madeAfterMs }: { readonly madeAfterMs: number },
  ): Promise<number> {
    let known = from - 1;
    let beyond = through + 1;
    while (beyond - known > 1) {
      const middle = Math.floor((known + beyond) / 2);
      const row = await this.#within(ledgerId, { from: middle, through: beyond - 1 }).first();
      if (row !== undefined && madeAtMs(row.id) < madeAfterMs) {
        known = row.number;
      } else {
        beyond = middle;
      }
    }
    return known;
  }
}

/** `next`: where to go on, or null when all is done. */
type PruneStep = { readonly removed: number; readonly next: number | null };

function numberOf({ number }: EventRow): number {
  return number;
}

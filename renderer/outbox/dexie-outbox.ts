import type { Table } from 'dexie';
import type { EventBody } from '../../contract/event-body.ts';
import type { NumberRange } from '../../contract/number-range.ts';
import { readBody, readOffered } from './entry.ts';
import { holding, knowing, type LedgerKnowledge, needsNoLedger } from './ledger-knowledge.ts';
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
  addOneRow,
  changeLedgerSoon,
  entryOf,
  type EventRow,
  eventsWithin,
  type LedgerRow,
  lowestFrom,
  newLedger,
  openOutboxDatabase,
  type OutboxDatabase,
  parkedNumbers,
  type Place,
  placeOf,
  rowOf,
} from './outbox-database.ts';
import { answer, confirmThrough, gapAtMark, reopen, rewind, unanswered } from './watermark.ts';

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

  async record(newLedgerId: string, freeze: readonly FreezeAt[]): Promise<readonly ReadEvent[]> {
    const { dexie, events, ledgers } = this.#database;
    return dexie.transaction('rw', events, ledgers, async () => {
      const open = (await ledgers.orderBy('ledgerId').toArray()).findLast(({ ended }) => !ended);
      const ledgerId = open?.ledgerId ?? newLedgerId;
      const first = open === undefined ? 1 : (await this.#made(open)) + 1;
      const read = freeze.map((each, index) => readBody(each({ ledgerId, number: first + index })));
      if (open === undefined) {
        await ledgers.add(newLedger(ledgerId));
      }
      await events.bulkAdd(read.map(rowOf));
      return read;
    });
  }

  async endLedger(ledgerId: string): Promise<void> {
    await this.#change(ledgerId, [], (ledger) =>
      ledger.ended ? null : { ...ledger, ended: true },
    );
  }

  async queuedAfter(place: LedgerPlace | null, limit: number): Promise<readonly OutboxEntry[]> {
    // Loaded with what sends: a press does without.
    const { queuedAfter } = await import('./outbox-batches.ts');
    return queuedAfter(this.#database, place, limit);
  }

  async urgentQueued(
    limit: number,
    isFresh: (body: EventBody) => boolean,
  ): Promise<readonly OutboxEntry[]> {
    const { urgentQueued } = await import('./outbox-batches.ts');
    return urgentQueued(this.#database, limit, isFresh);
  }

  async settle(ledgerId: string, answers: readonly EntryAnswer[]): Promise<void> {
    const { events, parked } = this.#database;
    const numbers = answers.map(({ number }) => number);
    const rejected = answers.filter((each) => each.outcome === 'parked');
    const settled = (ledger: LedgerRow): LedgerRow => ({
      ...ledger,
      watermark: answer(ledger.watermark, numbers),
      answeredThrough: Math.max(ledger.answeredThrough, ...numbers),
      completeThrough: this.#completeThrough(ledger),
    });
    if (rejected.length === 0) {
      this.#learn(await changeLedgerSoon(this.#database, ledgerId, settled));
      return;
    }
    await this.#change(ledgerId, [events, parked], async (ledger) => {
      for (const { number, reason, detail } of rejected) {
        const row = await events.get([ledgerId, number]);
        if (row !== undefined) {
          await parked.put({ ...entryOf(row), reason, detail });
        }
      }
      return settled(ledger);
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
      const parked = await parkedNumbers(this.#database, ledgerId);
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
          const [made, nextHeld, ofParked] = await Promise.all([
            this.#made(ledger),
            lowestFrom(this.#database, ledgerId, watermark.mark + 1),
            parkedNumbers(this.#database, ledgerId),
          ]);
          const { count, oldest } = unanswered(watermark, made);
          return {
            ledgerId,
            made,
            mark: watermark.mark,
            queued: count,
            oldestQueued: oldest,
            parked: ofParked,
            gap: gapAtMark(watermark, made, nextHeld),
          };
        }),
      );
    });
  }

  async newest(ledgerId: string, range: NumberRange, limit: number): Promise<readonly EventBody[]> {
    const rows = await eventsWithin(this.#database, ledgerId, range)
      .reverse()
      .limit(limit)
      .toArray();
    return rows.map(({ body }) => body).toReversed();
  }

  async lacksFrom(ledgerId: string, through: number): Promise<number | null> {
    const ledger = await this.#ledger(ledgerId);
    const complete = Math.max(this.#completeThrough(ledger), ledger.watermark.mark);
    if (complete >= through) {
      return null;
    }
    const held = await eventsWithin(this.#database, ledgerId, {
      from: complete + 1,
      through,
    }).count();
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

  async prune(keep: Kept): Promise<number> {
    const { pruneLedger } = await import('./outbox-pruning.ts');
    let removed = 0;
    for (const { ledgerId, made } of await this.books()) {
      removed += await pruneLedger(this.#database, ledgerId, made, keep);
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

  async #ledger(ledgerId: string): Promise<LedgerRow> {
    return (await this.#database.ledgers.get(ledgerId)) ?? newLedger(ledgerId);
  }

  async #made({ ledgerId, answeredThrough }: LedgerRow): Promise<number> {
    const [highest] = await eventsWithin(this.#database, ledgerId, { from: 1, through: Infinity })
      .reverse()
      .limit(1)
      .primaryKeys();
    return Math.max(answeredThrough, highest?.[1] ?? 0);
  }
}

function numberOf({ number }: EventRow): number {
  return number;
}

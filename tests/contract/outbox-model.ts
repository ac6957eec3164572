import { strict as assert } from 'node:assert';
import type { EntryAnswer, LedgerBooks, Outbox } from '../../renderer/outbox/outbox.ts';

type Ledger = {
  readonly held: Map<number, string>;
  /** Answered, parked numbers among them. */
  readonly answered: Set<number>;
  readonly parked: Set<number>;
  /** Held, answered or declared complete at any time. */
  readonly offered: Set<number>;
  mark: number;
  made: number;
  ended: boolean;
};

const GAP_LIMIT = 500;

/** What an outbox must look like after anything, kept as plain sets of numbers. */
export class OutboxModel {
  readonly #ledgers = new Map<string, Ledger>();

  /** What an add has to say. */
  add(ledgerId: string, number: number, body: string): 'added' | 'present' | 'conflict' {
    const ledger = this.#ledger(ledgerId);
    const other = ledger.held.get(number);
    if (other !== undefined) {
      return other === body ? 'present' : 'conflict';
    }
    ledger.held.set(number, body);
    ledger.offered.add(number);
    ledger.made = Math.max(ledger.made, number);
    if (number <= ledger.mark) {
      ledger.answered.delete(number);
    }
    return 'added';
  }

  /** Where the next recorded event has to stand. */
  nextPlace(newLedgerId: string): { ledgerId: string; number: number } {
    const ledgerId = this.ids().findLast((id) => !this.#ledger(id).ended) ?? newLedgerId;
    return { ledgerId, number: (this.#ledgers.get(ledgerId)?.made ?? 0) + 1 };
  }

  end(ledgerId: string): void {
    this.#ledger(ledgerId).ended = true;
  }

  settle(ledgerId: string, answers: readonly EntryAnswer[]): void {
    const ledger = this.#ledger(ledgerId);
    for (const { number, outcome } of answers) {
      ledger.answered.add(number);
      if (outcome === 'parked') {
        ledger.parked.add(number);
      }
    }
    this.#advance(ledger);
  }

  confirm(ledgerId: string, through: number): void {
    const ledger = this.#ledger(ledgerId);
    for (let number = ledger.mark + 1; number <= through; number += 1) {
      ledger.answered.add(number);
      ledger.offered.add(number);
    }
    ledger.made = Math.max(ledger.made, through);
    this.#advance(ledger);
  }

  reconcile(ledgerId: string, storedThrough: number): boolean {
    const ledger = this.#ledgers.get(ledgerId);
    if (ledger === undefined || storedThrough >= ledger.mark) {
      return false;
    }
    for (const number of ledger.answered) {
      if (number > storedThrough && !ledger.parked.has(number)) {
        ledger.answered.delete(number);
      }
    }
    ledger.mark = storedThrough;
    this.#advance(ledger);
    return true;
  }

  retry(ledgerId: string, numbers: readonly number[]): void {
    const ledger = this.#ledgers.get(ledgerId);
    for (const number of numbers) {
      if (ledger?.parked.delete(number) === true) {
        ledger.answered.delete(number);
      }
    }
  }

  declareComplete(ledgerId: string, through: number): void {
    const ledger = this.#ledger(ledgerId);
    for (let number = 1; number <= through; number += 1) {
      ledger.offered.add(number);
    }
  }

  prune(newest: number, isOld: (number: number) => boolean): number {
    let removed = 0;
    for (const { held, answered, parked, mark, made } of this.#ledgers.values()) {
      for (const number of held.keys()) {
        const old = number <= made - newest || isOld(number);
        if (old && number <= mark && answered.has(number) && !parked.has(number)) {
          held.delete(number);
          removed += 1;
        }
      }
    }
    return removed;
  }

  ids(): string[] {
    return [...this.#ledgers.keys()].toSorted();
  }

  parkedNumbers(ledgerId: string): number[] {
    return ascending(this.#ledgers.get(ledgerId)?.parked ?? []);
  }

  mark(ledgerId: string): number {
    return this.#ledgers.get(ledgerId)?.mark ?? 0;
  }

  books(): LedgerBooks[] {
    return this.ids().map((ledgerId) => {
      const { made, mark, answered, held, parked } = this.#ledger(ledgerId);
      const queued = numbersThrough(made).filter((number) => !answered.has(number));
      // The books balance.
      assert.equal(answered.size + queued.length, made);
      let through = mark;
      while (
        through < Math.min(made, mark + GAP_LIMIT) &&
        !held.has(through + 1) &&
        !answered.has(through + 1)
      ) {
        through += 1;
      }
      return {
        ledgerId,
        made,
        mark,
        queued: queued.length,
        oldestQueued: queued[0] ?? null,
        parked: ascending(parked),
        gap: through > mark ? { from: mark + 1, through } : null,
      };
    });
  }

  /** The bodies to be sent, in order. */
  queued(): string[] {
    return this.ids().flatMap((ledgerId) => {
      const { held, answered } = this.#ledger(ledgerId);
      return ascending(held.keys())
        .filter((number) => !answered.has(number))
        .map((number) => held.get(number) ?? '');
    });
  }

  /** Compares everything an outbox shows of itself. */
  async compare(outbox: Outbox): Promise<void> {
    assert.deepEqual(await outbox.books(), this.books());
    const batch = await outbox.queuedAfter(null, 9_999);
    assert.deepEqual(
      batch.map(({ body }) => body),
      this.queued(),
    );
    assert.deepEqual(
      (await outbox.parked()).map(({ ledgerId, number }) => [ledgerId, number]),
      this.ids().flatMap((id) => this.parkedNumbers(id).map((number) => [id, number])),
    );
    for (const ledgerId of this.ids()) {
      const { held, offered, made } = this.#ledger(ledgerId);
      assert.deepEqual(
        await outbox.newest(ledgerId, { from: 1, through: Infinity }, 9_999),
        ascending(held.keys()).map((number) => held.get(number)),
      );
      const lacks = await outbox.lacksFrom(ledgerId, made + 1);
      assert.deepEqual(
        numbersThrough(lacks === null ? made + 1 : lacks - 1).filter(
          (number) => !offered.has(number),
        ),
        [],
      );
    }
  }

  #ledger(ledgerId: string): Ledger {
    const ledger = this.#ledgers.get(ledgerId) ?? {
      held: new Map(),
      answered: new Set(),
      parked: new Set(),
      offered: new Set(),
      mark: 0,
      made: 0,
      ended: false,
    };
    this.#ledgers.set(ledgerId, ledger);
    return ledger;
  }

  #advance(ledger: Ledger): void {
    while (ledger.answered.has(ledger.mark + 1)) {
      ledger.mark += 1;
    }
    for (const number of ledger.answered) {
      ledger.made = Math.max(ledger.made, number);
      ledger.offered.add(number);
    }
  }
}

function ascending(numbers: Iterable<number>): number[] {
  return [...numbers].toSorted((a, b) => a - b);
}

function numbersThrough(last: number): number[] {
  return Array.from({ length: Math.max(0, last) }, (_, index) => index + 1);
}

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceLedgers, sumBalances, type KeptLedger } from '../../../../hub/fleet/balance.ts';
import type { NumberRange } from '../../../../contract/number-range.ts';

const LEDGER_ID = '0195c0de-0000-7000-8000-000000000001';

function ledger(change: Partial<KeptLedger> = {}): KeptLedger {
  return {
    ledgerId: LEDGER_ID,
    forked: false,
    stored: [],
    parked: [],
    lostEvents: 0,
    made: 0,
    oldestQueued: null,
    statedAtMs: 1_000,
    ...change,
  };
}

const range = (from: number, through: number): NumberRange => ({ from, through });

/** The headings of a single ledger, and its gaps. */
function headings(kept: Partial<KeptLedger>, booksStatedAtMs: number | null = 1_000): unknown {
  const [book] = balanceLedgers([ledger(kept)], booksStatedAtMs);
  const { made, stored, queued, parked, unaccounted, gaps } = book ?? {};
  return { made, stored, queued, parked, unaccounted, gaps };
}

describe('The books of a ledger', () => {
  it('balance when everything made is stored', () => {
    expect(headings({ stored: [range(1, 9)], made: 9 })).toEqual({
      made: 9,
      stored: 9,
      queued: 0,
      parked: 0,
      unaccounted: 0,
      gaps: [],
    });
  });

  it('let wait what the terminal still has, also behind a press that jumped the queue', () => {
    expect(headings({ stored: [range(1, 3), range(8, 8)], made: 9, oldestQueued: 4 })).toEqual({
      made: 9,
      stored: 4,
      queued: 5,
      parked: 0,
      unaccounted: 0,
      gaps: [],
    });
  });

  it('name the gaps below what waits', () => {
    expect(headings({ stored: [range(1, 3), range(6, 8)], made: 10, oldestQueued: 10 })).toEqual({
      made: 10,
      stored: 6,
      queued: 1,
      parked: 0,
      unaccounted: 3,
      gaps: [range(4, 5), range(9, 9)],
    });
  });

  it('name at most twenty gaps and count them all', () => {
    const odd = Array.from({ length: 30 }, (_, index) => range(2 * index + 1, 2 * index + 1));
    const [book] = balanceLedgers([ledger({ stored: odd, made: 59 })], 1_000);
    expect([book?.gaps.length, book?.unaccounted]).toEqual([20, 29]);
  });

  it('count a parked number that was stored after all as stored', () => {
    expect(
      headings({ stored: [range(1, 4)], parked: [range(2, 2), range(5, 5)], made: 5 }),
    ).toEqual({ made: 5, stored: 4, queued: 0, parked: 1, unaccounted: 0, gaps: [] });
  });

  it('count a stored event that stands for a lost one as unaccounted for, without a gap', () => {
    expect(headings({ stored: [range(1, 4)], lostEvents: 1, made: 4 })).toEqual({
      made: 4,
      stored: 3,
      queued: 0,
      parked: 0,
      unaccounted: 1,
      gaps: [],
    });
  });

  it('let nothing wait in a ledger that was lost', () => {
    const kept = ledger({ stored: [range(1, 3)], made: 6, oldestQueued: 4, statedAtMs: 999 });
    expect(balanceLedgers([kept], 1_000)).toEqual([
      {
        ledgerId: LEDGER_ID,
        state: 'lost',
        forked: false,
        made: 6,
        stored: 3,
        queued: 0,
        parked: 0,
        unaccounted: 3,
        statedAtMs: 999,
        gaps: [range(4, 6)],
      },
    ]);
  });

  it('take no ledger for lost that was never stated, or beside a cloned one', () => {
    const states = (ledgers: readonly KeptLedger[], statedAtMs: number | null): unknown =>
      balanceLedgers(ledgers, statedAtMs).map(({ state }) => state);
    expect(states([ledger({ statedAtMs: null })], 1_000)).toEqual(['open']);
    expect(states([ledger({ statedAtMs: 999 })], null)).toEqual(['open']);
    expect(states([ledger({ statedAtMs: 999 }), ledger({ forked: true })], 1_000)).toEqual([
      'open',
      'open',
    ]);
  });
});

const MOST = Number.MAX_SAFE_INTEGER;

const anyRanges = fc
  .array(fc.integer({ min: 1, max: 60 }), { maxLength: 12 })
  .map((numbers) => [...new Set(numbers)].toSorted((a, b) => a - b).map((n) => range(n, n)));

const anyLedger = fc
  .record({
    forked: fc.boolean(),
    stored: anyRanges,
    parked: anyRanges,
    lostEvents: fc.nat(20),
    made: fc.oneof(fc.nat(80), fc.constant(MOST)),
    oldestQueued: fc.option(fc.oneof(fc.integer({ min: 1, max: 90 }), fc.constant(MOST))),
    statedAtMs: fc.option(fc.nat(2)),
  })
  .map(ledger);

describe('Whatever a terminal states', () => {
  it('made is stored, queued, parked and unaccounted, and no heading is negative', () => {
    fc.assert(
      fc.property(fc.array(anyLedger), fc.option(fc.nat(2)), (ledgers, booksStatedAtMs) => {
        const books = balanceLedgers(ledgers, booksStatedAtMs);
        for (const { made, stored, queued, parked, unaccounted } of [
          ...books,
          sumBalances(books),
        ]) {
          expect(stored + queued + parked + unaccounted).toBe(made);
          expect(Math.min(stored, queued, parked, unaccounted)).toBeGreaterThanOrEqual(0);
          expect(made).toBeLessThanOrEqual(MOST);
        }
      }),
    );
  });

  it('a gap lies below what waits and is neither stored nor parked', () => {
    fc.assert(
      fc.property(anyLedger, (kept) => {
        const [book] = balanceLedgers([kept], 1_000);
        const settled = new Set([...kept.stored, ...kept.parked].map(({ from }) => from));
        for (const { from, through } of book?.gaps ?? []) {
          for (let number = from; number <= Math.min(through, 200); number += 1) {
            expect(settled.has(number)).toBe(false);
          }
          expect(through).toBeLessThanOrEqual(book?.made ?? 0);
          expect(book?.state === 'open' && through >= (kept.oldestQueued ?? Infinity)).toBe(false);
        }
      }),
    );
  });

  it('storing what waits or is missing never raises what is unaccounted for', () => {
    fc.assert(
      fc.property(anyLedger, fc.integer({ min: 1, max: 60 }), (kept, number) => {
        const numbers = new Set([...kept.stored.map(({ from }) => from), number]);
        const stored = [...numbers].toSorted((a, b) => a - b).map((n) => range(n, n));
        const [before] = balanceLedgers([{ ...kept, lostEvents: 0 }], null);
        const [after] = balanceLedgers([{ ...kept, lostEvents: 0, stored }], null);
        // A number above all the hub had heard of tells of those below it.
        fc.pre(number <= (before?.made ?? 0));
        expect(after?.unaccounted).toBeLessThanOrEqual(before?.unaccounted ?? 0);
      }),
    );
  });
});

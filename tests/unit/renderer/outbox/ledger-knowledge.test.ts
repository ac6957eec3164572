import { describe, expect, it } from 'vitest';
import {
  holding,
  knowing,
  type LedgerKnowledge,
  needsNoLedger,
} from '../../../../renderer/outbox/ledger-knowledge.ts';
import { newLedger } from '../../../../renderer/outbox/outbox-database.ts';

const ROW = newLedger('019a0000-0000-7000-8000-00000000000a');
const EMPTY = knowing(undefined, ROW);

function numbers(from: number, through: number): number[] {
  return Array.from({ length: through - from + 1 }, (_, index) => from + index);
}

describe('what an outbox knows of a ledger', () => {
  it('is complete as far as numbers follow each other, in whatever order they came', () => {
    const known = [[1, 2], [5], [3, 4], [9]].reduce<LedgerKnowledge>(holding, EMPTY);
    expect(known).toEqual({
      mark: 0,
      completeOnDisk: 0,
      completeThrough: 5,
      heldBeyond: [{ from: 9, through: 9 }],
    });
  });

  it('lets an event be added alone beyond the mark of a ledger that is known', () => {
    expect(needsNoLedger(undefined, 1)).toBe(false);
    expect(needsNoLedger(EMPTY, 1)).toBe(true);
    const marked = knowing(EMPTY, { ...ROW, watermark: { ...ROW.watermark, mark: 7 } });
    expect([7, 8].map((number) => needsNoLedger(marked, number))).toEqual([false, true]);
  });

  it('has its ledger written now and then, so that a start counts no more than that', () => {
    const almost = holding(EMPTY, numbers(1, 999));
    expect(needsNoLedger(almost, 1_000)).toBe(true);
    const due = holding(almost, [1_000]);
    expect(needsNoLedger(due, 1_001)).toBe(false);
    const written = knowing(due, { ...ROW, completeThrough: 1_000 });
    expect(needsNoLedger(written, 1_001)).toBe(true);
    // A gap keeps it from being complete, and costs nothing.
    expect(needsNoLedger(holding(written, numbers(1_002, 9_000)), 9_001)).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { notWhole } from '../../faults/store-holdings.ts';

const journal = { ledgerId: 'L', highest: 10, missing: [] };
const outbox = { ledgerId: 'L', mark: 4, highest: 10, heldBeyondMark: 6 };

describe('notWhole', () => {
  it('has nothing to say when both stores hold all that the hub has not answered', () => {
    expect(notWhole({ journal: [journal], outbox: [outbox] })).toBeNull();
    expect(notWhole({ journal: [], outbox: [] })).toBeNull();
  });

  it('names what the journal lacks', () => {
    const missing = [{ from: 3, through: 5 }];
    expect(notWhole({ journal: [{ ...journal, missing }], outbox: [outbox] })).toBe(
      'the journal lacks [{"from":3,"through":5}] of ledger L',
    );
    expect(notWhole({ journal: [], outbox: [outbox] })).toBe('the journal has nothing of ledger L');
    expect(notWhole({ journal: [{ ...journal, highest: 9 }], outbox: [outbox] })).toBe(
      'of ledger L the journal ends at 9 and the outbox at 10',
    );
  });

  it('names what the outbox lacks', () => {
    expect(notWhole({ journal: [journal], outbox: [] })).toBe('the outbox has nothing of ledger L');
    expect(notWhole({ journal: [journal], outbox: [{ ...outbox, heldBeyondMark: 5 }] })).toBe(
      'the outbox holds 5 of the 6 events above 4 of ledger L',
    );
  });
});

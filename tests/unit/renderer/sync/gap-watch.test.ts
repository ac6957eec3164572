import { describe, expect, it } from 'vitest';
import type { NumberRange } from '../../../../contract/number-range.ts';
import type { LedgerBooks } from '../../../../renderer/outbox/outbox.ts';
import { createGapWatch } from '../../../../renderer/sync/gap-watch.ts';

const booksWith = (gap: NumberRange | null, ledgerId = 'ledger-1'): LedgerBooks => ({
  ledgerId,
  made: 9,
  mark: 3,
  queued: 6,
  oldestQueued: 4,
  parked: [],
  gap,
});

function setUp() {
  const asked: [string, NumberRange][] = [];
  let nowMs = 0;
  const watch = createGapWatch({
    fill: async (ledgerId, gap) => {
      asked.push([ledgerId, gap]);
    },
    monotonicMs: () => nowMs,
  });
  return {
    asked,
    lookAt: (atMs: number, ...books: LedgerBooks[]) => {
      nowMs = atMs;
      return watch.look(books);
    },
  };
}

describe('the gap watch', () => {
  it('asks for numbers that stay missing, and again for as long as they do', () => {
    const { asked, lookAt } = setUp();
    const gap = { from: 4, through: 6 };
    expect(lookAt(0, booksWith(gap))).toBe(true);
    expect(lookAt(4_999, booksWith(gap))).toBe(true);
    expect(asked).toEqual([]);
    lookAt(5_000, booksWith(gap));
    expect(asked).toEqual([['ledger-1', gap]]);
    lookAt(9_999, booksWith(gap));
    expect(asked).toHaveLength(1);
    lookAt(10_000, booksWith(gap));
    expect(asked).toHaveLength(2);
    expect(lookAt(10_001, booksWith(null))).toBe(false);
  });

  it('does not take a press that is just being written for a gap', () => {
    const { asked, lookAt } = setUp();
    lookAt(0, booksWith({ from: 4, through: 4 }));
    lookAt(6_000, booksWith(null));
    lookAt(7_000, booksWith({ from: 4, through: 4 }));
    lookAt(8_000, booksWith({ from: 6, through: 6 }));
    expect(asked).toEqual([]);
  });

  it('asks for what is missing by then, ledger by ledger', () => {
    const { asked, lookAt } = setUp();
    lookAt(0, booksWith({ from: 4, through: 6 }), booksWith({ from: 1, through: 1 }, 'ledger-2'));
    lookAt(5_000, booksWith({ from: 4, through: 5 }), booksWith(null, 'ledger-2'));
    expect(asked).toEqual([['ledger-1', { from: 4, through: 5 }]]);
  });
});
